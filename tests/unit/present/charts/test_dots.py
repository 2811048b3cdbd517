"""The chart of dots and the bar of an interval: every figure stands in it, and what is no number is left out."""

import math

from mainstay.present.charts.dots import DotRow, dot_chart
from mainstay.present.charts.intervals import interval_bar
from mainstay.present.numbers import percent
from tests.unit.present.html.page import read

ROWS = (
    DotRow("Ours", (0.34, 0.36, None), 0.35, ours=True),
    DotRow("<b>other", (0.2, math.nan), 0.2, ours=False),
    DotRow("Unknown", (None, math.inf), None, ours=False),
)


def drawn(rows=ROWS, guide: float | None = 0.2):
    return read(str(dot_chart("x", "A title", "A description", rows, tell=percent, guide=guide)))


def test_a_dot_for_each_known_figure_and_a_tick_for_the_mean() -> None:
    [chart] = drawn().every("svg")
    groups = chart.every("g")
    assert [len(group.every("circle")) for group in groups] == [2, 1, 0]
    assert [len(group.every("line", class_="mean")) for group in groups] == [1, 1, 0]
    assert len(chart.every("line", class_="guide")) == 1
    assert chart.attributes["aria-labelledby"] == "x-t x-d"


def test_each_row_tells_its_figures_and_one_is_in_the_tab_order() -> None:
    groups = drawn().every("g")
    told = [group.every("title")[0].words() for group in groups]
    assert told[0].replace("\u202f", " ") == "Ours: mean 35 %; 34 %, 36 %"
    assert told[1].startswith("<b>other: mean")
    assert told[2] == "Unknown: no mean"
    assert [group.attributes["tabindex"] for group in groups] == ["0", "-1", "-1"]
    assert "ours" in groups[0].attributes["class"].split()


def test_nothing_to_draw_is_nothing() -> None:
    assert dot_chart("x", "t", "d", ROWS[2:], tell=percent) == ""
    assert not drawn(guide=math.inf).every("line", class_="guide")


def test_an_interval_lies_on_a_shared_scale() -> None:
    bar = read(str(interval_bar(2.0, 5.0, 10.0, 20.0)))
    [reach] = bar.every("line", class_="reach")
    assert (reach.attributes["x1"], reach.attributes["x2"]) == ("10%", "50%")
    assert bar.every("circle")[0].attributes["cx"] == "25%"
    beyond = read(str(interval_bar(0.0, 5.0, 99.0, 10.0)))
    assert beyond.every("line", class_="reach")[0].attributes["x2"] == "100%"


def test_an_interval_of_no_numbers_is_not_drawn() -> None:
    assert interval_bar(math.nan, 1.0, 2.0, 3.0) == ""
    assert interval_bar(0.0, 0.0, 0.0, 0.0) == ""
