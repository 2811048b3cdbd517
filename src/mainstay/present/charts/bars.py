"""Bars: a part of a whole, a gain or loss beside a zero line, and columns month by month."""

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

from mainstay.present.charts.frame import HEIGHT, Axes, framed, moment
from mainstay.present.charts.lines import Series
from mainstay.present.charts.scale import drawable, nice_ticks
from mainstay.present.charts.svg import element, join, share

_FULL = 0.62  # share of its strip that a column takes; the rest is air between columns


def part_bar(part: float | None, whole: float) -> Markup:
    """Draw how much of a whole is there; a hatched track where the part is not known."""
    if part is None or not math.isfinite(part) or not whole > 0:
        return _bar(element("rect", class_="unknown", width="100%", height="100%", rx=2))
    filled = min(max(part / whole, 0.0), 1.0)
    return _bar(
        element("rect", class_="track", width="100%", height="100%", rx=2),
        element("rect", class_="part", width=share(filled), height="100%", rx=2),
    )


def pair_bar(before: float, after: float, most: float) -> Markup:
    """Draw a share of before over that of now; `most` fills the width."""
    lengths = [min(max(one / most, 0.0), 1.0) if most > 0 else 0.0 for one in (before, after)]
    return element(
        "svg",
        element("rect", class_="column s0", width=share(lengths[0]), height=8, rx=1),
        element("rect", class_="column s1", y=9, width=share(lengths[1]), height=8, rx=1),
        class_="pair",
        width="100%",
        height=17,
        aria_hidden="true",
    )


def sign_bar(change: float, most: float) -> Markup:
    """Draw a gain to the right and a loss to the left of a middle line; `most` fills one half."""
    reach = min(abs(change) / most, 1.0) / 2 if math.isfinite(change) and most > 0 else 0.0
    start = 0.5 if change >= 0 else 0.5 - reach
    return _bar(
        element(
            "rect",
            class_="gain" if change >= 0 else "loss",
            x=share(start),
            width=share(reach),
            height="100%",
        ),
        element("line", class_="zero", x1="50%", x2="50%", y1=0, y2=8),
    )


def columns(
    ident: str,
    title: str,
    description: str,
    series: Sequence[Series],
    *,
    names: Sequence[str],
    marks: Sequence[str],
    tell: Callable[[float], str],
    least_step: float = 1.0,
) -> Markup:
    """Draw columns from zero, each series in front of the one before it; "" without figures.

    `names` are what each month is called, `marks` the labels beneath ("" for none). Figures are counts, or with a smaller
    `least_step` of the axis any other.
    """
    figures = drawable(value for line in series for value in line.values)
    if not figures:
        return Markup("")
    strip = 1 / len(names)
    places = [(index + 0.5) * strip for index in range(len(names))]
    axes = Axes(places, names, marks, nice_ticks(0.0, max(figures), least_step=least_step), tell)
    moments = [_column(series, axes, index, strip) for index in range(len(names))]
    return framed(ident, title, description, axes, Markup(""), moments=moments, kind="columns")


def _column(series: Sequence[Series], axes: Axes, index: int, strip: float) -> Markup:
    bars: list[Markup] = []
    for number, line in enumerate(series):
        value = line.values[index]
        if value is None or not drawable([value]):
            continue
        width = strip * (_FULL if number == 0 else _FULL * 0.5)
        top = axes.scale(value)
        start = axes.places[index] - width / 2
        bars.append(
            element(
                "rect",
                class_=f"column s{number}",
                x=share(start),
                width=share(width),
                y=top,
                height=HEIGHT - top,
            )
        )
    return moment(axes, index, [(line.name, line.values[index]) for line in series], bars)


def _bar(*parts: Markup) -> Markup:
    return element("svg", join(parts), class_="bar8", width="100%", height=8, aria_hidden="true")
