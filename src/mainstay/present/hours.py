"""Hours of work as people read them, and what they are in money."""

from mainstay.domain.backlog import Backlog
from mainstay.domain.debt import Bought, Span
from mainstay.domain.price import Range
from mainstay.present.numbers import NONE, THIN, compact, plural, significant
from mainstay.present.visible import visible


def hours(number: float) -> str:
    """Give hours with two digits that tell something: 0.4 h, 2.5 h, 120 h."""
    return f"{significant(number)}{THIN}h"


def effort(told: Range) -> str:
    """Give a range from its median to nine cases of ten: 2.1–5 h."""
    return f"{significant(told.p50)}{NONE}{hours(told.p90)}"


def money(number: float, rate: float, currency: str) -> str:
    """Give what hours cost at `rate` an hour: 1,105 EUR."""
    return f"{compact(number * rate)}{THIN}{visible(currency, 8)}"


def cost(number: float, backlog: Backlog) -> str:
    """Give hours in money where the settings say what an hour costs, else as they are."""
    return money(number, backlog.rate, backlog.currency) if backlog.rate else hours(number)


def around(span: Span, unit: str) -> str:
    """Give the likely value and the range that holds the truth with a chance of 80 %: 52 h (30–90)."""
    return f"{significant(span.middle)}{THIN}{unit} ({significant(span.low)}{NONE}{significant(span.high)})"


def bought_sentence(bought: Bought, backlog: Backlog) -> str:
    """Tell what a budget buys, each figure with its interval."""
    if not bought.findings:
        return f"{hours(bought.hours)} buy none of them whole"
    saved = around(bought.saved, "h")
    if backlog.rate:
        saved += f" or {money(bought.saved.middle, backlog.rate, backlog.currency)}"
    fixes = around(bought.prevented, "fixes")
    number = plural(len(bought.findings), "of them", "of them")
    return f"{hours(bought.hours)} buy {number}: {saved} saved a year, {fixes} prevented"
