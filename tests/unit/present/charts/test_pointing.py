"""Strips under the pointer: few, without gaps, each with its day, its level and its band."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.forecast import Course
from mainstay.present.charts.courses import course_chart
from mainstay.present.charts.pointing import MOST, strips
from tests.fakes.foretold import CROSSES, NOW, course
from tests.unit.present.charts.drawing import of_class, read


def told(one: Course, unit: str = "1") -> list[str]:
    titles = [(strip[0].text or "").replace("\u202f", " ") for strip in read(strips(one, unit, 168))]
    return titles


def test_each_tells_its_day_level_and_band() -> None:
    one = Course(NOW, (1.5, None, 2.5), (3.0, 4.0), (2.0, 2.0), (4.0, 6.0))
    assert told(one) == [
        "22 Nov 2026: 1.5",
        "23 Nov 2026: no level",
        "24 Nov 2026: 2.5",
        "25 Nov 2026: 3 foretold, 2 to 4 (80 %)",
        "26 Nov 2026: 4 foretold, 2 to 6 (80 %)",
    ]
    assert told(replace(one, past=(5e9, None, 2e9)), "B")[0] == "22 Nov 2026: 5.0 GB"


@pytest.mark.parametrize(("days", "horizon"), [(84, 90), (364, 364), (1, 1), (0, 7), (59, 1), (60, 1)])
def test_they_are_few_and_leave_no_gap(days: int, horizon: int) -> None:
    one = course(100.0, 0.1, days=days, horizon=horizon)
    root = read(strips(one, "1", 168))
    assert 0 < len(root) <= MOST
    ends = [(float(strip.get("x", "")), float(strip.get("width", ""))) for strip in root]
    assert all(start + wide == ends[at + 1][0] for at, (start, wide) in enumerate(ends[:-1]))
    assert ends[0][0] == 0 and sum(ends[-1]) >= days + horizon
    assert root.get("viewBox") == f"0 0 {days + horizon} 1"
    assert len(strips(one, "1", 168)) < 8_000


def test_the_chart_has_them_on_top_of_all_else() -> None:
    root = read(course_chart(CROSSES, "f", "t", "d"))
    assert root[-1].get("class") == "days"
    assert len(of_class(root, "days")) == 1


LEVELS = st.floats(allow_nan=True, allow_infinity=True)


@given(st.lists(st.none() | LEVELS, max_size=8), st.lists(st.tuples(LEVELS, LEVELS, LEVELS), max_size=8))
def test_any_levels_have_words(past, ahead) -> None:
    low, middle, high = zip(*ahead, strict=True) if ahead else ((), (), ())
    assert all(told(Course(NOW, tuple(past), middle, low, high)))
