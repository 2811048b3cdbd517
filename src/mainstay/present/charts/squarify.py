"""Lays sizes out as nearly square rectangles, and trees of sizes as rectangles in rectangles."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: its upper left corner, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Node:
    """A leaf with its size, or a branch whose children's sizes add up to it; `key` is the caller's."""

    key: str
    name: str
    size: float
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A node's rectangle and depth; a branch with a `header` leaves that many units free at its top."""

    node: Node
    rect: Rect
    depth: int
    header: float = 0.0


def squarify(sizes: Sequence[float], rect: Rect) -> list[Rect]:
    """Give one rectangle for each size, areas in proportion, filling `rect` without overlap.

    Sizes are above 0 and fall (largest first), which the method needs for good shapes: Bruls, Huizing and van
    Wijk, "Squarified Treemaps", 2000. Raises ValueError for a size that is not above 0.
    """
    if any(not size > 0 for size in sizes):
        raise ValueError("a treemap's sizes are above 0")
    unit = rect.width * rect.height / sum(sizes) if sizes else 0.0
    areas = [size * unit for size in sizes]
    placed: list[Rect] = []
    left = rect
    while len(placed) < len(areas):
        start = len(placed)
        end = start + _row_length(areas, start, min(left.width, left.height))
        row, left = _row(areas[start:end], left, last=end == len(areas))
        placed += row
    return placed


def nested(root: Node, rect: Rect, *, header: float, gap: float, deepest: int) -> list[Placed]:
    """Lay a tree out, parents before children, larger ones first; what is below `deepest` is left out.

    A branch that is large enough leaves `header` units at its top for its name and `gap` around its children;
    areas are therefore in proportion among the children of one branch.
    """
    found: list[Placed] = []
    waiting = [Placed(root, rect, 0)]
    while waiting:
        place = waiting.pop()
        roomy = place.depth > 0 and place.rect.height >= 5 * header and place.rect.width >= 4 * header
        place = Placed(place.node, place.rect, place.depth, header if roomy and place.node.children else 0.0)
        found.append(place)
        if not place.node.children or place.depth >= deepest:
            continue
        children = sorted(
            (child for child in place.node.children if child.size > 0), key=lambda child: -child.size
        )
        inside = _inside(place, gap if roomy else 0.0)
        rects = squarify([child.size for child in children], inside)
        laid = [Placed(child, at, place.depth + 1) for child, at in zip(children, rects, strict=True)]
        waiting += reversed(laid)
    return found


def _inside(place: Placed, gap: float) -> Rect:
    rect = place.rect
    if not place.header:
        return rect
    return Rect(rect.x + gap, rect.y + place.header, rect.width - 2 * gap, rect.height - place.header - gap)


def _row_length(areas: Sequence[float], start: int, side: float) -> int:
    """Tell how many areas from `start` on to lay along `side` before the worst shape gets worse."""
    best, total = float("inf"), 0.0
    for index in range(start, len(areas)):
        total += areas[index]
        if side <= 0 or areas[index] <= 0:  # too fine for floating point: what is left shares one line
            return len(areas) - start
        worst = max(side**2 * areas[start] / total**2, total**2 / (side**2 * areas[index]))
        if worst > best:
            return index - start
        best = worst
    return len(areas) - start


def _row(areas: Sequence[float], left: Rect, *, last: bool) -> tuple[list[Rect], Rect]:
    total = sum(areas) or 1.0
    rects: list[Rect] = []
    if left.width >= left.height:
        depth = left.width if last else min(total / (left.height or 1.0), left.width)
        at = left.y
        for area in areas:
            rects.append(Rect(left.x, at, depth, left.height * area / total))
            at += left.height * area / total
        return rects, Rect(left.x + depth, left.y, left.width - depth, left.height)
    depth = left.height if last else min(total / (left.width or 1.0), left.height)
    at = left.x
    for area in areas:
        rects.append(Rect(at, left.y, left.width * area / total, depth))
        at += left.width * area / total
    return rects, Rect(left.x, left.y + depth, left.width, left.height - depth)
