"""What debt costs and what some hours buy, in the sentences that every format tells."""

from typing import TypeGuard

from mainstay.domain.backlog import Backlog
from mainstay.domain.code_report import CodeReport
from mainstay.domain.debt import Bought, Debt, Span
from mainstay.domain.price import Range
from mainstay.present.amounts import Rated, around, hour, hours_around, hours_between, money, share_between
from mainstay.present.numbers import NONE, THIN, count, plural, significant
from mainstay.present.visible import visible

TOPIC = "debt-price"
_REASON = 160
RANGES = f"Rows: half of cases to nine of ten; sums: 80{THIN}% intervals"
"""What each range says, told once where ranges stand."""
_NEXT_TO_NOTHING = 0.05  # hours or fixes a year
_FROM_YEARS, _LONGEST = 1.5, 50
PRICES = "Hours are learnt from this repository's own fixes; each is a range, and none is a promise."


def bought(found: Bought, rated: Rated) -> str:
    """Tell what a budget buys: 20 hours buy this: saves 14 (8 to 26) hours a year, prevents 3 (1 to 6) fixes.

    Beside it stands after how long that pays back, and all hours in money where the settings say what one costs. Nothing but
    that is said where what they save is too little to tell.
    """
    price = money(Range(found.hours, found.hours), rated)
    if not telling(found):
        one = found.hours == 1
        return f"What {_hours(found.hours, price)} of repair {'saves' if one else 'save'} here is too little to tell"
    hours = budget(found.hours, price)
    first = "the best one" if len(found.findings) == 1 else f"the best {count(len(found.findings))}"
    cost = money(Range(found.saved.low, found.saved.high), rated)
    saved = f"saves {_yearly(found.saved, 'hour')} a year{f' ({cost})' if cost else ''}"
    told = f"{hours} this ({first}): {saved} and prevents {_yearly(found.prevented, 'fix', 'fixes')}"
    back = payback(found)
    return f"{told}; {back}" if back else told


def budget_line(report: CodeReport) -> str:
    """Tell what a report's budget buys; "" where nothing has a price, and of a change: its list is not what was bought from."""
    if report.comparison is not None or report.debt is None or not priced(report.debt):
        return ""
    return bought(report.debt.bought, report.debt)


def telling(found: Bought) -> bool:
    """Tell whether what a budget buys saves enough to speak of: its hours come back within fifty years, at the median."""
    return bool(found.findings) and 0 < found.saved.middle >= found.effort / _LONGEST


def budget(hours: float, price: str = "") -> str:
    """Begin the sentence on what a budget buys: 20 hours buy, 1 hour (EUR 85) buys."""
    return f"{_hours(hours, price)} {'buys' if hours == 1 else 'buy'}"


def _hours(hours: float, price: str) -> str:
    return f"{significant(hours)} {'hour' if hours == 1 else 'hours'}{f' ({price})' if price else ''}"


def payback(found: Bought) -> str:
    """Tell after how long what was bought has saved the hours that it took, both at the median; "" where nothing is saved."""
    if not (found.saved.middle > 0 and found.effort > 0):
        return ""
    years = found.effort / found.saved.middle
    if years >= _FROM_YEARS:
        told = f"about {plural(round(years), 'year')}"
    else:
        told = f"about {plural(max(round(years * 12), 1), 'month')}"
    # A low end of nothing says that it may as well save nothing.
    return f"it pays back in {told}{'' if found.saved.low > 0 else ', if at all'}"


def _yearly(span: Span, one: str, many: str = "") -> str:
    """Give hours or fixes a year, in words where they come to next to nothing."""
    many = many or f"{one}s"
    if span.high < _NEXT_TO_NOTHING:
        return f"next to no {many}"
    if span.middle < _NEXT_TO_NOTHING:
        return f"next to no {many} (at most {around(span).rpartition(' ')[2].rstrip(')')})"
    return f"{around(span)} {many}"


def matching(backlog: Backlog) -> str:
    """Count what the list is of: 12 findings to mend; of a part of it how many there are in all."""
    kind = "set aside" if backlog.of_suppressed else "to mend"
    if backlog.filtered:
        return f"{count(backlog.matching)} of {count(backlog.total)} findings {kind} match"
    return f"{plural(backlog.total, 'finding')} {kind}"


def nothing(backlog: Backlog) -> str:
    """Say why a list has no rows."""
    if backlog.filtered and backlog.total:
        return "No finding matches the filter."
    return "Nothing is set aside." if backlog.of_suppressed else "Nothing is left to mend."


def head(backlog: Backlog) -> list[str]:
    """Tell what all that the list is of comes to, and what the budget buys of it; nothing where nothing is priced."""
    told = []
    if backlog.effort is not None and backlog.carrying is not None and backlog.effort.high > 0:
        told.append(owed(backlog.effort, backlog.carrying, backlog))
    if backlog.bought is not None and (backlog.rows or not backlog.filtered):
        told.append(bought(backlog.bought, backlog))
    return told


def gain(hours_saved: float | None) -> str:
    """Give what an hour of repair saves in a year: 2.4; "none" where no sign of a cost was found, a dash without a price."""
    if hours_saved is None:
        return NONE
    return significant(hours_saved) if hours_saved > 0 else "none"


def totals(debt: Debt) -> str:
    """Tell what mending all and carrying all of it would cost: of what is listed and of what is set aside."""
    listed, aside = sum(kind.findings for kind in debt.kinds), debt.suppressed
    found = plural(listed + aside, "finding")
    if aside:
        found += (
            f", {count(aside)} set aside ({hour(debt.suppressed_effort.p50)})"
            if listed
            else ", all set aside"
        )
    if not priced(debt):
        return f"{found}: none has a price yet" if aside else f"{found}, none of which has a price yet"
    return f"{found}: {owed(debt.effort, debt.carrying, debt)}"


def owed(effort: Span, carrying: Span, rated: Rated) -> str:
    """Tell what mending findings takes and what they cost a year, in hours and, where the settings say so, in money."""
    mended = f"{hours_between(effort)} to mend all{_in_money(effort, rated)}"
    if not carrying.high > 0:
        return f"{mended}, no cost of leaving them was seen"
    if carrying.high < _NEXT_TO_NOTHING:
        return f"{mended}, next to nothing a year to carry"
    return f"{mended}, {hours_around(carrying)} a year to carry{_in_money(carrying, rated)}"


def _in_money(span: Span, rated: Rated) -> str:
    told = money(Range(span.low, span.high), rated)
    return f" ({told})" if told else ""


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
    """Count what a comment or the baseline sets aside: 12 findings are set aside, 34 h of that; "" for nothing."""
    debt = report.debt
    number = debt.suppressed if debt else len(report.suppressed)
    if not number:
        return ""
    told = f"{plural(number, 'finding is', 'findings are')} set aside"
    if debt is None or not debt.suppressed_effort.p50 > 0:
        return told
    middle = debt.suppressed_effort.p50
    price = money(Range(middle, middle), debt)
    return f"{told}, {hour(middle)} of that{f' ({price})' if price else ''}"
