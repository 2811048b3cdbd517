"""What people are told of error budgets."""

from collections.abc import Iterator
from typing import Final

from mainstay.domain.budget import LEAST_BAD, Alert, Budget, BudgetState, Burn, Heat, Rate
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.present.forecast_words import chance, when
from mainstay.present.numbers import THIN, count, decimal, percent, plural, significant
from mainstay.present.times import ago, day, duration, exact

STATES: Final = {
    BudgetState.PAGE: "burns: page",
    BudgetState.EXHAUSTED: "exhausted",
    BudgetState.TICKET: "burns: ticket",
    BudgetState.DOUBTFUL: "too few to tell",
    BudgetState.HOLDS: "holds",
    BudgetState.NO_TRAFFIC: "no traffic",
    BudgetState.UNUSABLE: "unusable",
}
_DAY = 86_400
_MUCH = 0.2
"""Of less of the bad events in one day it says nothing when that leaves the window."""


def goal(one: Budget) -> str:
    """Give what is promised: 99.9% good over 30 days."""
    return f"{100 * one.objective.goal:.12g}% good over {plural(one.objective.days, 'day')}"


def left(one: Budget) -> str:
    """Tell what is left of the budget."""
    if one.total <= 0:
        return ""
    of = f"{count(round(one.bad))} of {count(round(one.total))} were bad"
    if one.spent is None:
        return f"no budget; {of}"
    if one.spent >= 1:
        return f"nothing left, {significant(one.spent, 2)} times the budget is spent; {of}"
    fits = (
        f"{plural(round(one.fits or 0), 'bad event')} more fit"
        if (one.fits or 0) >= 1
        else "not one bad event fits"
    )
    return f"{percent(1 - one.spent, 1)} left; {of}, {fits}"


def burning(one: Budget) -> Iterator[str]:
    """Tell which windows fire and why, or why nothing can be said."""
    for burn in one.burns:
        if burn.heat is Heat.FIRES:
            yield f"{_asks(burn)}: {_windows(burn)}"
        elif burn.heat is Heat.DOUBTFUL:
            yield f"Too few requests to tell: {_windows(burn)}. {_wanted(burn)}"


def gone(one: Budget) -> Iterator[str]:
    """Tell when the budget is gone: by the burn of the last hours, and by its course."""
    soon = one.soon
    if soon is not None:
        late = f"{exact(soon.late)}" if soon.late else "not at all"
        yield (
            f"At the burn of the last {_span(soon.seconds)} it is gone {ago(soon.at, one.made_at)}, on {exact(soon.at)} "
            f"(4 of 5: {exact(soon.early)} to {late})"
        )
    if one.forecast is not None:
        yield _course(one.forecast, one.made_at)


def otherwise(one: Budget) -> str:
    """Tell what would change it: when the worst day leaves the window."""
    worst = one.worst
    if worst is None or one.spent is None or worst.share < _MUCH:
        return ""
    return (
        f"{percent(worst.share)} of the bad events came in the 24{THIN}h from {exact(worst.start)}; they leave the "
        f"window on {day(worst.leaves)}"
    )


def _course(found: Forecast, now: int) -> str:
    if found.verdict is Verdict.CROSSES:
        return f"By its course it is gone {when(found, now)}"
    if found.verdict is Verdict.MAY_CROSS:
        return f"By its course it may be gone within {plural(found.horizon, 'day')}: chance {chance(found.chances[-1])}"
    if found.verdict is Verdict.STAYS:
        return f"By its course it lasts through the next {plural(found.horizon, 'day')}"
    if found.verdict is Verdict.CROSSED:
        return "It is spent now"
    if found.verdict is Verdict.TOO_SHORT:
        return f"Too little history of whole windows for its course: {found.reason}"
    return f"Its course tells nothing: {found.reason or (found.so_far.muted if found.so_far else '')}".rstrip(
        ": "
    )


def _asks(burn: Burn) -> str:
    return "Page" if burn.pair.alert is Alert.PAGE else "Ticket"


def _windows(burn: Burn) -> str:
    return f"{_rate(burn.in_long)} and {_rate(burn.in_short)} burn faster than {burn.pair.factor:.3g} times what lasts"


def _rate(rate: Rate) -> str:
    counted = f"{decimal(rate.bad, 0)} of {count(round(rate.total))} bad"
    between = "" if rate.low is None or rate.high is None else f", 9 of 10: {rate.low:.3g} to {rate.high:.3g}"
    return f"{_span(rate.seconds)} ({counted}: {rate.burn or 0:.3g} times{between})"


def _wanted(burn: Burn) -> str:
    needs = f"{LEAST_BAD} bad events at least, and an interval beyond the factor"
    return f"{plural(burn.more, 'request')} more like these would tell ({needs})"


def _span(seconds: int) -> str:
    return plural(seconds // _DAY, "day") if seconds >= _DAY else duration(seconds)
