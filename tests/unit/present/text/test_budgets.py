"""Error budgets for a terminal."""

from dataclasses import replace

from mainstay.domain.budget import BudgetList, BudgetState, Objective
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.present.text.budgets import budget_list
from mainstay.present.text.look import Look
from tests.fakes.budgets import DAY, NOW, burning

SIGNAL = Signal(
    "main", "budget:shop", "service:shop", "spent", "budget", "share", {}, Limit(1.0, Side.ABOVE, "it")
)


def told(*budgets: object, most: int = 20) -> str:
    text = budget_list(BudgetList(1, NOW, ("main",), budgets), Look(width=120), most)  # type: ignore[arg-type]
    return " ".join(text.replace("\u202f", " ").replace("\u2009", " ").split())


def test_all_that_is_known_of_one() -> None:
    text = told(burning())
    assert "shop burns: page 99.9% good over 30 days" in text
    assert "50.0 % left; 4,320 of 8,640,000 were bad, 4,320 bad events more fit." in text
    assert "Page: 1 h (240 of 12,000 bad: 20 times, 9 of 10: 17.9 to 22.2) and 5 min" in text
    assert "Too few requests to tell: 1 h (1 of 60 bad" in text
    assert "2,032 requests more like these would tell" in text
    assert "At the burn of the last 1 h it is gone in 18 hours, on 2023-11-15 16:13:20 UTC" in text
    assert "50 % of the bad events came in the 24 h from" in text


def test_courses() -> None:
    one = burning()
    course = Forecast(SIGNAL, NOW, Verdict.STAYS, 90)
    words = {
        Verdict.STAYS: "it lasts through the next 90 days",
        Verdict.CROSSED: "It is spent now",
        Verdict.TOO_SHORT: "Too little history of whole windows",
        Verdict.UNUSABLE: "Its course tells nothing: it ended",
        Verdict.MAY_CROSS: "it may be gone within 90 days: chance 30 %",
        Verdict.CROSSES: "By its course it is gone in 8 days",
    }
    for verdict, said in words.items():
        made = replace(
            course,
            verdict=verdict,
            reason="it ended",
            chances=(0.1, 0.2, 0.3),
            at=NOW + 8 * DAY,
            early=NOW + DAY,
        )
        assert said in told(replace(one, forecast=made)), verdict


def test_without_a_budget_and_with_hostile_names() -> None:
    whole = Objective("whole", 1.0, "t", bad="b")
    made = replace(
        burning(), objective=whole, spent=None, fits=0.0, state=BudgetState.EXHAUSTED, burns=(), soon=None
    )
    assert "whole exhausted 100% good over 30 days No budget; 4,320 of 8,640,000 were bad." in told(made)
    empty = replace(made, total=0.0, bad=0.0, reason="\x1b[31mred")
    assert "\x1b[31mred" not in told(empty)
    assert "and 2 more: --most 3" in told(made, made, made, most=1)


def test_what_is_spent() -> None:
    over = replace(burning(), spent=1.25, fits=0.0)
    assert "Nothing left, 1.2 times the budget is spent" in told(over)
    none = replace(burning(), spent=0.99, fits=0.4)
    assert "not one bad event fits" in told(none)
