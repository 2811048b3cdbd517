"""A line chart of one or several series over the same moments; what is absent is a gap, not a zero."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.present.charts.frame import HEIGHT, Axes, framed, moment
from mainstay.present.charts.scale import drawable, nice_ticks
from mainstay.present.charts.svg import element, figure, join, share

_WIDE = 1000  # units across of the stretched inner drawing
_APART = 14.0  # pixels that two names at the lines' ends need between them


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name and a figure, or None, for each moment."""

    name: str
    values: Sequence[float | None]


def line_chart(
    ident: str,
    title: str,
    description: str,
    series: Sequence[Series],
    *,
    places: Sequence[float],
    names: Sequence[str],
    marks: Sequence[str],
    tell: Callable[[float], str],
    from_zero: bool = True,
    limits: tuple[float, float] | None = None,
) -> Markup:
    """Draw the series; "" when none of them holds a figure.

    `places` are the moments' places across (0 to 1), `names` what each is called, `marks` the labels beneath
    ("" for none). The axis is `limits` where they are given, otherwise what the figures need, `from_zero` or
    from the lowest.
    """
    figures = drawable(value for line in series for value in line.values)
    if not figures:
        return Markup("")
    low, high = limits or (0.0 if from_zero and min(figures) >= 0 else min(figures), max(figures))
    axes = Axes(places, names, marks, nice_ticks(low, high), tell)
    drawing = element(
        "svg",
        *[_path(line, axes, number) for number, line in enumerate(series)],
        viewBox=f"0 0 {_WIDE} {HEIGHT}",
        preserveAspectRatio="none",
        width="100%",
        height=HEIGHT,
        class_="plot",
    )
    named = len(series) > 1
    moments = [_moment(series, axes, index) for index in range(len(places))]
    return framed(
        ident,
        title,
        description,
        axes,
        drawing + (_names(series, axes) if named else Markup("")),
        moments=moments,
        kind="lines named" if named else "lines",
    )


def runs(values: Sequence[float | None]) -> list[list[int]]:
    """Give the stretches of neighbouring moments that have figures, as lists of their indices."""
    found: list[list[int]] = []
    for index, value in enumerate(values):
        if not drawable([value]):
            continue
        if found and found[-1][-1] == index - 1:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def _path(line: Series, axes: Axes, number: int) -> Markup:
    told: list[str] = []
    for run in runs(line.values):
        for position, index in enumerate(run):
            letter = "L" if position else "M"
            told.append(f"{letter}{figure(axes.places[index] * _WIDE)},{figure(_down(line, axes, index))}")
        if len(run) == 1:
            told.append("h0")  # A point between gaps: round ends make a dot of a line of no length.
    return element("path", class_=f"line s{number}", d="".join(told))


def _down(line: Series, axes: Axes, index: int) -> float:
    value = line.values[index]
    return axes.scale(value if value is not None else axes.ticks[0])


def _moment(series: Sequence[Series], axes: Axes, index: int) -> Markup:
    dots = [
        element(
            "circle",
            class_=f"dot s{number}",
            cx=share(axes.places[index]),
            cy=_down(line, axes, index),
            r=3.5,
        )
        for number, line in enumerate(series)
        if drawable([line.values[index]])
    ]
    return moment(axes, index, [(line.name, line.values[index]) for line in series], dots)


def _names(series: Sequence[Series], axes: Axes) -> Markup:
    """Name each line at its end, pushed apart where they would touch."""
    ends = [
        (_down(line, axes, last[-1][-1]), number, line.name)
        for number, line in enumerate(series)
        if (last := runs(line.values))
    ]
    placed: list[Markup] = []
    lowest = -_APART
    for down, number, name in sorted(ends):
        lowest = max(down, lowest + _APART)
        placed.append(element("text", name, class_=f"name s{number}", x="100%", dx=10, y=lowest + 4))
    return join(placed)
