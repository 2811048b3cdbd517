"""A small bar for between what and what a figure lies, with a dot for what is expected; many stand under each other."""

import math

from markupsafe import Markup

from mainstay.present.charts.svg import element, share

_HEIGHT = 10  # pixels
_MIDDLE = _HEIGHT / 2


def interval_bar(low: float, middle: float, high: float, most: float) -> Markup:
    """Draw `low` to `high` on a scale from 0 to `most`, alike for all bars of a table; "" for what is no number."""
    if not all(math.isfinite(figure) for figure in (low, middle, high, most)) or not most > 0:
        return Markup("")
    start, dot, end = (min(max(figure / most, 0.0), 1.0) for figure in (low, middle, high))
    return element(
        "svg",
        element("line", class_="zero", x1=0, x2="100%", y1=_MIDDLE, y2=_MIDDLE),
        element("line", class_="reach", x1=share(start), x2=share(end), y1=_MIDDLE, y2=_MIDDLE),
        element("circle", class_="most", cx=share(dot), cy=_MIDDLE, r=4),
        class_="span",
        width="100%",
        height=_HEIGHT,
        aria_hidden="true",
    )
