"""The name of a limit keeps off the lines: beside them where there is room, above the plot where there is none."""

from dataclasses import replace

import pytest

from mainstay.domain.forecast import Course
from mainstay.domain.signal import Limit, Side
from mainstay.present.charts.courses import course_chart
from tests.fakes.foretold import CROSSES, DAY, NOW, STAYS, course
from tests.unit.present.charts.drawing import of_class, read


def named(one):
    root = read(course_chart(one, "f", "t", "d"))
    [name] = of_class(root, "limit-name")
    return root, name


def about(limit: float, past, ahead=(0.0, 0.0), *, days: int = 90):
    """Give a forecast whose levels to come lie between two of them."""
    low, high = ahead
    told = Course(
        NOW - len(past) * DAY, tuple(past), ((low + high) / 2,) * days, (low,) * days, (high,) * days
    )
    return replace(
        STAYS,
        step=None,
        course=told,
        signal=replace(STAYS.signal, unit="1", limit=Limit(limit, Side.ABOVE, "")),
    )


def test_it_stands_above_its_line_at_the_left_where_nothing_else_is() -> None:
    root, name = named(about(90.0, [40.0, 60.0] * 42, (40.0, 60.0)))
    [line] = of_class(root, "limit")
    assert name.get("x") == "0%"
    assert float(name.get("y")) == pytest.approx(float(line.get("y1")) - 6)


def test_it_goes_to_the_other_side_of_a_history_about_the_limit() -> None:
    _, name = named(about(100.0, [95.0, 105.0] * 42, (20.0, 40.0)))
    assert (name.get("x"), name.get("text-anchor")) == ("100%", "end")


def test_it_goes_below_its_line_where_all_lies_above() -> None:
    root, name = named(about(100.0, [103.0, 120.0] * 42 + [80.0], (104.0, 120.0)))
    [line] = of_class(root, "limit")
    assert float(name.get("y")) > float(line.get("y1"))


def test_it_stands_above_the_plot_where_lines_and_band_are_everywhere() -> None:
    root, name = named(about(100.0, [60.0, 140.0] * 42, (50.0, 150.0)))
    assert float(name.get("y")) < -20
    assert len(of_class(root, "limit")) == 2, "a sample of the line stands beside its name"


def test_a_limit_beyond_the_drawing_keeps_off_the_lines_as_well() -> None:
    _, name = named(about(9_000.0, [140.0] * 42 + [60.0] * 42, (50.0, 70.0)))
    assert name.text == "↑ limit 9,000"
    assert (name.get("x"), name.get("y")) == ("100%", "12")


def test_a_dotted_line_alone_does_not_send_it_away() -> None:
    assert CROSSES.step is not None
    _, name = named(CROSSES)
    assert float(name.get("y")) > 0


def test_its_figure_is_the_one_that_was_stated() -> None:
    _, name = named(about(1_024.0, [800.0, 950.0] * 42, (850.0, 950.0)))
    assert name.text == "limit 1,024"
    _, name = named(replace(STAYS, course=course(400e9, 0.5e9)))
    assert name.text == "limit 500 GB"
