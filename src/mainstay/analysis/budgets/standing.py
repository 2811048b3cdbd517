"""How an objective stands now: what it burns, what is left of its budget, and when that is gone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from mainstay.analysis.budgets.burning import burns, rate
from mainstay.analysis.budgets.counts import Counts
from mainstay.analysis.budgets.spending import Spent, soon, worst_day
from mainstay.domain.budget import (
    SCHEMA,
    Alert,
    Budget,
    BudgetList,
    BudgetState,
    Burn,
    Heat,
    Objective,
    Soon,
)
from mainstay.domain.forecast import Forecast
from mainstay.domain.notice import Notice

_ORDER = tuple(BudgetState)
_HOUR = 3_600
_WHOLE = 0.99


def budget(objective: Objective, now: int, fine: Counts, hours: Counts, found: Spent) -> Budget:
    """Tell how an objective stands: `fine` is its grid of the last three days, `hours` that of its window and of `found`."""
    if hours.impossible or fine.impossible:
        places = max(hours.impossible, fine.impossible)
        reason = (
            f"in {places} of its steps more events are {'good' if objective.good else 'bad'} than there are"
        )
        return Budget(objective, now, BudgetState.UNUSABLE, reason=reason)
    if not len(found.total) or not np.isfinite(hours.total).any():
        reason = "the server counts nothing that fits its queries"
        return Budget(objective, now, BudgetState.UNUSABLE, reason=reason)
    bad, total, seen = (float(one[-1]) for one in (found.bad, found.total, found.seen))
    if total <= 0:
        reason = f"there were no events in the last {objective.days} days"
        return Budget(objective, now, BudgetState.NO_TRAFFIC, 0.0, 0.0, seen, reason=reason)
    allowed = (1.0 - objective.goal) * total / seen
    fits = max(0.0, allowed - bad)
    burning = burns(fine, objective)
    made = Budget(
        objective,
        now,
        BudgetState.HOLDS,
        bad,
        total,
        seen,
        float(found.part[-1]) if objective.goal < 1 else None,
        fits,
        burning,
        _soon(objective, now, fine, burning, fits),
        worst_day(hours, objective),
        reason=_reason(objective, seen, bad),
    )
    return replace(made, state=_state(made))


def with_forecast(one: Budget, forecast: Forecast) -> Budget:
    """Give a budget with where it goes."""
    return replace(one, forecast=forecast)


def listed(
    found: Iterable[Budget], now: int, sources: Sequence[str], notices: Sequence[Notice] = ()
) -> BudgetList:
    """Give budgets, the most urgent first."""
    ranked = sorted(found, key=lambda one: (_ORDER.index(one.state), -(one.spent or 0.0), one.objective.name))
    return BudgetList(SCHEMA, now, tuple(sources), tuple(ranked), tuple(notices))


def _state(one: Budget) -> BudgetState:
    fired = {burn.pair.alert for burn in one.burns if burn.heat is Heat.FIRES}
    if Alert.PAGE in fired:
        return BudgetState.PAGE
    # Without a budget the first bad event is one too many.
    if one.bad > 0 and (one.spent is None or one.spent >= 1):
        return BudgetState.EXHAUSTED
    if fired:
        return BudgetState.TICKET
    doubtful = any(burn.heat is Heat.DOUBTFUL for burn in one.burns)
    return BudgetState.DOUBTFUL if doubtful else BudgetState.HOLDS


def _soon(objective: Objective, now: int, fine: Counts, burning: Sequence[Burn], fits: float) -> Soon | None:
    """Tell by the longest window of those that fire, else by the last hour."""
    if objective.goal >= 1:
        return None
    fired = [burn.in_long for burn in burning if burn.heat is Heat.FIRES]
    chosen = fired[0] if fired else rate(fine, _HOUR, 1.0 - objective.goal)
    return soon(now, chosen, fits, objective.goal)


def _reason(objective: Objective, seen: float, bad: float) -> str:
    if objective.goal >= 1:
        return "an objective of 100% has no budget: each bad event exhausts it, and nothing can burn"
    if seen < _WHOLE:
        known = seen * objective.days
        told = f"{known:.1f} of the {objective.days} days of its window are known; the rest is taken to have had no errors"
        return told
    return "" if bad else "not one bad event was counted: see that the query finds them when they come"
