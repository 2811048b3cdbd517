"""Word-sized lines."""

import math
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mainstay.present.charts.sparkline import sparkline
from tests.unit.present.charts.drawing import read


def test_the_last_figure_has_the_dot():
    root = read(sparkline([1.0, 2.0, 4.0], 132, 32))
    circle = root.find("circle")
    assert (circle.get("cx"), circle.get("cy")) == ("129", "3")


def test_gaps_flat_lines_and_single_points():
    assert read(sparkline([1.0, None, 2.0, 3.0])).find("path").get("d", "").count("M") == 2
    assert read(sparkline([7.0])).find("path").get("d", "").endswith("h2")
    flat = read(sparkline([7.0, 7.0])).find("path").get("d", "")
    assert len({place.split(",")[1] for place in re.findall(r"[\d.]+,[\d.]+", flat)}) == 1


def test_no_figure_no_line():
    assert sparkline([]) == ""
    assert sparkline([None, math.nan, math.inf]) == ""


@settings(deadline=None)
@given(
    st.lists(st.none() | st.floats(allow_nan=True), max_size=20), st.integers(10, 300), st.integers(10, 60)
)
@example([-1.7538469608412838e308], 10, 10)
@example([-1.7e308, 1.7e308], 10, 10)
def test_every_point_is_inside(values, width, height):
    drawing = sparkline(values, width, height)
    if drawing:
        for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", read(drawing).find("path").get("d", "")):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height


def test_a_hair_is_no_mountain() -> None:
    def height(values: list[float]) -> float:
        drawn = read(sparkline(values, 132, 32)).find("path").get("d", "")
        ends = [float(point.partition(",")[2]) for point in drawn[1:].split("L")]
        return max(ends) - min(ends)

    assert height([80.0, 120.0]) == 26
    assert height([80.0, 80.0]) == 0
    assert height([80.0, 80.4]) < 3
    assert height([80.0, 82.0]) < 26
