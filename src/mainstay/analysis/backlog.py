"""Makes the one list out of a report: by gain per hour, those that were asked for."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from mainstay.analysis.effort.owing import bought_of, carrying_of, effort_of, span
from mainstay.analysis.naming import identified
from mainstay.domain.backlog import Backlog, Ranked
from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Finding


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for: of these codes (all without any), at such paths, at most `top` of them (0: all).

    With `suppressed` those that were set aside are listed in place of the others.
    """

    codes: Collection[str] = ()
    path: Callable[[str], bool] = lambda _: True
    top: int = 0
    suppressed: bool = False


def backlog_of(report: CodeReport, wanted: Wanted, rate: float = 0.0, currency: str = "") -> Backlog:
    """Give the list of a report's findings; an hour costs `rate` in `currency`.

    Ranks are those in the whole list, whatever part of it is asked for. Findings of equal gain, and those without a price,
    keep the report's order. Sums, and what the budget buys, are of what is asked for.
    """
    found = report.suppressed if wanted.suppressed else report.findings
    total = len(found) if wanted.suppressed else report.findings_total
    asked = [one for one in found if (not wanted.codes or one.code in wanted.codes) and wanted.path(one.path)]
    filtered = bool(wanted.codes) or len(asked) < len(found)
    bought = report.debt.bought if report.debt is not None and not wanted.suppressed else None
    if bought is not None and filtered:
        bought = bought_of(asked, bought.hours)
    priced = any(one.price is not None for one in asked)
    matching = {one.fingerprint for one in asked}
    budget = set(bought.findings) if bought is not None else set()
    idents = identified([one.fingerprint for one in (*report.findings, *report.suppressed)])
    rows = [
        Ranked(rank, finding, gain_of(finding), finding.fingerprint in budget, idents[finding.fingerprint])
        for rank, finding in enumerate(sorted(found, key=_order), 1)
        if finding.fingerprint in matching
    ]
    return Backlog(
        repository=report.repository.name,
        commit=report.scope.commit,
        taken_at=report.scope.taken_at,
        looked_at=report.scope.committed_at if report.scope.commit else report.scope.taken_at,
        rows=tuple(rows[: wanted.top] if wanted.top else rows),
        matching=len(rows) if filtered else total,
        total=total,
        suppressed=len(report.suppressed),
        of_suppressed=wanted.suppressed,
        bought=bought,
        rate=rate,
        currency=currency,
        version=report.version,
        effort=span(effort_of(asked)) if priced else None,
        carrying=carrying_of(asked) if priced else None,
        filtered=filtered,
    )


def gain_of(finding: Finding) -> float | None:
    """Give the hours saved within a year for each hour of repair, None for a finding without a price."""
    return None if finding.price is None else finding.price.gain_per_hour


def _order(finding: Finding) -> tuple[bool, float]:
    gain = gain_of(finding)
    return gain is None, -(gain or 0.0)
