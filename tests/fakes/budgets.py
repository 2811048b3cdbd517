"""Error budgets as commands and pages show them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from mainstay.analysis.budgets.course import with_course
from mainstay.analysis.budgets.spending import as_series, spent
from mainstay.analysis.budgets.standing import budget, listed, with_forecast
from mainstay.analysis.forecasting.days import days_of
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.domain.budget import (
    Alert,
    Budget,
    BudgetList,
    BudgetState,
    Burn,
    Heat,
    Objective,
    Pair,
    Rate,
    Soon,
    WorstDay,
)
from mainstay.domain.notice import Notice, Weight
from tests.unit.analysis.budgets.worlds import made

NOW = 1_700_000_000
DAY = 86_400
SHOP = Objective("shop", 0.999, "requests_total", bad="errors_total", subject="service:shop")
PAGE = Pair(Alert.PAGE, 300, 3_600, 14.4)
SHORT = Rate(300, 20, 1_000, 20.0, 13.2, 29.0, 1.0)
LONG = Rate(3_600, 240, 12_000, 20.0, 17.9, 22.2, 1.0)
FEW = Rate(3_600, 1, 60, 16.7, 0.855, 76.6, 1.0)


def burning() -> Budget:
    """Give a budget that asks for a page, with all that can be told of one."""
    return Budget(
        SHOP,
        NOW,
        BudgetState.PAGE,
        4_320,
        8_640_000,
        1.0,
        0.5,
        4_320.0,
        (Burn(PAGE, Heat.FIRES, SHORT, LONG), Burn(PAGE, Heat.DOUBTFUL, FEW, FEW, 2_032)),
        Soon(3_600, NOW + 18 * 3_600, NOW + 16 * 3_600, NOW + 20 * 3_600),
        WorstDay(NOW - 5 * DAY, 2_160, 0.5, NOW + 26 * DAY),
    )


def budgets(state: BudgetState = BudgetState.PAGE) -> BudgetList:
    """Give a list with one budget of a state."""
    one = burning()
    return BudgetList(
        1, NOW, ("main",), (Budget(SHOP, NOW, state, one.bad, one.total, 1.0, 0.5, 4_320.0, one.burns),)
    )


COURSES: dict[str, Callable[[float], float]] = {
    "checkout": lambda ago: 0.03 if ago < 7_200 else 0.0004,
    "search": lambda ago: 0.0014 if ago < 12 * DAY else 0.0003,
    "login": lambda ago: 0.05 if 20 * DAY < ago <= 21 * DAY else 0.0001,
    "images": lambda ago: 0.0007 if ago // DAY % 5 else 0.0001,
    "quiet": lambda _: 0.0,
}


def worlds(names: Sequence[str] = (), more: Sequence[Budget] = ()) -> BudgetList:
    """Give budgets with their courses as they come out of counts, under other names where these are given."""
    found = [*more]
    for place, (name, share) in enumerate(COURSES.items()):
        shown = names[place % len(names)] if names else name
        one = replace(SHOP, name=shown, subject=f"service:{shown}")
        hours, fine = made(10, share, step=3_600, reach=114 * DAY), made(10, share)
        parts = spent(hours, one)
        signal, samples = as_series(parts, one, "main")
        (plain,) = forecasts([(signal, days_of(samples, NOW))], NOW)
        found.append(with_forecast(budget(one, NOW, fine, hours, parts), with_course(plain, hours, one)))
    found.append(Budget(replace(SHOP, name="none"), NOW, BudgetState.UNUSABLE, reason="nothing fits"))
    return listed(found, NOW, ("main",), (Notice("a", "One could not be asked.", Weight.LIMIT, "look"),))
