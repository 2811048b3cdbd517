"""What debt costs and what some hours buy, in the sentences that every format tells."""

from typing import TypeGuard

from mainstay.domain.code_report import CodeReport
from mainstay.domain.debt import Bought, Debt, Span
from mainstay.domain.price import Range
from mainstay.present.amounts import Rated, around, hour, hours_between, money, share_between
from mainstay.present.numbers import NONE, count, plural, significant
from mainstay.present.visible import visible

TOPIC = "debt-price"
_REASON = 160
PRICES = "Hours are learnt from this repository's own fixes; each is a range, and none is a promise."


def bought(found: Bought, rated: Rated) -> str:
    """Tell what a budget of hours buys: 20 hours buy this: saves 14 (8 to 26) hours a year and prevents 3 (1 to 6) fixes."""
    hours = f"{significant(found.hours)} hours buy"
    if not found.findings:
        return f"{hours} nothing: no repair that fits into them shows a sign of saving any"
    first = "the best one" if len(found.findings) == 1 else f"the best {count(len(found.findings))}"
    cost = money(Range(found.saved.low, found.saved.high), rated)
    saved = f"saves {around(found.saved)} hours a year{f' ({cost})' if cost else ''}"
    return f"{hours} this ({first}): {saved} and prevents {around(found.prevented)} fixes"


def gain(hours_saved: float | None) -> str:
    """Give what an hour of repair saves in a year: 2.4; "none" where no sign of a cost was found, a dash without a price."""
    if hours_saved is None:
        return NONE
    return significant(hours_saved) if hours_saved > 0 else "none"


def totals(debt: Debt) -> str:
    """Tell what mending all and carrying all of it would cost."""
    found = plural(sum(kind.findings for kind in debt.kinds), "finding")
    if not priced(debt):
        return f"{found}, none of which has a price yet"
    mended = f"{found}: {hours_between(debt.effort)} to mend all"
    if not debt.carrying.high > 0:
        return f"{mended}, no cost of leaving them was seen"
    carried = money(Range(debt.carrying.low, debt.carrying.high), debt)
    return f"{mended}, {hours_between(debt.carrying)} a year to carry{f' ({carried})' if carried else ''}"


def priced(debt: Debt) -> bool:
    """Tell whether mending anything has a price."""
    return debt.effort.high > 0


def ratio_line(debt: Debt) -> str:
    """Tell the technical-debt ratio in both senses in one line; what is not told of it, and why."""
    told = []
    if known(debt.code_share):
        told.append(f"{share_between(debt.code_share)} of the code needs work")
    if known(debt.cost_share):
        told.append(f"mending costs {share_between(debt.cost_share)} of a rebuild")
    elif debt.cost_share_reason:
        told.append(f"mending against a rebuild {untold(debt)}")
    return "; ".join(told) or "The past does not tell the debt ratio."


def untold(debt: Debt) -> str:
    """Say that mending is not held against a rebuild, and why."""
    return f"not told: {visible(debt.cost_share_reason, _REASON)}"


def known(share: Span | None) -> TypeGuard[Span]:
    """Tell whether a ratio says anything: it was worked out, and it is not nothing at all."""
    return share is not None and share.high > 0


def set_aside(report: CodeReport) -> str:
    """Count what a comment or the baseline sets aside: 12 findings are set aside, 34 h; "" for nothing."""
    debt = report.debt
    number = debt.suppressed if debt else len(report.suppressed)
    if not number:
        return ""
    hours = f", {hour(debt.suppressed_effort.p50)}" if debt and debt.suppressed_effort.p50 > 0 else ""
    return f"{plural(number, 'finding is', 'findings are')} set aside{hours}"
