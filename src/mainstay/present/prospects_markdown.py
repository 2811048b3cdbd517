"""What to mend first, where fixes will fall, what that was worth, and the debt, as Markdown."""

from collections.abc import Iterator, Sequence

from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Finding
from mainstay.domain.ranking import Expectation, Proof
from mainstay.present.amounts import carried, hour, hours, money
from mainstay.present.debt_words import RANGES, TOPIC, budget_line, priced, ratio_line, set_aside, totals
from mainstay.present.finding_words import bare_place, certainty, course, looked_at, since
from mainstay.present.markdown_text import code, escaped, table
from mainstay.present.numbers import NONE, decimal
from mainstay.present.prospects import (
    MEASURES,
    READ_FIRST,
    WHICH_FILES,
    below_chance,
    expected,
    labels,
    means,
    order_name,
    reasons,
    windows_won,
    worth,
)
from mainstay.present.ranking import read_first, to_mend, which_files


def mending_blocks(report: CodeReport, top: int) -> Iterator[str]:
    """Give the findings to mend first, and what some hours buy."""
    found = to_mend(report, top)
    if found:
        heads = ("What to mend first", "Place", "To mend", "A year", "Since", "Course")
        now = looked_at(report)
        yield table(heads, [_finding(one, report, now) for one in found], "llrrll")
    if told := budget_line(report):
        yield f"**{escaped(told)}.**"
        yield f"<sub>{escaped(RANGES)}.</sub>"
    if report.debt is None and (aside := set_aside(report)):
        yield f"{escaped(aside)}."


def prospects_blocks(report: CodeReport, top: int) -> Iterator[str]:
    """Give the first files of both orders, and what the orders were worth here."""
    if report.ranking is None:
        return
    if report.ranking.files:
        for order, files in ((READ_FIRST, read_first(report, top)), (WHICH_FILES, which_files(report, top))):
            worse = below_chance(report.ranking.proof, order)
            yield f"**{order_name(order)}** {escaped(worse)}" if worse else _files(order_name(order), files)
    yield from _proof(report.ranking.proof)


def debt_blocks(report: CodeReport) -> Iterator[str]:
    """Give the debt by kind, with both ratios."""
    debt = report.debt
    if debt is None or not debt.kinds:
        return
    told = [totals(debt), ratio_line(debt).removesuffix(".")]
    lines = ". ".join(escaped(line) for line in told if line)
    yield f"**Debt** {lines}. `mainstay explain {TOPIC}` tells where hours come from."
    if debt.kinds and priced(debt):
        rows = [
            (
                code(kind.code),
                str(kind.findings),
                str(kind.suppressed),
                hours(kind.effort) if kind.effort.p90 > 0 else NONE,
                carried(kind.carrying) if kind.effort.p90 > 0 else NONE,
            )
            for kind in debt.kinds
        ]
        yield table(("Debt by kind", "Listed", "Set aside", "To mend", "A year"), rows, "lrrrr")


def _finding(one: Finding, report: CodeReport, now: int) -> tuple[str, ...]:
    what = [escaped(one.text) or code(one.code)]
    if one.repair:
        what.append(escaped(one.repair))
    if one.certainty:
        what.append(escaped(certainty(one.certainty)))
    price = one.price
    cost = escaped(money(price.carrying, report.debt)) if price else ""
    return (
        "; ".join(what),
        code(bare_place(one)),
        hours(price.effort) if price else NONE,
        f"{carried(price.carrying)}{f' ({cost})' if cost else ''}" if price else NONE,
        escaped(since(one, now)) or NONE,
        escaped(" ".join(course(one)).strip()) or NONE,
    )


def _files(name: str, files: Sequence[Expectation]) -> str:
    rows = [
        (code(one.path), expected(one), hour(one.hours), decimal(one.per_hour), escaped(reasons(one)) or NONE)
        for one in files
    ]
    return table((name, "Fixes a year (80 %)", "To read", "An hour", "Why"), rows, "lrrrl")


def _proof(proof: Proof) -> Iterator[str]:
    told = " ".join(worth(proof))
    if not proof.windows:
        yield escaped(told)
        return
    how = labels(proof)
    yield escaped(f"{told} {windows_won(proof)} {how[:1].upper()}{how[1:]}.".replace("  ", " "))
    heads = [
        f"Means over the windows{'' if proof.claim else ', which carry no claim'}",
        *(one.name for one in MEASURES),
    ]
    rows = [
        [f"{escaped(order.name)}{' (ours)' if order.ours else ''}", *order.figures] for order in means(proof)
    ]
    yield table(heads, rows, "lrrr")
