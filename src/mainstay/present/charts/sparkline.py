"""A word-sized line: the course of one figure without axes, its last point marked."""

from collections.abc import Sequence

from markupsafe import Markup

from mainstay.present.charts.lines import runs
from mainstay.present.charts.scale import Scale, drawable
from mainstay.present.charts.svg import element, figure

_EDGE = 3.0  # room for the dot and the stroke
_LEAST_RANGE = 0.05  # of the largest figure: a course without axes must not make a mountain of a hair


def sparkline(values: Sequence[float | None], width: int = 132, height: int = 32) -> Markup:
    """Draw the figures from left to right, evenly apart; absent ones are gaps, a lone one is a short dash.

    "" when there is no figure at all. It is hidden from screen readers: the figures must stand beside it in
    words.
    """
    figures = drawable(values)
    if not figures:
        return Markup("")
    across = Scale(0, max(len(values) - 1, 1), _EDGE - 1, width - _EDGE)
    down = Scale(*_range(figures), height - _EDGE, _EDGE)
    told: list[str] = []
    last = (0.0, 0.0)
    for run in runs(values):
        places = [(across(index), down(values[index] or 0.0)) for index in run]
        if len(places) == 1:
            told.append(f"M{figure(places[0][0] - 1)},{figure(places[0][1])}h2")
        else:
            told.append("M" + "L".join(f"{_short(x)},{_short(y)}" for x, y in places))
        last = places[-1]
    return element(
        "svg",
        element("path", d="".join(told)),
        element("circle", cx=round(last[0], 1), cy=round(last[1], 1), r=2.5),
        class_="spark",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        aria_hidden="true",
    )


def _range(figures: Sequence[float]) -> tuple[float, float]:
    lowest, highest = min(figures), max(figures)
    lacking = max(abs(lowest), abs(highest)) * _LEAST_RANGE - (highest - lowest)
    return (lowest - lacking / 2, highest + lacking / 2) if lacking > 0 else (lowest, highest)


def _short(number: float) -> str:
    return figure(round(number, 1))
