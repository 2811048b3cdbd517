"""References within texts that are sent."""

import pytest

from mainstay.adapters.secrets.within_texts import TextSecrets
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.plan import Value
from tests.fakes.secrets import MemorySecrets

KEPT = {"env:TOKEN": "hidden-token", "file:/etc/a word": "hidden-word", "exec:/bin/tell it": "hidden-told"}


@pytest.fixture
def texts() -> TextSecrets:
    return TextSecrets(MemorySecrets(KEPT))


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("env:TOKEN", "hidden-token"),
        ("file:/etc/a word", "hidden-word"),
        ("see env:TOKEN", "see env:TOKEN"),
        ("Bearer env:TOKEN", "Bearer env:TOKEN"),
        ("env:", "env:"),
        ("env: TOKEN", "env: TOKEN"),
        ("env:TOKEN or another", "env:TOKEN or another"),
        ("file:relative", "file:relative"),
        (("env:TOKEN", 1, None, True), ("hidden-token", 1, None, True)),
        ({"a": {"b": ("env:TOKEN",)}, "env:TOKEN": 2.5}, {"a": {"b": ("hidden-token",)}, "env:TOKEN": 2.5}),
    ],
)
def test_a_reference_is_a_whole_text(texts: TextSecrets, value: Value, sent: Value) -> None:
    assert texts.in_value(value) == sent


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("env:TOKEN", "hidden-token"),
        ("Bearer env:TOKEN", "Bearer hidden-token"),
        ("Token  file:/etc/a word", "Token hidden-word"),
        ("not one env:TOKEN", "not one env:TOKEN"),
        ("text/plain", "text/plain"),
        ("", ""),
    ],
)
def test_in_a_header_a_scheme_may_stand_before_it(texts: TextSecrets, value: str, sent: str) -> None:
    assert texts.in_header(value) == sent


def test_a_user_and_a_password(texts: TextSecrets) -> None:
    assert texts.basic("bob", "env:TOKEN") == "Basic Ym9iOmhpZGRlbi10b2tlbg=="
    assert texts.scrubber.scrub("Ym9iOmhpZGRlbi10b2tlbg==") != "Ym9iOmhpZGRlbi10b2tlbg=="


def test_what_was_found_is_kept_out_of_texts(texts: TextSecrets) -> None:
    assert texts.scrubber.scrub("hidden-token hidden-word") == "hidden-token hidden-word"
    texts.in_value({"a": "env:TOKEN"})
    texts.in_header("Bearer file:/etc/a word")
    assert texts.scrubber.scrub("hidden-token hidden-word") == "*** ***"


def test_programs_are_for_the_operator_alone(texts: TextSecrets) -> None:
    for look_up in (texts.in_text, texts.in_header, texts.look_up):
        with pytest.raises(ConfigurationError, match="operator's own file") as refused:
            look_up("exec:/bin/tell it")
        assert "/bin/tell" not in f"{refused.value.what} {refused.value.where}"
    assert TextSecrets(MemorySecrets(KEPT), programs=True).in_text("exec:/bin/tell it") == "hidden-told"


@pytest.mark.parametrize("text", ["env:NONE", "file:/none", "Bearer env:NONE"])
def test_one_that_is_not_there_is_refused(texts: TextSecrets, text: str) -> None:
    with pytest.raises(ConfigurationError):
        texts.in_header(text)
