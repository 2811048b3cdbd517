"""Long spans in pieces."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.prometheus.pieces import MOST, PIECE, joined, pieces
from mainstay.ports.metrics import Series


@given(
    st.integers(0, 2_000_000_000),
    st.integers(1, 60_000),
    st.sampled_from([0.001, 0.1, 0.25, 1.0, 15.0, 300.0]),
)
def test_pieces_meet_each_point_of_the_grid_once(start: int, count: int, step: float) -> None:
    found = list(pieces(start, start + (count - 1) * step, step))
    counts = [round((last - first) / step) + 1 for first, last in found]
    assert sum(counts) == count
    assert max(counts) <= PIECE < 11_000
    assert found[0][0] == start
    for (_, last), (first, _) in pairwise(found):
        assert first - last == pytest.approx(step, rel=1e-3)


@pytest.mark.parametrize(
    ("start", "end", "step"),
    [
        (0, -1, 1),
        (0, 1, 0),
        (0, 1, -1),
        (0, 1, 0.0001),
        (math.nan, 1, 1),
        (0, math.inf, 1),
        (0, 1, math.nan),
        (0, MOST, 1),
        (0, 1e300, 1),
    ],
)
def test_what_is_no_span_is_refused(start: float, end: float, step: float) -> None:
    with pytest.raises(ValueError, match=r"span|points"):
        list(pieces(start, end, step))


def test_pieces_are_joined_by_their_labels() -> None:
    first = [Series({"a": "1", "b": "2"}, ((1, 1.0), (2, 2.0))), Series({"a": "2"}, ((1, 1.0),))]
    second = [Series({"b": "2", "a": "1"}, ((3, 3.0),)), Series({"a": "3"}, ((4, 4.0),))]
    assert joined([first, second]) == [
        Series({"a": "1", "b": "2"}, ((1, 1.0), (2, 2.0), (3, 3.0))),
        Series({"a": "2"}, ((1, 1.0),)),
        Series({"a": "3"}, ((4, 4.0),)),
    ]


def test_a_series_that_begins_again_is_refused() -> None:
    one = Series({"a": "1"}, ((1, 1.0), (2, 2.0)))
    with pytest.raises(ValueError, match="again"):
        joined([[one], [Series({"a": "1"}, ((2, 2.0),))]])
    with pytest.raises(ValueError, match="again"):
        joined([[one, one]])
