"""Burn rates over pairs of windows: which fires, and whether that is beyond doubt.

The pairs are those of The Site Reliability Workbook (Beyer and others, 2018), chapter 5, table 5-8. They are given there for
30 days; for others the factor is that which spends the same part of the budget in the long window.
"""

import math
from typing import Final

import numpy as np

from mainstay.analysis.budgets.counts import Counts
from mainstay.analysis.shares import share_between
from mainstay.domain.budget import LEAST_BAD, MANY, Alert, Burn, Heat, Objective, Pair, Rate

STEP: Final = 300
"""Seconds of the finest step that is needed."""
REACH: Final = 3 * 86_400
"""Seconds of the longest window."""
BEYOND: Final = 0.05
"""The chance that the truth is below the lower end of an interval."""
_HOUR, _DAY = 3_600, 86_400
_TABLE: Final = (
    (Alert.PAGE, 300, _HOUR, 0.02),
    (Alert.PAGE, 1_800, 6 * _HOUR, 0.05),
    (Alert.TICKET, 2 * _HOUR, _DAY, 0.10),
    (Alert.TICKET, 6 * _HOUR, 3 * _DAY, 0.10),
)
_MOST_MORE: Final = 1_000_000


def pairs(days: int) -> tuple[Pair, ...]:
    """Give the pairs of windows for an objective over so many days."""
    return tuple(
        Pair(alert, short, long, round(part * days * _DAY / long, 6)) for alert, short, long, part in _TABLE
    )


def rate(counts: Counts, seconds: int, allowed: float) -> Rate:
    """Give what the last seconds of the grid counted; the share `allowed` may be bad, 0 where none may."""
    steps = min(len(counts.total), seconds // counts.step)
    bad, total = (one[len(one) - steps :] for one in (counts.bad, counts.total))
    known = np.isfinite(total)
    seen = float(np.count_nonzero(known)) * counts.step / seconds
    return rate_of(float(bad[known].sum()), float(total[known].sum()), seconds, allowed, seen)


def rate_of(bad: float, total: float, seconds: int, allowed: float, seen: float = 1.0) -> Rate:
    """Give the burn of so many events."""
    if total <= 0 or allowed <= 0:
        return Rate(seconds, bad, total, None, None, None, seen)
    low, high = share_between(bad, total, BEYOND)
    return Rate(seconds, bad, total, bad / total / allowed, low / allowed, high / allowed, seen)


def burns(counts: Counts, objective: Objective) -> tuple[Burn, ...]:
    """Give each pair with what its windows saw at the end of the grid; none for an objective without a budget."""
    allowed = 1.0 - objective.goal
    if allowed <= 0:
        return ()
    return tuple(
        burn(pair, rate(counts, pair.short, allowed), rate(counts, pair.long, allowed), allowed)
        for pair in pairs(objective.days)
    )


def burn(pair: Pair, short: Rate, long: Rate, allowed: float) -> Burn:
    """Tell what two windows come to.

    A pair fires when both burn faster than its factor, as the workbook has it, and that is beyond doubt in the long one: at
    least LEAST_BAD bad events, and the lower end of the interval above the factor, or so much traffic that at the factor MANY
    bad ones would be there.
    """
    if long.burn is None or long.low is None:
        return Burn(pair, Heat.NO_TRAFFIC, short, long)
    if short.burn is None or short.burn <= pair.factor or long.burn <= pair.factor:
        return Burn(pair, Heat.QUIET, short, long)
    if is_sure(long.bad, long.total, long.low, pair.factor, allowed):
        return Burn(pair, Heat.FIRES, short, long)
    return Burn(pair, Heat.DOUBTFUL, short, long, more_needed(long, pair.factor, allowed))


def is_sure(
    bad: float, total: float, low: float, factor: float, allowed: float, least: int = LEAST_BAD
) -> bool:
    """Whether a burn above the factor is beyond doubt; `low` is the lower end of its interval."""
    # Five errors that an estimate makes 4.98 are five.
    enough = round(bad, 1) >= least
    return enough and (low > factor or factor * allowed * total >= MANY)


def more_needed(long: Rate, factor: float, allowed: float) -> int:
    """Give how many requests more, as many of them bad as of those that came, would leave no doubt; at most a million."""
    if long.burn is None or long.burn <= factor or long.bad <= 0:
        return 0

    def enough(more: int) -> bool:
        total = long.total + more
        bad = long.bad / long.total * total
        low = share_between(bad, total, BEYOND)[0] / allowed
        return is_sure(bad, total, low, factor, allowed)

    under, over = 0, 1
    while over < _MOST_MORE and not enough(over):
        under, over = over, over * 2
    while over - under > max(1, math.floor(over * 0.01)):
        middle = (under + over) // 2
        under, over = (under, middle) if enough(middle) else (middle, over)
    return min(over, _MOST_MORE)
