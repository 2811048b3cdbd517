"""Rectangles of a treemap: areas, places, shapes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.present.charts.squarify import Node, Rect, nested, squarify

SIZES = st.lists(st.integers(1, 10**6), min_size=1, max_size=60).map(
    lambda sizes: sorted(sizes, reverse=True)
)
WHOLE = Rect(0, 0, 1160, 560)


def _overlap(one: Rect, other: Rect) -> float:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(across, 0) * max(down, 0)


@settings(deadline=None)
@given(SIZES)
def test_areas_are_in_proportion_and_fill_the_whole(sizes):
    rects = squarify(sizes, WHOLE)
    area = WHOLE.width * WHOLE.height
    for size, rect in zip(sizes, rects, strict=True):
        assert rect.width * rect.height == pytest.approx(area * size / sum(sizes), rel=1e-6)


@settings(deadline=None)
@given(SIZES)
def test_rectangles_stay_inside_and_do_not_overlap(sizes):
    rects = squarify(sizes, WHOLE)
    for index, rect in enumerate(rects):
        assert rect.x >= -1e-6
        assert rect.y >= -1e-6
        assert rect.x + rect.width <= WHOLE.width + 1e-6
        assert rect.y + rect.height <= WHOLE.height + 1e-6
        for other in rects[index + 1 :]:
            assert _overlap(rect, other) < 1e-3


def test_the_paper_s_own_example():
    """Bruls, Huizing and van Wijk, figure 6: 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 by 4."""
    rects = squarify([6, 6, 4, 3, 2, 2, 1], Rect(0, 0, 6, 4))
    assert (rects[0].width, rects[0].height) == pytest.approx((3, 2))
    assert (rects[1].width, rects[1].height) == pytest.approx((3, 2))
    assert (rects[2].width, rects[2].height) == pytest.approx((4 / 2.3333, 2.3333), rel=1e-3)
    assert max(max(one.width / one.height, one.height / one.width) for one in rects) < 3


def test_what_cannot_be_drawn():
    assert squarify([], WHOLE) == []
    with pytest.raises(ValueError, match="above 0"):
        squarify([3, 0], WHOLE)
    flat = squarify([3, 2, 1], Rect(0, 0, 100, 0))
    assert all(rect.height == 0 for rect in flat)


def _tree(depth: int, width: int) -> Node:
    if depth == 0:
        return Node("leaf", "leaf", 7)
    children = tuple(_tree(depth - 1, width) for _ in range(width))
    return Node("branch", "branch", sum(child.size for child in children), children)


def test_children_lie_in_their_parent_below_its_name():
    places = nested(_tree(3, 3), WHOLE, header=18, gap=2, deepest=9)
    parents = [place for place in places if place.depth == 1]
    for place in [place for place in places if place.depth == 2]:
        inside = [one for one in parents if _overlap(one.rect, place.rect) > 1]
        assert len(inside) == 1
        assert place.rect.y >= inside[0].rect.y + inside[0].header - 1e-6


def test_what_lies_too_deep_is_left_out_and_depth_costs_no_stack():
    deep = Node("leaf", "leaf", 1)
    for level in range(5_000):
        deep = Node(f"branch {level}", "branch", 1, (deep,))
    places = nested(deep, WHOLE, header=18, gap=2, deepest=4)
    assert max(place.depth for place in places) == 4
    assert len(nested(deep, WHOLE, header=18, gap=2, deepest=10_000)) == 5_001
