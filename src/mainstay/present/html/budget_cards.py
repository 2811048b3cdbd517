"""Error budgets as a page shows them: what is left of each, which windows burn, and when it is gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from mainstay.domain.budget import Alert, Budget, BudgetList, BudgetState, Burn, Heat, Rate
from mainstay.present.budget_words import STATES, burning, goal, gone, left, otherwise
from mainstay.present.charts.svg import element, share
from mainstay.present.numbers import NONE, count, decimal, plural
from mainstay.present.times import duration

MOST: Final = 200
_SIGNS: Final = {
    BudgetState.PAGE: ("✕", "u3"),
    BudgetState.EXHAUSTED: ("✕", "u3"),
    BudgetState.TICKET: ("●", "u2"),
    BudgetState.DOUBTFUL: ("○", "u2"),
    BudgetState.HOLDS: ("✓", "good"),
}
_HEATS: Final = {
    Heat.FIRES: "burns",
    Heat.DOUBTFUL: "too few to tell",
    Heat.QUIET: "quiet",
    Heat.NO_TRAFFIC: "no traffic",
}
_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Card:
    """One budget: its chip with the class of its colour, a bar of what is spent, sentences, and rows of windows."""

    name: str
    goal: str
    source: str
    chip: str
    colour: str
    bar: Markup
    told: Sequence[str]
    facts: Sequence[str]
    windows: Sequence[Sequence[str]]


def cards(found: BudgetList) -> list[Card]:
    """Give the budgets, the most urgent first, MOST of them."""
    return [_card(one) for one in found.budgets[:MOST]]


def soon_gone(found: BudgetList) -> str:
    """Say how many budgets the burn of the last hours uses up, which their courses over weeks do not tell; "" for none."""
    many = sum(one.soon is not None for one in found.budgets)
    if not many:
        return ""
    are = f"{plural(many, 'budget')} {'is' if many == 1 else 'are'}"
    return f"By their courses over weeks none is told to be gone, but at the burn of the last hours {are}: see what is left."


def headline(found: BudgetList) -> str:
    """Tell how many budgets burn or are spent."""
    if not found.budgets:
        return "There are no error budgets here."
    counted = [
        (state, sum(one.state is state for one in found.budgets))
        for state in (BudgetState.PAGE, BudgetState.EXHAUSTED, BudgetState.TICKET)
    ]
    words = {
        BudgetState.PAGE: "asks for a page",
        BudgetState.EXHAUSTED: "is exhausted",
        BudgetState.TICKET: "asks for a ticket",
    }
    many = {
        BudgetState.PAGE: "ask for a page",
        BudgetState.EXHAUSTED: "are exhausted",
        BudgetState.TICKET: "ask for a ticket",
    }
    told = [f"{number} {words[state] if number == 1 else many[state]}" for state, number in counted if number]
    budgets = plural(len(found.budgets), "error budget")
    return f"Of {budgets} {', '.join(told)}." if told else f"None of {budgets} burns faster than it lasts."


def _card(one: Budget) -> Card:
    sign, colour = _SIGNS.get(one.state, ("–", ""))
    told = [text for text in (left(one), *burning(one), *gone(one)) if text]
    return Card(
        one.objective.name,
        goal(one),
        f"{one.objective.subject}; {one.objective.source}" if one.objective.subject else one.objective.source,
        f"{sign} {STATES[one.state]}",
        colour,
        _bar(one.spent),
        [_sentence(text) for text in told],
        [_sentence(text) for text in (otherwise(one), one.reason) if text],
        [row for burn in one.burns for row in _windows(burn)],
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _bar(spent: float | None) -> Markup:
    if spent is None:
        return Markup("")
    return element(
        "svg",
        element("title", f"{100 * spent:.0f} % of the budget is spent"),
        element("rect", class_="all", width="100%", height=8, rx=2),
        element("rect", class_="spent", width=share(min(1.0, spent)), height=8, rx=2),
        class_="budget-bar",
        width="100%",
        height=8,
        role="img",
    )


def _windows(burn: Burn) -> Iterator[Sequence[str]]:
    asks = "page" if burn.pair.alert is Alert.PAGE else "ticket"
    for place, rate in enumerate((burn.in_long, burn.in_short)):
        first = (asks, f"{burn.pair.factor:.3g}", _HEATS[burn.heat]) if not place else ("", "", "")
        yield (_span(rate.seconds), *_counted(rate), *first)


def _counted(rate: Rate) -> tuple[str, str, str]:
    if rate.burn is None or rate.low is None or rate.high is None:
        return f"{decimal(rate.bad, 0)} of {count(round(rate.total))}", NONE, NONE
    between = f"{rate.low:.3g} to {rate.high:.3g}"
    return f"{decimal(rate.bad, 0)} of {count(round(rate.total))}", f"{rate.burn:.3g}", between


def _span(seconds: int) -> str:
    return plural(seconds // _DAY, "day") if seconds >= _DAY else duration(seconds)
