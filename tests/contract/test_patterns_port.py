"""What everything promises that reads patterns, tried on the library and on the fake."""

import pytest

from mainstay.adapters.patterns.linear_patterns import LinearPatterns
from mainstay.ports.patterns import Patterns
from tests.fakes.patterns import MemoryPatterns


@pytest.fixture(params=["re2", "memory"])
def patterns(request: pytest.FixtureRequest) -> Patterns:
    return LinearPatterns() if request.param == "re2" else MemoryPatterns()


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("total", "the total is 3", True),
        ("Total", "the total is 3", False),
        ("^the", "the total", True),
        ("^total", "the total", False),
        ("total$", "the total", True),
        ("größe", "die größe der \U0001f600", True),
        ("a", "", False),
    ],
)
def test_a_pattern_is_looked_for_anywhere(patterns: Patterns, pattern: str, text: str, found: bool) -> None:
    assert patterns.compiled(pattern)(text) is found


@pytest.mark.parametrize("pattern", ["(", "a" * 1_001])
def test_what_is_no_pattern_is_refused_with_a_reason(patterns: Patterns, pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        patterns.compiled(pattern)
