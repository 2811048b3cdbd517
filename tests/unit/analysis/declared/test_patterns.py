"""Patterns of parameters, of which none keeps a program busy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.declared.patterns import LONGEST_VALUE, matches, wrong_with


@pytest.mark.parametrize(
    "pattern",
    [
        "[a-z][a-z0-9-]{0,40}",
        r"v\d+\.\d+\.\d+",
        "(?:blue|green)-[0-9]{2}",
        "(a+)?b",
        r"[]\]}{)(*+]+",
        r"\(a\+\)\*",
        "(?:ab)*c",
        "[a-f0-9]{64}[a-f0-9]{64}",
    ],
)
def test_what_may_be_used(pattern: str) -> None:
    assert wrong_with(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("(a+)+", "a group that repeats holds what repeats"),
        ("((a*)b)*", "a group that repeats holds what repeats"),
        ("(?:a|a)*", "a group that repeats holds what repeats, or a choice"),
        ("(a?){30}a{30}", "a group that repeats holds what repeats"),
        ("((a)+b){2,9}", "a group that repeats holds what repeats"),
        ("a?b?c?d?e?", "more than 4 things in it repeat"),
        (r"(a)\1", "it refers back to a group"),
        ("(?=a)b", "of groups it may have"),
        ("(?i:a)", "of groups it may have"),
        ("(", "it is no pattern: missing )"),
        ("[z-a]", "it is no pattern: bad character range"),
        ("a" * 301, "more than 300 characters"),
    ],
)
def test_what_may_not(pattern: str, told: str) -> None:
    assert told in wrong_with(pattern)


def test_a_text_is_matched_whole_short_and_printable() -> None:
    assert matches("[a-z]+", "abc")
    assert not matches("[a-z]+", "abc;")
    assert not matches("[a-z]+", "abc\n")
    assert not matches("[^;]+", "a\nb") and not matches("[^;]+", "a\x1bb")
    assert not matches("a+", "a" * (LONGEST_VALUE + 1)) and matches("a+", "a" * LONGEST_VALUE)
    assert not matches(r"\d+", "\u0661") and matches(r"\d+", "1")


@given(st.text(alphabet="ab()[]{}|*+?\\,1-:=^", max_size=24), st.text(alphabet="ab", max_size=60))
def test_whatever_may_be_used_comes_to_an_end(pattern: str, text: str) -> None:
    if not wrong_with(pattern):
        assert matches(pattern, text) in {True, False}
