"""Error budgets for a terminal, the most urgent first."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.budget import Budget, BudgetList, BudgetState
from mainstay.present.budget_words import STATES, burning, goal, gone, left, otherwise
from mainstay.present.text.columns import INDENT, paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, WARN, Look
from mainstay.present.visible import visible

_STYLES = {
    BudgetState.PAGE: BAD,
    BudgetState.EXHAUSTED: BAD,
    BudgetState.TICKET: WARN,
    BudgetState.DOUBTFUL: WARN,
    BudgetState.HOLDS: GOOD,
    BudgetState.NO_TRAFFIC: FAINT,
    BudgetState.UNUSABLE: WARN,
}
_LONGEST = 300
_DEEP = 2 * len(INDENT)


def budget_list(found: BudgetList, look: Look, most: int = 20) -> str:
    """Tell what is left of each budget, how fast it burns and when it is gone; at most so many."""
    return drawn(_pieces(found, most), look)


def _pieces(found: BudgetList, most: int) -> Iterator[RenderableType]:
    yield title("Error budgets")
    for one in found.budgets[:most]:
        yield from _budget(one)
    if len(found.budgets) > most:
        yield Text(f"{INDENT}and {len(found.budgets) - most} more: --most {len(found.budgets)}", FAINT)


def _budget(one: Budget) -> Iterator[RenderableType]:
    line = Text(INDENT).append(visible(one.objective.name), STRONG)
    line.append(f"  {STATES[one.state]}", _STYLES[one.state]).append(f"  {goal(one)}", FAINT)
    yield line
    for told in (left(one), *burning(one), *gone(one)):
        if told:
            yield paragraph(f"{visible(told[0].upper() + told[1:], _LONGEST * 2)}.", PLAIN, _DEEP)
    for told in (otherwise(one), one.reason):
        if told:
            yield paragraph(f"{visible(told[0].upper() + told[1:], _LONGEST)}.", FAINT, _DEEP)
