"""A label finds a spot where no line runs through it, or none."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mainstay.present.charts.labels import ASIDE, NARROW, Spot, spot

WORDS = "limit 500 GB"
WIDE = (len(WORDS) * 6.8 + ASIDE) / NARROW
LEFT, RIGHT = [(0.0, 50.0), (0.4, 50.0)], [(0.6, 50.0), (1.0, 50.0)]


def test_it_stands_at_the_left_where_that_is_free() -> None:
    assert spot(WORDS, (50.0, 80.0), []) == Spot(0.0, 50.0, "start")
    assert spot(WORDS, (50.0, 80.0), [[(0.0, 90.0), (1.0, 90.0)]]) == Spot(0.0, 50.0, "start")


def test_it_goes_to_the_right_then_below_then_in_between() -> None:
    assert spot(WORDS, (50.0, 80.0), [LEFT]) == Spot(1.0, 50.0, "end")
    assert spot(WORDS, (50.0, 80.0), [LEFT, RIGHT]) == Spot(0.0, 80.0, "start")
    middle = spot(WORDS, (50.0,), [[(0.0, 50.0), (0.2, 50.0)], [(0.8, 50.0), (1.0, 50.0)]])
    assert middle is not None and middle.anchor == "start" and 0.2 < middle.place < 0.8 - WIDE


def test_there_may_be_no_spot_at_all() -> None:
    assert spot(WORDS, (50.0,), [[(0.0, 50.0), (1.0, 50.0)]]) is None
    assert spot(WORDS, (), []) is None
    assert spot("limit " * 12, (50.0,), []) is None


def test_a_steep_line_touches_only_where_it_runs() -> None:
    steep = [(0.0, 100.0), (0.1, 0.0), (0.2, 100.0)]
    assert spot(WORDS, (50.0,), [steep]) == Spot(1.0, 50.0, "end")
    upright = [(0.95, 0.0), (0.95, 168.0)]
    found = spot(WORDS, (50.0,), [steep, upright])
    assert found is not None and 0.2 > found.place > 0.1 and found.anchor == "start"


PLACES = st.floats(0, 1)
POINTS = st.lists(st.tuples(PLACES, st.floats(-50, 220)), min_size=2, max_size=8).map(sorted)


@given(st.lists(POINTS, max_size=4), st.lists(st.floats(12, 160), max_size=2))
def test_no_line_runs_through_a_label(lines, downs) -> None:
    found = spot(WORDS, downs, lines)
    if found is None:
        return
    start = found.place if found.anchor == "start" else found.place - WIDE
    for line in lines:
        for (x, y), (other, below) in pairwise(line):
            for part in range(41):
                place, down = x + (other - x) * part / 40, y + (below - y) * part / 40
                inside = start < place < start + WIDE and found.down - 9 < down < found.down + 2
                assert not inside
