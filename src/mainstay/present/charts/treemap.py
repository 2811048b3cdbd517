"""Draws a treemap of tiles in folders: areas from `squarify`, colours by classes, labels only where they fit.

The drawing is a number of pixels high and as wide as the page lets it: places across are percentages. A label
carries the class of the narrowest drawing it still fits in, and the stylesheet shows it from that width on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.present.charts.squarify import Node, Placed, Rect, nested
from mainstay.present.charts.svg import element, figure, join

WIDTH, HEIGHT = 1160.0, 560.0
HEADER = 18.0
_GAP = 2.0
_LETTER = 6.7  # pixels of a letter of 12 px on average
_BESIDE = 12.0  # pixels of air left and right of a label
_WIDTHS = (300, 420, 560, 720, 880, 1040, 1160, 1400, 1640)  # the stylesheet's steps, in pixels
_OWN = 6  # the step of the drawing's own width
_LEAST = 6  # letters of a name that are worth showing


@dataclass(frozen=True, slots=True)
class Tile:
    """What a leaf shows: `name`, full `title`, where it leads ("" for nowhere), its classes of colour.

    `values` maps the class of a figure to its short text, of which the stylesheet shows the chosen one.
    """

    name: str
    title: str
    href: str
    classes: str
    values: Mapping[str, str]


def treemap(
    ident: str, title: str, description: str, root: Node, tiles: Mapping[str, Tile], *, deepest: int
) -> Markup:
    """Draw the tree down to the level `deepest`; `tiles` tells by its key what each leaf shows."""
    places = nested(root, Rect(0, 0, WIDTH, HEIGHT), header=HEADER, gap=_GAP, deepest=deepest)
    leaves = [place for place in places if place.node.key in tiles]
    folders = [place for place in places if place.header]
    return element(
        "svg",
        element("title", title, id=f"{ident}-t"),
        element("desc", description, id=f"{ident}-d"),
        _textures(ident),
        join(_folder(place) for place in folders),
        join(_tile(place, tiles[place.node.key], first=not index) for index, place in enumerate(leaves)),
        class_="treemap",
        width="100%",
        height=HEIGHT,
        role="group",
        aria_labelledby=f"{ident}-t {ident}-d",
    )


def narrowest(label: str, part: float) -> int | None:
    """Give the first step of width at which a label fits into its `part` (0 to 1) of the drawing."""
    needed = (len(label) * _LETTER + _BESIDE) / part
    return next((index for index, width in enumerate(_WIDTHS) if width >= needed), None)


def _textures(ident: str) -> Markup:
    """Hatch the upper classes, so that they are told apart without their colour."""
    return element(
        "defs",
        *[
            element(
                "pattern",
                element("rect", class_=f"h{level}", width=side, height=side),
                element(
                    "path",
                    class_=f"hatch{level}",
                    d=f"M0,{side}L{side},0M-1,1L1,-1M{side - 1},{side + 1}l2,-2",
                ),
                id=f"{ident}-{level}",
                width=side,
                height=side,
                patternUnits="userSpaceOnUse",
            )
            for level, side in (("4", 8), ("5", 5), ("x", 10))
        ],
    )


def _folder(place: Placed) -> Markup:
    rect = place.rect
    name = place.node.name
    step = narrowest(name, rect.width / WIDTH)
    label = Markup("") if step is None else element("text", name, class_=f"n{step}", x=6, y=13)
    return _box("g", rect, [element("rect", width="100%", height="100%"), label], class_="folder")


def _tile(place: Placed, tile: Tile, *, first: bool) -> Markup:
    rect = place.rect
    drawn = [element("rect", width="100%", height="100%")]
    part = rect.width / WIDTH
    if rect.height >= 20:
        name, step = _fitting(tile.name, part)
        if step is not None:
            drawn.append(element("text", name, class_=f"n{step}", x=6, y=15))
            if rect.height >= 38:
                drawn += _values(tile.values, part, step)
    return _box(
        "a" if tile.href else "g",
        rect,
        drawn,
        title=tile.title,
        class_=f"t {tile.classes}",
        href=tile.href or None,
        role=None if tile.href else "img",
        tabindex=0 if first else -1,
    )


def _fitting(name: str, part: float) -> tuple[str, int | None]:
    """Give the name, cut where the drawing's own width asks for it, and the step from which it shows."""
    step = narrowest(name, part)
    if step is not None and step <= _OWN:
        return name, step
    room = int((part * WIDTH - _BESIDE) / _LETTER)
    return (f"{name[: room - 1]}…", _OWN) if room >= _LEAST else (name, step)


def _values(values: Mapping[str, str], part: float, from_step: int) -> list[Markup]:
    return [
        element("text", text, class_=f"v v{key} n{max(step, from_step)}", x=6, y=30)
        for key, text in values.items()
        if text and (step := narrowest(text, part)) is not None
    ]


def _box(
    name: str, rect: Rect, drawn: Sequence[Markup], *, title: str = "", **attributes: str | float | None
) -> Markup:
    inner = element(
        "svg",
        *drawn,
        x=f"{figure(rect.x / WIDTH * 100)}%",
        y=round(rect.y, 1),
        width=f"{figure(rect.width / WIDTH * 100)}%",
        height=round(rect.height, 1),
    )
    return element(name, *([element("title", title)] if title else []), inner, **attributes)
