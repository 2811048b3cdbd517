"""What a budget of hours buys: the best findings to repair, what that takes and what it saves."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mainstay.analysis.effort.carrying import beside
from mainstay.analysis.effort.quantiles import means_and_variances, summed, total
from mainstay.domain.debt import Span
from mainstay.domain.price import Price, Range

SHARED_SPREAD = 0.28
"""Standard deviation (of the logarithm) of the error that all hours of a repository share: sums of 30 held-out fixes strayed by
0.34 from what was told of them (15 repositories, 150 sums), and by 0.19 would have on their own."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A finding with its price; `kind` is its code: what one kind of debt costs is known well or badly for all of it."""

    kind: str
    price: Price


@dataclass(frozen=True, slots=True)
class Bought:
    """Findings to repair, as places in what was offered, best first; the hours of `effort`, and what is saved a year."""

    chosen: tuple[int, ...]
    effort: Range
    saved: Span
    prevented: Span


def order(offers: Sequence[Offer]) -> list[int]:
    """Rank offers: most hours saved a year for an hour of repair first, by the median, then by p90."""
    return sorted(range(len(offers)), key=lambda place: (*_worth(offers[place].price), place))


def bought(offers: Sequence[Offer], hours: float) -> Bought:
    """Choose the best repairs for a budget: greedy in their order, each one that still fits.

    What fits is judged by the median of the sum, not by the sum of medians: long repairs pull it up. Repairs that show no
    sign of saving anything are not bought.
    """
    chosen: list[int] = []
    centre = squared = 0.0
    prices = [offer.price for offer in offers]
    worth = [
        place for place in order(offers) if prices[place].carrying.p50 > 0 and prices[place].effort.p50 > 0
    ]
    means, variances = means_and_variances([prices[place].effort for place in worth])
    for place, usual, spreads in zip(worth, means.tolist(), variances.tolist(), strict=True):
        more = centre + usual, squared + spreads
        if (summed(*more).p50 if chosen else prices[place].effort.p50) <= hours:
            chosen.append(place)
            centre, squared = more
    efforts = [offers[place].price.effort for place in chosen]
    taken = [offers[place] for place in chosen]
    return Bought(tuple(chosen), total(efforts, SHARED_SPREAD), carried(taken), prevented(taken))


def carried(offers: Iterable[Offer]) -> Span:
    """Sum the hours a year that findings cost, which mending them all would save; those without a sign of a cost are left out.

    Within a kind they rise and fall together, for one ratio stands behind them, and kinds are independent; so the middle is the
    sum of the medians, and kinds add up by their squares above it. The low end is the sum of the low ends: what is left where
    every ratio stands at its own. The chance is at least 80 % that the sum lies between the ends.
    """
    return _together((one.kind, one.price.carrying, one.price.carrying_low) for one in offers)


def prevented(offers: Iterable[Offer]) -> Span:
    """Sum the fixes a year that mending findings would prevent, as `carried` does."""
    return _together((one.kind, one.price.prevented, one.price.prevented_low) for one in offers)


def _worth(price: Price) -> tuple[float, float]:
    later = price.carrying.p90 / price.effort.p50 if price.effort.p50 > 0 else 0.0
    return -price.gain_per_hour, -later


def _together(gains: Iterable[tuple[str, Range, float]]) -> Span:
    kinds: dict[str, list[Range]] = {}
    lows = []
    for kind, gain, low in gains:
        if gain.p50 > 0:
            kinds.setdefault(kind, []).append(gain)
            lows.append(low)
    # Exact sums in one order: the same findings come to the same whatever the order in which they are bought.
    sums = (kinds[kind] for kind in sorted(kinds))
    whole = beside(
        [Range(math.fsum(one.p50 for one in gain), math.fsum(one.p90 for one in gain)) for gain in sums]
    )
    return Span(min(math.fsum(lows), whole.p50), whole.p50, whole.p90)
