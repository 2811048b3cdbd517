"""Placeholders in declared actions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.declared.placeholders import filled, named_in, names_with_placeholders
from mainstay.domain.plan import Value

TEMPLATE: dict[str, Value] = {
    "argv": ("deploy", "--to", "${to}", "${flag}", "v${version}-${to}"),
    "env": {"TO": "${to}", "LITERAL": "$${to} $5 ${", "LEFT": "${flag}"},
    "port": "${port}",
    "flag": "${flag}",
    "count": 3,
    "none": None,
}


def test_what_is_filled_in() -> None:
    assert filled(TEMPLATE, {"to": "blue", "version": 4, "port": 80}) == {
        "argv": ("deploy", "--to", "blue", "v4-blue"),
        "env": {"TO": "blue", "LITERAL": "${to} $5 ${"},
        "port": 80,
        "count": 3,
        "none": None,
    }
    assert filled(TEMPLATE, {"to": "a", "version": 1, "port": 2, "flag": "-x"})["argv"][3] == "-x"  # type: ignore[index]


def test_a_value_names_no_other_parameter() -> None:
    assert filled({"a": "x${one}", "b": "${one}"}, {"one": "${two}$${three}"}) == {
        "a": "x${two}$${three}",
        "b": "${two}$${three}",
    }


def test_what_nothing_was_given_for_is_not_made_up() -> None:
    with pytest.raises(KeyError):
        filled({"a": "x${one}"}, {})


def test_which_names_stand_where() -> None:
    assert set(named_in(TEMPLATE)) == {
        ("to", True),
        ("to", False),
        ("flag", True),
        ("version", False),
        ("port", True),
    }
    assert list(names_with_placeholders({"a": ({"${x}": 1, "$${y}": 2},), "b${z}": 1})) == ["${x}", "b${z}"]


@given(st.text(alphabet="$ab}", max_size=20))
def test_a_text_without_placeholders_stays(text: str) -> None:
    assert filled({"a": text, "b": (text,)}, {}) == {"a": text, "b": (text,)}
