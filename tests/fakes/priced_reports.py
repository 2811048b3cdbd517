"""Reports whose findings have prices, dates and suppressions."""

from dataclasses import replace

from mainstay.domain.code_report import CodeReport
from mainstay.domain.cost_model import CostModel, EffortModel, HeldOut, Ratio, SizeClass
from mainstay.domain.debt import Bought, Debt, Span
from mainstay.domain.finding import Certainty, Finding, Since, Suppression
from mainstay.domain.price import Price, Range, Reckoning, Work
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
        one = replace(made.findings[number % len(made.findings)], fingerprint=f"{number:04x}{0:012x}")
        one = replace(one, since=Since(0, reports.NOW - number * 40 * reports.DAY))
        found.append(one if number % 3 == 0 else priced(one, 2.0, number * 1.5))
    found[1] = replace(found[1], certainty=Certainty(0.83, 0.7, 0.9, "imports", 24, 20))
    aside = tuple(
        replace(
            one,
            fingerprint=f"a{one.fingerprint[1:]}",
            suppressed=Suppression("comment", "planned for the spring", 1_803_945_599 * (place % 2)),
        )
        for place, one in enumerate(found[:5])
    )
    bought = Bought(
        20.0, 18.5, tuple(one.fingerprint for one in found[-2:]), Span(30, 52, 90), Span(1.2, 3.1, 5.5)
    )
    zero = Range(0.0, 0.0)
    debt = Debt((), Span(1, 2, 3), Span(1, 2, 3), None, None, 5, zero, bought)
    return replace(made, findings=tuple(found), findings_total=names, suppressed=aside, debt=debt)


COMPLEX = Reckoning(
    "complex-function",
    Range(62.0, 90.0),
    Range(1.5, 4.0),
    Range(0.5, 1.5),
    debt=0.6,
    part=0.4,
    fixes=4.2,
    fixes_share=Range(0.1, 0.22),
    hours_per_fix=0.75,
    hours=38.0,
    hours_share=Range(0.0, 0.05),
    work=Work.EXTRACTION,
)
LONG = replace(
    COMPLEX,
    code="long-function",
    lines=Range(20.0, 25.0),
    effort=Range(0.7, 2.0),
    carrying=Range(0.0, 0.4),
)
DEAD = Reckoning(
    "dead-class",
    Range(6.0, 13.0),
    Range(0.3, 1.0),
    Range(1.1, 2.2),
    part=0.03,
    hours=38.0,
    work=Work.DELETION,
)
NOTE = Reckoning("todo-comment", Range(12.0, 80.0), Range(0.5, 2.0), Range(0.0, 0.0), work=Work.FIX)


def cost_model(fixes: int = 41, judged: int = 60) -> CostModel:
    """Give what was learnt of so many own fixes, of which so many were held out in two windows."""
    classes = (
        SizeClass(0.0, 30.0, 9.0, fixes // 2, Range(0.4, 1.2), 0.5 if fixes else 0.0),
        SizeClass(30.0, None, 90.0, fixes - fixes // 2, Range(1.5, 4.0), 0.33 if fixes else 0.0),
    )
    windows = tuple(
        HeldOut(place, place + 1, 20, judged // 2, judged // 4, judged * 9 // 20) for place in range(2)
    )
    effort = EffortModel(900, 700, 400, 120, fixes, classes, Range(12, 80), Range(0.5, 2.0), None, windows)
    extra = (
        Ratio("complex-function", 1.18, 0.9, 1.5, 35, 42.0, 38.0, 272, 0.19),
        Ratio("long-function", 0.96, 0.8, 1.2, 22, 30.0, 31.0, 272, 0.3),
    )
    slower = (
        Ratio("complex-function", 1.02, 0.9, 1.1, 350, 420.0, 411.0, 5_000, 0.4),
        Ratio("long-function", 1.0, 0.88, 1.14, 0, 0.0, 0.0, 5_000, 0.0),
    )
    return CostModel(effort, extra, slower, None)


def reckoned_report() -> CodeReport:
    """Give a report whose prices tell how they were worked out.

    First a function with two findings that one repair mends, then an unused class, a note, and one without any price.
    """
    made = backlog_report(6)
    one = replace(
        made.findings[1], code="complex-function", path="src/orders.py", line=30, end_line=80, symbol="merge"
    )
    together = Price(Range(1.5, 4.0), Range(0.5, 1.6), Range(0.2, 0.5), "long-function", (COMPLEX, LONG))
    found = (
        replace(one, price=together, certainty=None, repair="Cut it into 3 functions or more."),
        replace(one, code="long-function", price=None, certainty=None, fingerprint="beef" + "0" * 12),
        replace(
            one,
            code="dead-class",
            path="src/old.py",
            fingerprint="cafe" + "0" * 12,
            price=Price(DEAD.effort, DEAD.carrying, Range(0.0, 0.0), steps=(DEAD,)),
            evidence=("Its name stands nowhere else.",),
            certainty=Certainty(0.94, 0.87, 0.98, "public-no-reference", 54, 51),
        ),
        replace(
            one,
            code="todo-comment",
            path="src/note.py",
            fingerprint="dada" + "0" * 12,
            price=Price(NOTE.effort, NOTE.carrying, Range(0.0, 0.0), steps=(NOTE,)),
            certainty=None,
        ),
        replace(one, code="knowledge-left", path="src/note.py", price=None, fingerprint="fade" + "0" * 12),
    )
    bought = replace(made.debt.bought, findings=(found[0].fingerprint,)) if made.debt else None
    debt = replace(made.debt, bought=bought) if made.debt and bought else None
    return replace(made, findings=found, findings_total=len(found), debt=debt, costs=cost_model())
