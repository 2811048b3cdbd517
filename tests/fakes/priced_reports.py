"""Reports whose findings have prices, dates and suppressions."""

from dataclasses import replace

from mainstay.domain.code_report import CodeReport
from mainstay.domain.debt import Bought, Debt, Span
from mainstay.domain.finding import Certainty, Finding, Since, Suppression
from mainstay.domain.price import Price, Range
from tests.fakes import written_reports as reports


def priced(finding: Finding, effort: float, carrying: float) -> Finding:
    """Give a finding a price whose gain is `carrying` over `effort`."""
    price = Price(Range(effort, effort * 3), Range(carrying, carrying * 2), Range(0.4, 1.2), "made up")
    return replace(finding, price=price)


def backlog_report(names: int = 12) -> CodeReport:
    """Give a report of so many findings: each third without a price, the rest with ever higher gains; five more set aside."""
    made = reports.lively()
    found = []
    for number in range(names):
        one = replace(made.findings[number % len(made.findings)], fingerprint=f"{number:016x}")
        one = replace(one, since=Since(0, reports.NOW - number * 40 * reports.DAY))
        found.append(one if number % 3 == 0 else priced(one, 2.0, number * 1.5))
    found[1] = replace(found[1], certainty=Certainty(0.83, 0.7, 0.9, "imports"))
    aside = tuple(
        replace(one, suppressed=Suppression("comment", "planned for the spring", 1_803_945_599 * (place % 2)))
        for place, one in enumerate(found[:5])
    )
    bought = Bought(
        20.0, 18.5, tuple(one.fingerprint for one in found[-2:]), Span(30, 52, 90), Span(1.2, 3.1, 5.5)
    )
    zero = Range(0.0, 0.0)
    debt = Debt((), Span(1, 2, 3), Span(1, 2, 3), None, None, 5, zero, bought)
    return replace(made, findings=tuple(found), findings_total=names, suppressed=aside, debt=debt)
