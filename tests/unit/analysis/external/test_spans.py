"""Stretches laid together cover the lines that each of them covers, and no others."""

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.external.spans import Spans

LINES = st.integers(1, 30)


@given(st.lists(st.tuples(LINES, st.integers(0, 30))), LINES)
def test_a_line_is_covered_where_one_stretch_covers_it(stretches: list[tuple[int, int]], line: int) -> None:
    expected = any(first <= line <= max(first, last) for first, last in stretches)
    assert Spans(stretches).cover(line) == expected


def test_a_result_about_the_whole_file_is_covered() -> None:
    assert Spans([(3, 4)]).cover(0)
