"""Which plugins run, and with which options, is said on the command line and nowhere else."""

import pytest

from mainstay.domain.errors import UsageError
from mainstay.plugins.choice import chosen
from mainstay.plugins.installed import Plugin

THERE = [Plugin(name, "a:b", name, "1.0", "s") for name in ("alpha", "beta")]


def test_those_named_are_chosen_once_in_their_order() -> None:
    assert [one.plugin.name for one in chosen(["beta", "alpha", "beta"], [], THERE)] == ["beta", "alpha"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("true", True),
        ('"a b"', "a b"),
        ("plain text", "plain text"),
        ("[1, 2]", [1, 2]),
        ("", ""),
        ("a=b", "a=b"),
        ("1\nother = 2", "1\nother = 2"),
        ("[" * 5_000, "[" * 5_000),
    ],
)
def test_a_value_is_read_as_in_toml_or_else_a_text(written: str, value: object) -> None:
    (one,) = chosen(["alpha"], [f"alpha.key={written}"], THERE)
    assert one.options == {"key": value}


@pytest.mark.parametrize(
    ("names", "options", "told"),
    [
        (["gamma"], [], "there is no plugin gamma"),
        (["\x1b[31m"], [], r"there is no plugin \\x1b\[31m"),
        (["alpha"], ["alpha"], "is no option"),
        (["alpha"], ["alpha=1"], "is no option"),
        (["alpha"], ["alpha.=1"], "is no option"),
        (["alpha"], ["beta.key=1"], "beta does not run"),
    ],
)
def test_what_cannot_be_meant_is_refused(names: list[str], options: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told) as refused:
        chosen(names, options, THERE)
    assert refused.value.mend


def test_without_any_installed_it_says_where_to_install() -> None:
    with pytest.raises(UsageError) as refused:
        chosen(["alpha"], [], [])
    assert "install it" in refused.value.mend
