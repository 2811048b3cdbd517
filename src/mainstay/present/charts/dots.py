"""A chart of dots: a row for each thing that is compared, a dot for each time it was tried, a tick for the mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.present.charts.scale import Scale, drawable, nice_ticks
from mainstay.present.charts.svg import element, join, share

_ROW = 28  # pixels down for each row
_ABOVE, _BELOW = 30, 30  # pixels that the stylesheet gives the drawing around the rows
_NAMES = 142  # pixels that it gives the names


@dataclass(frozen=True, slots=True)
class DotRow:
    """One row: its name, its figures (None: not known), their mean, and whether it is the one to be looked at."""

    name: str
    values: Sequence[float | None]
    mean: float | None
    ours: bool


def dot_chart(
    ident: str,
    title: str,
    description: str,
    rows: Sequence[DotRow],
    *,
    tell: Callable[[float], str],
    guide: float | None = None,
) -> Markup:
    """Draw the rows from zero on, `guide` as a line through all of them; "" when no row holds a figure.

    `ident` begins its ids. The first row can be reached by the Tab key; from there a script lets the arrow keys walk.
    """
    figures = drawable(value for row in rows for value in (*row.values, row.mean))
    if not figures:
        return Markup("")
    ticks = nice_ticks(0.0, max(*figures, 0.0))
    scale = Scale(ticks[0], ticks[-1], 0.0, 1.0)
    height = _ROW * len(rows)
    lines = [
        element("line", class_="grid", x1=share(scale(tick)), x2=share(scale(tick)), y1=0, y2=height)
        for tick in ticks
    ]
    names = [
        element("text", tell(tick), class_="tick", x=share(scale(tick)), y=height + 18, text_anchor="middle")
        for tick in ticks
    ]
    if guide is not None and drawable([guide]):
        lines.append(
            element("line", class_="guide", x1=share(scale(guide)), x2=share(scale(guide)), y1=0, y2=height)
        )
    return element(
        "svg",
        element("title", title, id=f"{ident}-t"),
        element("desc", description, id=f"{ident}-d"),
        join(lines),
        join(names),
        join(_row(row, place, scale, tell) for place, row in enumerate(rows)),
        class_="dots",
        width="100%",
        height=height + _ABOVE + _BELOW,
        role="group",
        aria_labelledby=f"{ident}-t {ident}-d",
    )


def _row(row: DotRow, place: int, scale: Scale, tell: Callable[[float], str]) -> Markup:
    top, middle = _ROW * place, _ROW * (place + 0.5)
    known = drawable(row.values)
    told = f"mean {tell(row.mean)}" if row.mean is not None and drawable([row.mean]) else "no mean"
    each = f"; {', '.join(tell(value) for value in known)}" if known else ""
    marks = [element("circle", class_="try", cx=share(scale(value)), cy=middle, r=3.5) for value in known]
    if row.mean is not None and drawable([row.mean]):
        here = share(scale(row.mean))
        marks.append(element("line", class_="mean", x1=here, x2=here, y1=middle - 9, y2=middle + 9))
    return element(
        "g",
        element("title", f"{row.name}: {told}{each}"),
        element("rect", class_="hit", x=-_NAMES, y=top, width=_NAMES, height=_ROW),
        element("rect", class_="hit", x=0, y=top, width="100%", height=_ROW),
        element("text", row.name, class_="row", x=-12, y=middle + 4, text_anchor="end"),
        *marks,
        element("text", f"{told}{each}", class_="read", x=-_NAMES, y=-14),
        class_="moment ours" if row.ours else "moment",
        role="img",
        tabindex=-1 if place else 0,
    )
