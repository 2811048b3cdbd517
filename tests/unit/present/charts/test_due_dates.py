"""Rows of the time line: a shape for each kind of thing, a bar where it is not sure, an open end where it is not known."""

from mainstay.present.charts.days import ahead
from mainstay.present.charts.due_dates import Due, heading, track
from mainstay.present.charts.marks import Shape, mark, sample
from tests.unit.present.charts.drawing import of_class, read

TICKS = ahead(90)


def test_a_date_stands_at_its_place_and_its_interval_reaches_around_it() -> None:
    root = read(track(Due(Shape.DOT, 0.5, 0.25, 0.75), TICKS, "in 6 weeks"))
    assert root.get("role") == "img"
    assert root[0].text == "in 6 weeks"
    [bar] = of_class(root, "reach")
    assert (bar.get("x"), bar.get("width")) == ("25%", "50%")
    assert [one.get("x") for one in root.iter("svg") if of_class(one, "dot-mark")][-1] == "50%"
    assert not of_class(root, "open-mark")
    assert len(of_class(root, "grid")) == len(TICKS) - 1
    [today] = of_class(root, "today")
    assert today.get("x1") == "0%"


def test_an_open_end_goes_to_the_edge_with_its_own_mark() -> None:
    root = read(track(Due(Shape.DOT, 0.9, 0.6, None), TICKS, "open"))
    [bar] = of_class(root, "reach")
    assert (bar.get("x"), bar.get("width")) == ("60%", "40%")
    assert of_class(root, "open-mark")


def test_what_may_never_come_is_dashed_and_has_no_date() -> None:
    root = read(track(Due(Shape.DOT, None, 0.6, None, firm=False), TICKS, "perhaps"))
    assert of_class(root, "maybe")
    assert not of_class(root, "dot-mark")


def test_what_lies_outside_stands_at_the_edge() -> None:
    root = read(track(Due(Shape.SQUARE, -3.0), TICKS, "past"))
    assert [one.get("x") for one in root.iter("svg") if of_class(one, "square-mark")][-1] == "0%"
    late = read(track(Due(Shape.DOT, 2.0, 1.5, 3.0), TICKS, "far"))
    assert of_class(late, "open-mark")


def test_every_shape_is_drawn_otherwise() -> None:
    drawn = {read(mark(shape, 0.5, 0.0))[0].get("d") for shape in Shape}
    assert len(drawn) == len(Shape)
    assert all(read(sample(shape)).get("aria-hidden") == "true" for shape in Shape)


def test_the_heading_names_every_tick() -> None:
    root = read(heading(TICKS))
    assert [one.text for one in root] == [tick.name for tick in TICKS]
    assert [one.text for one in of_class(root, "present")] == ["today"]
