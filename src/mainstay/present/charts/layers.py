"""A picture of parts in layers: a box for each, the highest first, and arcs beside them for what imports what.

Arcs that lead down are plain; those against a contract or closing a circle lead up, dashed and in the warning colour. An arc
down is left out where a longer way leads there too, so that what carries the rest can be seen; the table has them all.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from mainstay.domain.architecture import Architecture, Dependency, Part
from mainstay.present.charts.svg import element, figure, join
from mainstay.present.numbers import count, plural

_ROW, _BOX, _GAP = 34, 28, 12  # pixels: from box to box, of a box, more between two levels
_LEFT, _RIGHT = 46.0, 54.0  # percent of the width: boxes, arcs
_MOST_ARCS, _MOST_UP = 80, 30  # where more lead up they hide what carries them
_LONGEST_NAME = 40
_NEAREST, _FARTHEST = 14.0, 92.0  # how far arcs reach, in percent of their room
_APEX = 0.75  # of its control points' distance a cubic reaches (Bezier, both alike)


def layers(architecture: Architecture, ident: str) -> Markup:
    """Give the picture of all parts that import or are imported, empty where there are fewer than two.

    `ident` begins its ids, so it must be unique on its page.
    """
    parts = [part for part in architecture.parts if part.fan_in or part.fan_out]
    if len(parts) < 2:
        return Markup("")
    down = _places(parts)
    height = down[parts[-1].name] + _BOX
    arcs = drawn_arcs(architecture.dependencies)
    names = short_names([part.name for part in parts])
    against = sum(one.against or one.circular for one in architecture.dependencies)
    told = f"{plural(len(parts), 'part')} from the highest level to the lowest, {plural(len(arcs), 'arc')}"
    return element(
        "svg",
        element("title", "Parts and what they import", id=f"{ident}-t"),
        element(
            "desc", f"{told}, of which {count(against)} lead up. The table below has all.", id=f"{ident}-d"
        ),
        _bands(parts, down),
        *(_box(part, names[part.name], down[part.name]) for part in parts),
        _arcs(arcs, down, height, names),
        class_="layers",
        width="100%",
        height=height,
        role="img",
        aria_labelledby=f"{ident}-t {ident}-d",
    )


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Give names without the folder that most of them lie in."""
    folders: dict[str, int] = defaultdict(int)
    for name in names:
        folders[name.rstrip("/").rpartition("/")[0]] += 1
    most = max(folders, key=lambda folder: (folders[folder], folder), default="")
    return {name: name.removeprefix(f"{most}/") if most and name != f"{most}/" else name for name in names}


def drawn_arcs(dependencies: Iterable[Dependency]) -> list[Dependency]:
    """Give the imports that are drawn: those that lead up, and those down that no longer way leads along.

    Of both at most as many as can be told apart, those against a contract and those of most imports first.
    """
    listed = list(dependencies)
    below: dict[str, set[str]] = defaultdict(set)
    for one in listed:
        if not (one.against or one.circular):
            below[one.importer].add(one.imported)
    reached: dict[str, set[str]] = {}

    def within(name: str) -> set[str]:
        if name not in reached:
            reached[name] = set(below[name]).union(*(within(to) for to in sorted(below[name])))
        return reached[name]

    kept = [
        one
        for one in listed
        if one.against
        or one.circular
        or not any(one.imported in within(other) for other in below[one.importer] - {one.imported})
    ]
    up = [one for one in kept if one.against or one.circular]
    up = sorted(up, key=lambda one: (not one.against, -one.imports))[:_MOST_UP]
    return [*up, *(one for one in kept if not (one.against or one.circular))][:_MOST_ARCS]


def _places(parts: Sequence[Part]) -> dict[str, float]:
    found: dict[str, float] = {}
    y = 4.0
    for before, part in zip((None, *parts), parts, strict=False):
        if before is not None:
            y += _ROW + (_GAP if before.level != part.level else 0)
        found[part.name] = y
    return found


def _bands(parts: Sequence[Part], down: Mapping[str, float]) -> Markup:
    lines: list[Markup] = []
    for before, part in pairwise(parts):
        if before.level != part.level:
            y = (down[before.name] + _BOX + down[part.name]) / 2
            lines.append(element("line", class_="grid", x1=0, x2="100%", y1=y, y2=y))
    return join(lines)


def _box(part: Part, name: str, y: float) -> Markup:
    shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    told = (
        f"{part.name}: {plural(part.files, 'file')}, imported by {count(part.fan_in)} files outside, "
        f"imports {count(part.fan_out)}"
    )
    inner = element(
        "svg",
        element("rect", width="100%", height=_BOX, rx=6),
        element("text", shown, x=10, y=18),
        element("text", plural(part.files, "file"), class_="tick", x="100%", dx=-10, y=18, text_anchor="end"),
        x=0,
        y=y,
        width=f"{_LEFT}%",
        height=_BOX,
    )
    return element("g", element("title", told), inner, class_="part")


def _arcs(
    arcs: Sequence[Dependency], down: Mapping[str, float], height: float, names: Mapping[str, str]
) -> Markup:
    paths: list[Markup] = []
    heads: list[Markup] = []
    counts: list[Markup] = []
    placed = [one for one in arcs if one.importer in down and one.imported in down]
    for one in sorted(placed, key=lambda one: (one.against or one.circular, one.imports)):
        start, end = down[one.importer] + _BOX / 2, down[one.imported] + _BOX / 2
        lead = 5 if end > start else -5
        start, end = start + lead, end - lead
        reach = _NEAREST + (_FARTHEST - _NEAREST) * abs(end - start) / height
        kind = "arc up" if one.against or one.circular else "arc"
        width = 1 + min(math.log2(1 + one.imports), 7) * 0.55
        told = (
            f"{names[one.importer]} imports {names[one.imported]}: {plural(one.imports, 'import')}{_why(one)}"
        )
        paths.append(
            element(
                "path",
                element("title", told),
                class_=kind,
                d=f"M0 {figure(start)}C{figure(reach)} {figure(start)} {figure(reach)} {figure(end)} 0 {figure(end)}",
                stroke_width=width,
                vector_effect="non-scaling-stroke",
            )
        )
        heads.append(_head(end, kind))
        across = _LEFT + _RIGHT * reach * _APEX / 100
        counts.append(
            element(
                "text",
                count(one.imports),
                class_=f"n {kind}",
                x=f"{figure(across)}%",
                y=(start + end) / 2 + 4,
            )
        )
    room = element(
        "svg",
        *paths,
        x=f"{_LEFT}%",
        width=f"{_RIGHT}%",
        height=height,
        viewBox=f"0 0 100 {figure(height)}",
        preserveAspectRatio="none",
    )
    return join([room, *heads, *counts])


def _why(one: Dependency) -> str:
    if one.against:
        return ", against a contract"
    return ", closes a circle" if one.circular else ""


def _head(y: float, kind: str) -> Markup:
    """Draw an arrow's head that does not stretch with the page."""
    point = element("path", class_=kind, d="M1 0L8 -4L8 4Z")
    return element("svg", point, class_="head", x=f"{_LEFT}%", y=y, width=10, height=10, overflow="visible")
