"""Names of modules with wildcards, held against the same as a pattern of the standard library."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.architecture.expressions import matcher, meant
from mainstay.analysis.architecture.web import TooMuchWork, Work

_PARTS = st.lists(st.sampled_from(["a", "b", "*", "**"]), min_size=1, max_size=6)
_NAMES = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=8)
_KINDS = {"*": r"[^.]+", "**": r"[^.]+(?:\.[^.]+)*"}


@given(_PARTS, _NAMES)
def test_wildcards_mean_what_their_patterns_do(parts: list[str], name: list[str]) -> None:
    pattern = r"\.".join(_KINDS.get(part, re.escape(part)) for part in parts)
    assert matcher(".".join(parts))(".".join(name)) == bool(re.fullmatch(pattern, ".".join(name)))


def test_long_names_are_paid_for_by_their_parts() -> None:
    with pytest.raises(TooMuchWork):
        meant(["**.x"], [f"{at}" + ".a" * 800 for at in range(20)], Work(left=1_000))
    assert meant(["*.x"], ["a.x", "b.y"], Work(left=2)) == ["a.x"]
