"""The chart of a forecast: what was, what is foretold, the limit, when it is passed, and what was foretold before."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.domain.forecast import Course, Past
from mainstay.domain.signal import Limit, Side
from mainstay.present.charts.courses import course_chart
from mainstay.present.charts.plots import HEIGHT, MOST_PAST
from tests.fakes.foretold import BEYOND, CROSSES, DAY, EVERY, MAYBE, NO_LIMIT, NOW, OPEN, SHORT, STAYS, course
from tests.unit.present.charts.drawing import of_class, read


def drawn(one, present="today"):
    return read(course_chart(one, "f", "title <b>", "told", present))


def words(root) -> list[str]:
    return [one.text or "" for one in root.iter("text")]


def test_it_is_an_image_with_a_title_and_a_description() -> None:
    root = drawn(CROSSES)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "f-t f-d"
    assert (root[0].text, root[1].text) == ("title <b>", "told")


def test_gaps_are_gaps() -> None:
    [past] = of_class(drawn(CROSSES), "past")
    assert past.get("d", "").count("M") == 2
    [whole] = of_class(drawn(STAYS), "past")
    assert whole.get("d", "").count("M") == 1


def test_a_level_between_gaps_is_a_dot() -> None:
    lone = replace(CROSSES.course, past=(None, None, 4e11, None, 4e11, 4e11))
    [past] = of_class(drawn(replace(CROSSES, course=lone)), "past")
    assert "h0.01" in past.get("d", "")


def test_the_limit_the_crossing_and_the_step_are_marked() -> None:
    root = drawn(CROSSES)
    assert "limit 500 GB" in words(root)
    assert "20 Dec 2026" in words(root)
    assert "GB" in words(root)
    assert len(of_class(root, "limit")) == len(of_class(root, "step")) == len(of_class(root, "up-mark")) == 1
    assert len(of_class(root, "side")) == 2
    assert len(of_class(root, "dot-mark")) == 1


def test_an_open_interval_has_one_side_and_an_arrow() -> None:
    root = drawn(OPEN)
    assert len(of_class(root, "side")) == 1
    assert of_class(root, "open-mark")
    maybe = drawn(MAYBE)
    assert of_class(maybe, "maybe")
    assert not of_class(maybe, "dot-mark")


def test_without_a_limit_there_is_no_line() -> None:
    root = drawn(NO_LIMIT)
    assert not of_class(root, "limit")
    assert not of_class(root, "dot-mark")
    assert course_chart(SHORT, "f", "", "") == ""


def test_a_limit_far_away_is_named_at_the_edge_and_presses_nothing_flat() -> None:
    far = replace(STAYS, signal=replace(STAYS.signal, limit=Limit(9e15, Side.ABOVE, "")))
    root = drawn(far)
    assert not of_class(root, "limit")
    assert any(one.startswith("↑ limit") for one in words(root))
    below = replace(STAYS, signal=replace(STAYS.signal, limit=Limit(-9e15, Side.BELOW, "")))
    assert any(one.startswith("↓ limit") for one in words(drawn(below)))


def test_what_was_foretold_before_is_drawn_with_what_came() -> None:
    root = drawn(CROSSES)
    assert len(of_class(root, "whisker")) == 3
    assert len(of_class(root, "ring-mark")) == len(of_class(root, "cross-mark")) == 1
    many = tuple(
        Past(NOW - DAY, NOW - day * DAY, 3e11, 3.1e11, 3.2e11, 3.1e11, True) for day in range(60, 0, -1)
    )
    assert len(of_class(drawn(replace(CROSSES, past=many)), "whisker")) == MOST_PAST
    outside = (Past(NOW - 400 * DAY, NOW - 300 * DAY, 1.0, 2.0, 3.0),)
    assert not of_class(drawn(replace(CROSSES, past=outside)), "whisker")


def test_a_file_that_ended_long_ago_names_its_end() -> None:
    assert "its end" in words(drawn(BEYOND, "its end"))
    assert "today" not in words(drawn(BEYOND, "its end"))


@pytest.mark.parametrize(
    ("base", "slope", "unit", "told"),
    [
        (0.00012, 0.0, "1/s", "×10⁻⁶ 1/s"),
        (3e5, 1e3, "1", "k"),
        (3e5, 1e3, "req/s", "k req/s"),
        (0.5, 0.001, "share", "%"),
        (40 * DAY, 0.0, "s", "days"),
        (0.2, 0.001, "s", "ms"),
        (50.0, 0.1, "°C", "°C"),
    ],
)
def test_axes_are_in_the_unit_of_the_series(base: float, slope: float, unit: str, told: str) -> None:
    one = replace(NO_LIMIT, signal=replace(NO_LIMIT.signal, unit=unit), course=course(base, slope))
    found = words(drawn(one))
    assert found[0] == told
    ticks = found[1 : found.index("today")]
    assert all(len(tick) <= 8 for tick in ticks if not re.match("[A-Z]", tick))


def test_what_was_never_below_nothing_is_not_foretold_to_be() -> None:
    falling = replace(NO_LIMIT, signal=replace(NO_LIMIT.signal, unit="1"), course=course(100.0, -1.0))
    assert not any(one.startswith("−") for one in words(drawn(falling)) if "wk" not in one)
    shares = replace(NO_LIMIT, signal=replace(NO_LIMIT.signal, unit="share"), course=course(0.5, 0.005))
    assert "120" not in words(drawn(shares))


LEVELS = st.floats(-1e299, 1e299)


@settings(deadline=None)
@given(
    st.lists(st.none() | LEVELS, max_size=12),
    st.lists(st.tuples(LEVELS, LEVELS, LEVELS), max_size=12),
    LEVELS,
    st.sampled_from(["B", "s", "share", "1", "", "req/s"]),
    st.sampled_from([one for one in EVERY if one.course is not None]),
)
def test_any_course_can_be_drawn(past, ahead, limit, unit, one) -> None:
    low, middle, high = zip(*ahead, strict=True) if ahead else ((), (), ())
    told = replace(
        one,
        signal=replace(one.signal, unit=unit, limit=Limit(limit, Side.ABOVE, "")),
        course=Course(NOW - len(past) * DAY, tuple(past), middle, low, high),
    )
    chart = course_chart(told, "f", "t", "d")
    if chart:
        root = read(chart)
        for line in (*of_class(root, "grid"), *of_class(root, "whisker")):
            assert -0.01 <= float(line.get("y1", "0")) <= HEIGHT + 0.01
