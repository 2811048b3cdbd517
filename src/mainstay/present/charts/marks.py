"""Small shapes at a place of a drawing that stretches: each kind of thing has its own, so that colour is never needed."""

from enum import StrEnum

from markupsafe import Markup

from mainstay.present.charts.svg import element, share


class Shape(StrEnum):
    """A shape by the class that the stylesheet knows it by."""

    DOT = "dot-mark"
    RING = "ring-mark"
    CROSS = "cross-mark"
    TRIANGLE = "triangle-mark"
    SQUARE = "square-mark"
    DIAMOND = "diamond-mark"
    OPEN = "open-mark"
    UP = "up-mark"
    DOWN = "down-mark"
    TICK = "tick-mark"


_DRAWN = {
    Shape.DOT: "M-5,0a5,5 0 1 0 10,0a5,5 0 1 0 -10,0z",
    Shape.RING: "M-4,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0z",
    Shape.CROSS: "M-4.5,-4.5L4.5,4.5M-4.5,4.5L4.5,-4.5",
    Shape.TRIANGLE: "M0,-6L6,5L-6,5z",
    Shape.SQUARE: "M-5,-5H5V5H-5z",
    Shape.DIAMOND: "M0,-6.5L6.5,0L0,6.5L-6.5,0z",
    Shape.OPEN: "M-5,-5L0,0L-5,5",
    Shape.UP: "M0,-4L4,3L-4,3z",
    Shape.DOWN: "M0,4L4,-3L-4,-3z",
    Shape.TICK: "M-4,0H4",
}


def mark(shape: Shape, place: float, down: float, class_: str = "") -> Markup:
    """Draw a shape with its middle at a place across (0 to 1) and so many pixels down."""
    drawn = element("path", class_=f"{shape} {class_}".strip(), d=_DRAWN[shape])
    return element("svg", drawn, x=share(place), y=down, width=1, height=1, overflow="visible")


def sample(shape: Shape) -> Markup:
    """Draw a shape as a key shows it beside its words."""
    return element(
        "svg",
        element("path", class_=str(shape), d=_DRAWN[shape]),
        viewBox="-8 -8 16 16",
        width=14,
        height=14,
        aria_hidden="true",
    )
