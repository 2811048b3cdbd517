"""What debt costs and what some hours buy, in the sentences that every format tells."""

from mainstay.domain.code_report import CodeReport
from mainstay.domain.debt import Debt
from mainstay.domain.price import Range
from mainstay.present.amounts import around, hour, hours_around, hours_between, money, share_between
from mainstay.present.numbers import count, plural, significant

TOPIC = "debt-price"
PRICES = "Hours are learnt from this repository's own fixes; each is a range, and none is a promise."


def bought(debt: Debt) -> str:
    """Tell what a budget of hours buys: 20 hours buy this: saves 14 (8 to 26) hours a year and prevents 3 (1 to 6) fixes."""
    found = debt.bought
    hours = f"{significant(found.hours)} hours buy"
    if not found.findings:
        return f"{hours} nothing that is known to save more than it costs"
    first = "the best one" if len(found.findings) == 1 else f"the best {count(len(found.findings))}"
    return f"{hours} this ({first}): saves {around(found.saved)} hours a year and prevents {around(found.prevented)} fixes"


def totals(debt: Debt) -> str:
    """Tell what mending all and carrying all of it would cost."""
    found = sum(kind.findings for kind in debt.kinds)
    carried = money(Range(debt.carrying.low, debt.carrying.high), debt)
    return (
        f"{plural(found, 'finding')}: {hours_between(debt.effort)} to mend all, {hours_between(debt.carrying)} a year to "
        f"carry{f' ({carried})' if carried else ''}"
    )


def ratios(debt: Debt) -> list[tuple[str, str]]:
    """Give the technical-debt ratio in both senses, each with its name; without those that the past does not tell."""
    known = (
        ("of the code needs work", debt.code_share),
        ("of building it anew is what mending costs", debt.cost_share),
    )
    return [(share_between(span), name) for name, span in known if span is not None]


def ratio_line(debt: Debt) -> str:
    """Tell both ratios in one line; why not where the past does not tell them."""
    told = ratios(debt)
    if not told:
        return "The past does not tell the debt ratio."
    return "; ".join(f"{figure} {name}" for figure, name in told)


def set_aside(report: CodeReport) -> str:
    """Count what a comment or the baseline sets aside: 12 findings are set aside, 34 h; "" for nothing."""
    debt = report.debt
    number = debt.suppressed if debt else len(report.suppressed)
    if not number:
        return ""
    hours = f", {hour(debt.suppressed_effort.p50)}" if debt and debt.suppressed_effort.p50 > 0 else ""
    return f"{plural(number, 'finding is', 'findings are')} set aside{hours}"


def spread(debt: Debt) -> tuple[str, str]:
    """Give the hours to mend and those to carry a year, each around its middle."""
    return hours_around(debt.effort), hours_around(debt.carrying)
