"""What a budget of hours buys: the best findings to repair, what that takes and what it saves."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.analysis.effort.carrying import beside
from mainstay.analysis.effort.quantiles import Z90, means_and_variances, spread, summed, total
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
    """Findings to repair, as places in what was offered, best first; the hours of `effort`, and those saved a year.

    The chance is 80 % that what is saved lies between `saved_low` and `saved.p90`.
    """

    chosen: tuple[int, ...]
    effort: Range
    saved: Range
    saved_low: float
    prevented: Range


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
    saved, low = _saved([(offers[place].kind, offers[place].price.carrying) for place in chosen])
    prevented, _ = _saved([(offers[place].kind, offers[place].price.prevented) for place in chosen])
    return Bought(tuple(chosen), total(efforts, SHARED_SPREAD), saved, low, prevented)


def _worth(price: Price) -> tuple[float, float]:
    later = price.carrying.p90 / price.effort.p50 if price.effort.p50 > 0 else 0.0
    return -price.gain_per_hour, -later


def _saved(gains: Sequence[tuple[str, Range]]) -> tuple[Range, float]:
    """Sum gains: within a kind they rise and fall together, for one ratio stands behind them; kinds are independent.

    The lower end (10 %) of a range is as far below its median as p90 is above it, in logarithms.
    """
    kinds: dict[str, Range] = {}
    for kind, gain in gains:
        so_far = kinds.get(kind, Range(0.0, 0.0))
        kinds[kind] = Range(so_far.p50 + gain.p50, so_far.p90 + gain.p90)
    whole = beside(list(kinds.values()))
    below = [part.p50 - part.p50 * math.exp(-Z90 * spread(part)) for part in kinds.values()]
    return whole, max(whole.p50 - math.hypot(*below), 0.0)
