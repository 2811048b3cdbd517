"""What line and column charts share: title, grid, ticks, labels beneath, and one focusable mark a moment.

The drawings stretch with the page while their letters keep their size: places across are percentages, places
down are pixels. The stylesheet gives the drawing padding, into which the labels reach.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.present.charts.scale import Scale
from mainstay.present.charts.svg import element, join, share
from mainstay.present.numbers import NONE

HEIGHT = 168  # pixels of the plot, without the labels around it


@dataclass(frozen=True, slots=True)
class Axes:
    """Where things stand: `places` across (0 to 1, one a moment), `ticks` of the figures, and their words.

    `names` tell each moment in full, `marks` are the short labels beneath ("" for none), `tell` a figure.
    """

    places: Sequence[float]
    names: Sequence[str]
    marks: Sequence[str]
    ticks: Sequence[float]
    tell: Callable[[float], str]

    @property
    def scale(self) -> Scale:
        """The map of figures onto pixels down; the lowest tick is at the bottom."""
        return Scale(self.ticks[0], self.ticks[-1], HEIGHT, 0)


def framed(
    ident: str,
    title: str,
    description: str,
    axes: Axes,
    drawing: Markup,
    *,
    moments: Sequence[Markup],
    kind: str,
) -> Markup:
    """Give the whole chart; `ident` begins its ids, so it must be unique on its page."""
    return element(
        "svg",
        element("title", title, id=f"{ident}-t"),
        element("desc", description, id=f"{ident}-d"),
        _grid(axes),
        drawing,
        _marks(axes),
        join(moments),
        class_=f"chart {kind}",
        width="100%",
        height=HEIGHT,
        role="group",
        aria_labelledby=f"{ident}-t {ident}-d",
    )


def moment(
    axes: Axes, index: int, figures: Sequence[tuple[str, float | None]], dots: Sequence[Markup]
) -> Markup:
    """Give the mark of one moment: its strip to point at, a cross line, the dots, and its figures read out.

    The last moment can be reached by the Tab key; from there a script lets the arrow keys walk.
    """
    here = axes.places[index]
    before = axes.places[index - 1] if index else here
    after = axes.places[index + 1] if index + 1 < len(axes.places) else here
    start, end = (before + here) / 2, (here + after) / 2
    alone = len(figures) == 1  # the title already names a lone series
    told = "  ".join(
        f"{'' if alone else name + ' '}{NONE if value is None else axes.tell(value)}"
        for name, value in figures
    )
    return element(
        "g",
        element("title", f"{axes.names[index]}: {told}"),
        element(
            "rect", class_="hit", x=share(start), y=0, width=share(max(end - start, 0.004)), height=HEIGHT
        ),
        element("line", class_="cross", x1=share(here), x2=share(here), y1=0, y2=HEIGHT),
        *dots,
        element("text", f"{axes.names[index]}  {told}", class_="read", x=-44, y=-14),
        class_="moment",
        role="img",
        tabindex=0 if index == len(axes.places) - 1 else -1,
    )


def _grid(axes: Axes) -> Markup:
    lines: list[Markup] = []
    for tick in axes.ticks:
        down = axes.scale(tick)
        lines.append(element("line", class_="grid", x1=0, x2="100%", y1=down, y2=down))
        lines.append(element("text", axes.tell(tick), class_="tick", x=-8, y=down + 4, text_anchor="end"))
    return join(lines)


def _marks(axes: Axes) -> Markup:
    # Every second label carries a class, so that the stylesheet can let it give way on a narrow page.
    shown = [(place, mark) for place, mark in zip(axes.places, axes.marks, strict=True) if mark]
    return join(
        element(
            "text",
            mark,
            class_=f"tick mark{' second' if index % 2 else ''}",
            x=share(place),
            y=HEIGHT + 18,
            text_anchor="middle",
        )
        for index, (place, mark) in enumerate(shown)
    )
