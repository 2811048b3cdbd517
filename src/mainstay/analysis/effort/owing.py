"""What findings come to together: the hours to mend them, those that they cost a year, and what a budget buys of them."""

import math
from collections.abc import Iterable, Sequence

from mainstay.analysis.effort import buying
from mainstay.analysis.effort.buying import SHARED_SPREAD, Offer
from mainstay.analysis.effort.quantiles import Z90, spread, total
from mainstay.domain.debt import Bought, Span
from mainstay.domain.finding import Finding
from mainstay.domain.price import Range


def effort_of(found: Iterable[Finding]) -> Range:
    """Give the hours that mending all of these takes; p50 is the median of the sum, above the sum of medians."""
    return total([one.price.effort for one in found if one.price is not None], SHARED_SPREAD)


def carrying_of(found: Iterable[Finding]) -> Span:
    """Give the hours a year that these cost while they stay: what mending all of them would save."""
    return buying.carried(Offer(one.code, one.price) for one in found if one.price is not None)


def bought_of(found: Sequence[Finding], hours: float) -> Bought:
    """Choose what a budget of hours buys of these."""
    priced = [(one, one.price) for one in found if one.price is not None]
    chosen = buying.bought([Offer(one.code, price) for one, price in priced], hours)
    return Bought(
        hours=hours,
        effort=chosen.effort.p50,
        findings=tuple(priced[place][0].fingerprint for place in chosen.chosen),
        saved=chosen.saved,
        prevented=chosen.prevented,
    )


def span(known: Range) -> Span:
    """Give the range between the 10 % and 90 % quantiles: as far below the median as p90 is above it, in logarithms."""
    return Span(known.p50 * math.exp(-Z90 * spread(known)), known.p50, known.p90)
