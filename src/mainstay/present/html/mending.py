"""What to mend first, and what the debt comes to, as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Finding
from mainstay.domain.price import Range
from mainstay.present.amounts import carried, hours, hours_around, money, share_between
from mainstay.present.debt_words import RANGES, budget_line, known, priced, set_aside, telling, untold
from mainstay.present.finding_words import certainty, course, looked_at, since
from mainstay.present.numbers import NONE, count
from mainstay.present.ranking import to_mend
from mainstay.present.visible import visible

_MOST_EVIDENCE = 4
_CODE = 40


@dataclass(frozen=True, slots=True)
class MendRow:
    """One finding with its figures in words ("" where they are not known); `direction` is its course as a class.

    `within` tells that the hours of the budget reach it.
    """

    finding: Finding
    effort: str
    carrying: str
    cost: str
    since: str
    sign: str
    course: str
    direction: str
    certainty: str
    evidence: Sequence[str]
    within: bool


@dataclass(frozen=True, slots=True)
class Mending:
    """The findings to mend first, what some hours buy, what is set aside, and what ranges say ("" each without)."""

    rows: Sequence[MendRow]
    bought: str
    hours: str
    aside: str
    ranges: str
    certain: bool


@dataclass(frozen=True, slots=True)
class KindRow:
    """The findings of one code, their number, and their hours in words."""

    code: str
    findings: int
    suppressed: int
    effort: str
    carrying: str


@dataclass(frozen=True, slots=True)
class Owed:
    """The debt as a whole: its facts as (name, figure, what stands beside it), and its kinds."""

    facts: Sequence[tuple[str, str, str]]
    kinds: Sequence[KindRow]
    more_kinds: int


def mending(report: CodeReport, most: int) -> Mending:
    """Take the first findings of a report, with what is told of each."""
    now = looked_at(report)
    debt = report.debt
    buys = budget_line(report)
    within = frozenset(debt.bought.findings) if debt and buys and telling(debt.bought) else frozenset()
    rows = [_row(one, report, now, within=one.fingerprint in within) for one in to_mend(report, most)]
    return Mending(
        rows,
        buys,
        f"{count(debt.bought.hours)} h" if debt else "",
        set_aside(report),
        RANGES if any(row.effort for row in rows) else "",
        any(row.certainty for row in rows),
    )


def owed(report: CodeReport, most_kinds: int) -> Owed | None:
    """Give the debt of a report; None where it is not known or there is none."""
    debt = report.debt
    if debt is None or not debt.kinds:
        return None
    facts: list[tuple[str, str, str]] = []
    if priced(debt):
        effort = ("80 % interval", money(Range(debt.effort.low, debt.effort.high), debt))
        facts.append(("To mend all of it", hours_around(debt.effort), _beside(*effort)))
        if debt.carrying.high > 0:
            carrying = ("80 % interval", money(Range(debt.carrying.low, debt.carrying.high), debt))
            facts.append(("To carry it", f"{hours_around(debt.carrying)} a year", _beside(*carrying)))
        else:
            facts.append(("To carry it", "none seen", "the past shows no cost of leaving them"))
    if known(debt.code_share):
        facts.append(("Code that needs work", share_between(debt.code_share), "of its lines"))
    if known(debt.cost_share):
        facts.append(("Mending against building anew", share_between(debt.cost_share), "of the cost"))
    elif debt.cost_share_reason:
        facts.append(("Mending against building anew", NONE, untold(debt)))
    if aside := set_aside(report):
        facts.append(("Set aside", aside, "counted all the same"))
    kinds = [
        KindRow(
            visible(kind.code, _CODE),
            kind.findings,
            kind.suppressed,
            hours(kind.effort) if kind.effort.p90 > 0 else NONE,
            carried(kind.carrying) if kind.effort.p90 > 0 else NONE,
        )
        for kind in debt.kinds[:most_kinds]
    ]
    return Owed(facts, kinds, len(debt.kinds) - len(kinds))


def _beside(*told: str) -> str:
    return "; ".join(filter(None, told))


def _row(one: Finding, report: CodeReport, now: int, *, within: bool) -> MendRow:
    sign, word = course(one)
    price = one.price
    return MendRow(
        one,
        hours(price.effort) if price else "",
        carried(price.carrying) if price else "",
        money(price.carrying, report.debt) if price else "",
        since(one, now),
        sign,
        word,
        {"worse": "down", "new": "down", "better": "up"}.get(word, "quiet"),
        certainty(one.certainty) if one.certainty else "",
        one.evidence[:_MOST_EVIDENCE],
        within,
    )
