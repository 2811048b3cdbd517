"""Bars and courses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.present.text.columns import shortened
from mainstay.present.text.marks import bar, course


@pytest.mark.parametrize(
    ("share", "drawn"),
    [
        (0, "────"),
        (0.001, "╸───"),
        (0.5, "━━──"),
        (0.6, "━━╸─"),
        (0.999, "━━━╸"),
        (1, "━━━━"),
        (7, "━━━━"),
        (-1, "────"),
    ],
)
def test_a_bar_is_empty_or_full_only_when_its_share_is(share: float, drawn: str) -> None:
    assert "".join(bar(share, 4)) == drawn


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_has_its_cells(share: float, cells: int) -> None:
    assert len("".join(bar(share, cells))) == cells


def test_a_course_rises_and_falls_with_its_values() -> None:
    assert course([0, 1, 2, 3, 4, 5, 6, 7], 1) == "▁▂▃▄▅▆▇█"
    assert course([7, None, 0], 1) == "█·▁"
    assert course([], 1) == course([None, None], 1) == ""


def test_a_steady_course_looks_steady() -> None:
    assert course([5, 5, 5], 1) == "▃▃▃"
    assert course([5, 5.05, 5], 1) == "▃▃▃"
    assert len(set(course([5, 6, 5], 1))) == 2
    assert course([3, 3], 0) == "▁▁"


@pytest.mark.parametrize(
    ("text", "cells", "short"),
    [
        ("src/a.py", 8, "src/a.py"),
        ("src/package/module.py", 12, "src…odule.py"),
        ("名前名前名前", 7, "名…名前"),
        ("abc", 1, "…"),
    ],
)
def test_what_is_too_long_loses_its_middle(text: str, cells: int, short: str) -> None:
    assert shortened(text, cells) == short
