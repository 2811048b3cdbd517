"""Capacity as a list: the most urgent first, with what it costs and saves."""

from dataclasses import replace
from typing import Final

from mainstay.domain.capacity import CapacityReport, Fit, Growth, Prices, Resource, Scaling, Sizing

SCALES: Final = {Scaling.NOW, Scaling.DATED}
_URGENCY: Final = tuple(Scaling)
_ORDER: Final = tuple(Fit)
_KINDS: Final = {
    ("memory", "B"): "memory",
    ("disk", "B"): "disk",
    ("cpu", "1"): "cpu",
    ("cpu", "cores"): "cpu",
}


def priced(one: Growth, cost: Prices | None) -> Growth:
    """Give what scaling costs a month, where there is a price for what it is counted in."""
    kind = _KINDS.get((one.signal.sort, one.signal.unit), "")
    if cost is None or kind not in cost.by_kind or one.scaling not in SCALES:
        return one
    return replace(one, cost=one.amount * cost.by_kind[kind])


def listed(found: CapacityReport, *, has_prices: bool) -> CapacityReport:
    """Give the most urgent first, and what all advice saves and costs a month; None without prices.

    What is too small costs; that is taken from what is saved.
    """
    growth = sorted(found.growth, key=lambda one: (_URGENCY.index(one.scaling), one.at, one.signal.key))
    sizes = sorted(found.sizes, key=_by_worth)
    saved = [one.saved for one in sizes if one.saved is not None]
    costs = [one.cost for one in growth if one.cost is not None]
    return replace(
        found,
        growth=tuple(growth),
        sizes=tuple(sizes),
        saves=sum(saved) if has_prices else None,
        costs=sum(costs) if has_prices else None,
    )


def freed(sizes: tuple[Sizing, ...], resource: Resource) -> float:
    """Give how much of a resource all advice frees, of all copies; what is too small takes of it."""
    return sum(
        (one.given - one.advised) * one.copies
        for one in sizes
        if one.resource is resource and one.advised is not None
    )


def _by_worth(one: Sizing) -> tuple[int, float, str, str]:
    by_size = (one.given - (one.advised or one.given)) * one.copies
    return _ORDER.index(one.fit), -(by_size if one.saved is None else one.saved), one.subject, one.resource
