"""Patterns by RE2: what Python's own would never end with ends, and what is too large is refused."""

import sys
import weakref

import pytest
import re2

from mainstay.adapters.patterns.linear_patterns import KEPT, LinearPatterns
from mainstay.domain.errors import RunFailed


def test_a_pattern_that_doubles_its_way_with_each_letter_ends() -> None:
    # Python's own expressions take years for this one: the test would not come back.
    assert not LinearPatterns().compiled(r"^(a+)+$")("a" * 50_000 + "!")
    assert LinearPatterns().compiled(r"(?i)total:\s*\d+")("the Total: 45")


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)", "((a{100}){100}){100}", "[", "*"])
def test_what_it_cannot_do_in_bounds_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        LinearPatterns().compiled(pattern)


def test_of_many_patterns_the_last_are_held_and_all_of_them_found(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[weakref.ref[object]] = []

    class Pattern:
        """A pattern of the library, of which it can be told whether it is still there."""

        def __init__(self, pattern: str, options: object) -> None:
            self.search = re2._Regexp(pattern, options).search
            held.append(weakref.ref(self))

    monkeypatch.setattr(re2, "compile", Pattern)
    patterns = LinearPatterns()
    found = [patterns.compiled(f"^{number}$") for number in range(KEPT + 100)]
    assert sum(one() is not None for one in held) == KEPT
    assert [number for number, one in enumerate(found) if one("7")] == [7]
    assert sum(one() is not None for one in held) == KEPT


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    with pytest.raises(RunFailed) as failed:
        LinearPatterns().compiled("a")
    assert "mainstay[golden]" in failed.value.mend
