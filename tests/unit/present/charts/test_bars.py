"""Bars and columns."""

import pytest

from mainstay.present.charts.bars import columns, part_bar, sign_bar
from mainstay.present.charts.lines import Series
from mainstay.present.numbers import count
from tests.unit.present.charts.drawing import of_class, read


@pytest.mark.parametrize(
    ("part", "whole", "width"), [(5, 20, "25%"), (0, 20, "0%"), (30, 20, "100%"), (-1, 20, "0%")]
)
def test_a_part_fills_its_share(part, whole, width):
    [bar] = of_class(read(part_bar(part, whole)), "part")
    assert bar.get("width") == width


@pytest.mark.parametrize(("part", "whole"), [(None, 20), (5, 0), (float("nan"), 20)])
def test_what_is_not_known_is_no_empty_bar(part, whole):
    root = read(part_bar(part, whole))
    assert of_class(root, "unknown")
    assert not of_class(root, "part")


def test_gains_go_right_and_losses_left_of_the_middle():
    [gain] = of_class(read(sign_bar(1.0, 2.0)), "gain")
    [loss] = of_class(read(sign_bar(-2.0, 2.0)), "loss")
    assert (gain.get("x"), gain.get("width")) == ("50%", "25%")
    assert (loss.get("x"), loss.get("width")) == ("0%", "50%")
    assert read(sign_bar(0.0, 0.0)) is not None


def _columns(*series):
    months = [f"month {index}" for index in range(len(series[0].values))]
    return columns("c", "Commits", "By month", series, names=months, marks=months, tell=count)


def test_columns_stand_on_the_ground_and_are_read_out():
    root = read(_columns(Series("Commits", [10, 40, None]), Series("Fixes", [2, 5, None])))
    for column in of_class(root, "column"):
        assert float(column.get("y")) + float(column.get("height")) == pytest.approx(168)
    assert len(of_class(root, "column")) == 4
    assert [moment.find("title").text for moment in of_class(root, "moment")][1:] == [
        "month 1: Commits 40  Fixes 5",
        "month 2: Commits –  Fixes –",
    ]


def test_ticks_of_counts_are_whole():
    ticks = [tick.text for tick in of_class(read(_columns(Series("Commits", [0, 1, 2]))), "tick")]
    assert ticks[:3] == ["0", "1", "2"]
    assert _columns(Series("Commits", [None])) == ""
