"""The rows of a time line: for each thing a track with the date that is told, and between what it lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.present.charts.days import Tick
from mainstay.present.charts.marks import Shape, mark
from mainstay.present.charts.svg import element, join, share

_HIGH = 30  # pixels of a track, which the stylesheet makes as high as its row
_THICK = 6
_LEAST = 0.004  # of the width: what is narrower would not be seen
_CLOSE = 0.06  # of the width within which names of ticks would touch the page's end


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, as places across (0 to 1): `at` is None where no date is told.

    It lies between `early` and `late` where these are known; `late` is None where the end is open. `firm` tells a date from
    what may never come.
    """

    shape: Shape
    at: float | None
    early: float | None = None
    late: float | None = None
    firm: bool = True


def track(due: Due, ticks: Sequence[Tick], title: str) -> Markup:
    """Draw one row of the time line; `title` is what a screen reader says of it."""
    drawn: list[Markup] = []
    if due.early is not None:
        start = _within(due.early)
        end = 1.0 if due.late is None else _within(due.late)
        kind = "reach" if due.firm else "reach maybe"
        drawn.append(
            element(
                "rect",
                class_=kind,
                x=share(start),
                width=share(max(end - start, _LEAST)),
                y=-_THICK / 2,
                height=_THICK,
                rx=_THICK / 2,
            )
        )
        if due.late is None or due.late > 1:
            drawn.append(mark(Shape.OPEN, 1.0, 0))
    if due.at is not None:
        drawn.append(mark(due.shape, _within(due.at), 0))
    return element(
        "svg",
        element("title", title),
        join(_line(tick.place, "grid") for tick in ticks if tick.place),
        _line(0, "today"),
        # Down from the middle, wherever that is: a row is as high as its words.
        element("svg", join(drawn), y="50%", width="100%", height=1, overflow="visible"),
        class_="track",
        width="100%",
        height=_HIGH,
        role="img",
    )


def heading(ticks: Sequence[Tick]) -> Markup:
    """Draw the names of the ticks above the rows."""
    names = [
        element(
            "text",
            tick.name,
            class_=f"tick{'' if tick.place else ' present'}{' second' if index % 2 else ''}",
            x=share(tick.place),
            y=12,
            text_anchor="end" if tick.place > 1 - _CLOSE else "start" if tick.place < _CLOSE else "middle",
        )
        for index, tick in enumerate(ticks)
    ]
    return element("svg", join(names), class_="ahead", width="100%", height=18, aria_hidden="true")


def _line(place: float, kind: str) -> Markup:
    return element("line", class_=kind, x1=share(place), x2=share(place), y1=0, y2="100%")


def _within(place: float) -> float:
    return min(max(place, 0.0), 1.0)
