"""Line charts: what is drawn, what is left out, what is told."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.present.charts.lines import Series, line_chart, runs
from mainstay.present.numbers import brief
from tests.unit.present.charts.drawing import of_class, read

FIGURES = st.lists(st.none() | st.floats(-1e9, 1e9), min_size=1, max_size=14)


def _drawn(*series: Series, **more):
    count = len(series[0].values)
    return line_chart(
        "c",
        "Score",
        "How it went",
        series,
        places=[index / max(count - 1, 1) for index in range(count)],
        names=[f"month {index}" for index in range(count)],
        marks=["m"] * count,
        tell=brief,
        **more,
    )


def test_a_gap_parts_the_line_and_is_no_zero():
    root = read(_drawn(Series("Score", [80.0, 82.0, None, 84.0, 85.0])))
    [path] = of_class(root, "line")
    assert path.get("d", "").count("M") == 2
    assert [len(of_class(moment, "dot")) for moment in of_class(root, "moment")] == [1, 1, 0, 1, 1]
    assert of_class(root, "moment")[2].find("title").text == "month 2: –"


def test_a_point_between_gaps_is_a_dot_and_not_invisible():
    root = read(_drawn(Series("Score", [None, 82.0, None, 84.0, 85.0])))
    [path] = of_class(root, "line")
    assert [part.endswith("h0") for part in path.get("d", "").split("M")[1:]] == [True, False]


def test_nothing_is_drawn_without_figures():
    assert _drawn(Series("Score", [None, None])) == ""


def test_a_flat_series_and_a_single_point_are_drawn():
    for values in ([5.0, 5.0, 5.0], [5.0], [0.0, 0.0]):
        root = read(_drawn(Series("Score", values)))
        assert len(of_class(root, "dot")) == len(values)


def test_title_description_and_one_moment_in_the_tab_order():
    root = read(_drawn(Series("Score", [1.0, 2.0, 3.0]), Series("Shape", [2.0, 1.0, 3.0])))
    assert root.find("title").text == "Score"
    assert root.find("desc").text == "How it went"
    assert root.get("aria-labelledby") == "c-t c-d"
    assert [moment.get("tabindex") for moment in of_class(root, "moment")] == ["-1", "-1", "0"]
    told = of_class(root, "moment")[1].find("title").text
    assert told == "month 1: Score 2  Shape 1"


def test_names_at_the_ends_do_not_touch():
    root = read(_drawn(*[Series(f"line {number}", [1.0, 5.0 + number / 100]) for number in range(5)]))
    places = sorted(float(name.get("y")) for name in of_class(root, "name"))
    assert all(after - before >= 13.9 for before, after in itertools.pairwise(places))


def test_names_are_escaped_and_made_visible():
    drawing = _drawn(Series("<script>", [1.0]), Series("a\nb\u202e", [2.0]))
    assert "<script>" not in drawing
    assert r"a\nb\u202e" in drawing
    read(drawing)


@settings(deadline=None)
@given(FIGURES, FIGURES)
def test_any_figures_give_a_drawing_within_its_frame(one, other):
    size = min(len(one), len(other))
    drawing = _drawn(Series("one", one[:size]), Series("other", other[:size]), from_zero=False)
    if not drawing:
        assert all(value is None for value in one[:size] + other[:size])
        return
    for dot in of_class(read(drawing), "dot"):
        assert -0.1 <= float(dot.get("cy")) <= 168.1


@settings(deadline=None)
@given(FIGURES)
def test_runs_hold_each_figure_once(values):
    found = [index for run in runs(values) for index in run]
    assert found == [index for index, value in enumerate(values) if value is not None]
