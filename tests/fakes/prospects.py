"""Rankings with their proof, prices and debt, written by hand for reports that tests name figures of."""

from collections.abc import Sequence
from dataclasses import replace

from mainstay.domain.code_report import CodeReport
from mainstay.domain.debt import Bought, Debt, DebtKind, Span
from mainstay.domain.finding import Certainty, Course, Finding, Since, Suppression
from mainstay.domain.price import Price, Range
from mainstay.domain.ranking import Expectation, OrderScore, Proof, Ranking, Window

DAY = 86_400
HORIZON = 182 * DAY

# order: rec20, Popt and P@20 in the newest window; the others differ a little, so that means do not round to them.
_ORDERS = (
    ("read-first", 0.34, 0.67, 0.20),
    ("which-files", 0.30, 0.61, 0.80),
    ("random", 0.20, 0.50, 0.15),
    ("largest", 0.22, 0.55, 0.75),
    ("smallest", 0.13, 0.45, 0.00),
    ("hotspot", 0.29, 0.58, 0.70),
    ("decayed-fixes", 0.28, 0.62, 0.65),
    ("decayed-fixes-per-line", 0.31, 0.62, 0.20),
)
_REASONS = (
    (("changes", 3.5), ("size", 1.25)),
    (("past fixes", 1.9),),
    (("signs of fixes", 0.6), ("size", 0.8)),
    (),
)
_COURSES = (Course.WORSE, Course.NEW, Course.SAME, Course.BETTER, Course.UNKNOWN)


def window(number: int, now: int, shift: float = 0.0) -> Window:
    scores = tuple(
        OrderScore(order, min(1.0, rec20 + shift), min(1.0, popt + shift), min(1.0, p20 + shift), 0.1, 0.7)
        for order, rec20, popt, p20 in _ORDERS
    )
    end = now - number * HORIZON
    fixes = 89 + number
    return Window(end - HORIZON, end, f"{number:040x}", 542, 110_941, fixes, 128, float(fixes), 97.4, scores)


def proof(now: int, windows: int = 6) -> Proof:
    """A claim carried by so many windows."""
    found = tuple(window(number, now, 0.02 * (number % 3)) for number in range(windows))
    return Proof("change-log fragments", sum(one.fixes for one in found), True, "", found, 0.86)


def no_claim(now: int) -> Proof:
    """Too few fixes, yet two windows with figures."""
    reason = "19 fixes told by keywords in 2 windows; under 30 nothing is claimed"
    windows = tuple(replace(one, fixes=9 + place) for place, one in enumerate(proof(now, 2).windows))
    return Proof("keywords", 19, False, reason, windows, None)


def ranking(paths: Sequence[str], now: int) -> Ranking:
    """Rank the paths as they stand, the first with most fixes to come."""
    files = tuple(
        Expectation(
            path, fixes, round(fixes * 0.25), round(fixes * 1.8) + 1, lines, lines / 400, _REASONS[place % 4]
        )
        for place, path in enumerate(paths)
        for fixes in [7.8 / (1 + place * 0.35)]
        for lines in [150 + (place * 7_919) % 2_800]
    )
    return Ranking(files, proof(now))


def priced(finding: Finding, place: int, now: int) -> Finding:
    """Give a finding a past, a price and a repair; every fifth has no price, every third a certainty."""
    known = place % 5 != 4
    hours = 0.4 + place % 7
    carried = Range(hours / (1 + place), hours * 2 / (1 + place))
    return replace(
        finding,
        since=Since(now - (70 + place) * DAY, now - (40 + place) * DAY) if place % 3 else Since(0, now - 380 * DAY),
        course=_COURSES[place % 5],
        repair="Take the loop over order lines out into a function of its own." if place % 2 == 0 else "",
        price=Price(Range(hours, hours * 2.4), carried, Range(0.4, 1.3), "own fixes") if known else None,
        evidence=("41 of 52 changes of the year touched it",) if place % 2 else (),
        certainty=Certainty(0.9, 0.82, 0.97, "imports", 60, 54) if place % 3 == 0 else None,
    )  # fmt: skip


def debt(findings: Sequence[Finding], *, rate: float = 0.0) -> Debt:
    """The debt of these findings, by code, of which 20 hours buy the first ones."""
    codes = sorted({finding.code for finding in findings})
    kinds = tuple(
        DebtKind(code, sum(one.code == code for one in findings), place, Range(40.0, 95.0), Range(12.0, 30.0))
        for place, code in enumerate(codes)
    )
    chosen = tuple(one.fingerprint for one in findings[:6])
    return Debt(
        kinds,
        Span(380.0, 560.0, 900.0),
        Span(120.0, 190.0, 300.0),
        Span(0.09, 0.12, 0.16),
        Span(0.02, 0.03, 0.05),
        12,
        Range(34.0, 80.0),
        Bought(20.0, 18.4, chosen, Span(8.0, 14.0, 26.0), Span(1.0, 3.0, 6.0)),
        rate,
        "EUR" if rate else "",
    )


def with_prospects(report: CodeReport, now: int, *, rate: float = 0.0) -> CodeReport:
    """Add to a report what the ranking, the prices and the suppressions of a real look would add."""
    found = tuple(priced(one, place, now) for place, one in enumerate(report.findings))
    sources = [one.file.path for one in report.files if one.file.kind == "source"]
    aside = tuple(
        replace(
            one, fingerprint=f"aside-{place}", suppressed=Suppression("comment", "kept for the old client")
        )
        for place, one in enumerate(found[:2])
    )
    return replace(
        report, findings=found, ranking=ranking(sources, now), debt=debt(found, rate=rate), suppressed=aside
    )


def with_texts(report: CodeReport, texts: Sequence[str]) -> CodeReport:
    """Put texts from outside into all that a ranking, a price and a debt tell in words."""
    assert report.ranking is not None
    assert report.debt is not None

    def text(place: int) -> str:
        return texts[place % len(texts)]

    files = tuple(
        replace(one, path=text(place), reasons=((text(place + 1), 2.0), ("size", 0.5)))
        for place, one in enumerate(report.ranking.files)
    )
    windows = tuple(
        replace(one, commit=text(place), scores=(*one.scores, replace(one.scores[0], order=text(place))))
        for place, one in enumerate(report.ranking.proof.windows)
    )
    told = replace(report.ranking.proof, evidence=text(2), claim=False, reason=text(3), windows=windows)
    found = tuple(
        replace(
            one,
            repair=text(place),
            evidence=(text(place + 1), text(place + 2)),
            certainty=Certainty(0.9, 0.8, 1.0, text(place), 60, 54),
            price=replace(one.price, basis=text(place)) if one.price else None,
        )
        for place, one in enumerate(report.findings)
    )
    owed = replace(
        report.debt,
        kinds=tuple(replace(one, code=text(place)) for place, one in enumerate(report.debt.kinds)),
        currency=text(1),
        rate=60.0,
    )
    return replace(
        report, ranking=replace(report.ranking, files=files, proof=told), findings=found, debt=owed
    )
