"""Error budgets as commands and pages show them."""

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
