"""The report as compact Markdown, for a merge request or a wiki page."""

from collections import Counter
from collections.abc import Iterator

from mainstay.domain.architecture import Verdict
from mainstay.domain.code_report import CodeReport
from mainstay.domain.health import Part
from mainstay.domain.notice import Weight
from mainstay.present.architecture_words import contracts_told, parts_told
from mainstay.present.change_markdown import change_blocks
from mainstay.present.drift_words import drift_matters, drift_told, since_told
from mainstay.present.markdown_text import code, escaped, table
from mainstay.present.numbers import NONE, count, decimal, percent, plural, signed, signed_percent
from mainstay.present.plugins import heading, told
from mainstay.present.prospects_markdown import debt_blocks, mending_blocks, prospects_blocks
from mainstay.present.ranking import costly_files, hard_functions
from mainstay.present.suite_markdown import tests_blocks
from mainstay.present.times import exact
from mainstay.present.wording import (
    ASPECTS,
    amount,
    earlier,
    headline,
    measure,
    mover_name,
    part_title,
    scope_name,
    spans_note,
)

_MOST_NOTICES = 10
_MOST_CONTRACTS = 10


def render(report: CodeReport, *, top: int = 5) -> str:
    """Give the report as Markdown; `top` bounds the rows of each table. No text of the repository acts as markup."""
    blocks = _blocks(report, top)
    if report.comparison is not None:
        blocks = change_blocks(report, report.comparison, top, blocks)
    return "\n\n".join(blocks) + "\n"


def _blocks(report: CodeReport, top: int) -> Iterator[str]:
    yield f"## {code(report.repository.name)} {escaped(headline(report))}"
    yield _scope(report)
    if report.comparison is None:
        yield from mending_blocks(report, top)
    if any(part.points is not None for part in report.score.parts):
        yield table(("Part", "Points", "Lines lost"), (_part(part) for part in report.score.parts), "lrr")
    yield from prospects_blocks(report, top)
    yield from debt_blocks(report)
    yield from _architecture(report)
    yield from tests_blocks(report.tests, top)
    yield from _changes(report, top)
    if moved := list(_movements(report)):
        yield "**What moved the score**\n\n" + "\n".join(moved)
    yield from _worst(report, top)
    yield from _found(report)
    yield from _plugins(report)
    yield f"<sub>mainstay {escaped(report.version)}</sub>"


def _scope(report: CodeReport) -> str:
    scope = report.scope
    if not scope.commit:
        return "No commit yet."
    changed = scope.edited + scope.added + scope.removed
    told = [
        f"Commit {code(scope.commit[:10])}{f' on {code(scope.branch)}' if scope.branch else ''}"
        f" of {exact(scope.committed_at)}",
        *filter(None, [spans_note(scope)]),
        f"{plural(changed, 'uncommitted file')} in it" if changed else "nothing uncommitted",
    ]
    told += [
        f"{escaped(language.language)}: {plural(language.files, 'file')}, {count(language.code_lines)} code lines"
        for language in report.languages
        if language.parsed
    ]
    told += [f"{escaped(name)}: {escaped(text)}" for name, text in sorted(report.labels.items())]
    return "; ".join(told) + "."


def _part(part: Part) -> tuple[str, str, str]:
    name = f"{ASPECTS[part.aspect]}: {escaped(part.title)}"
    if part.points is None:
        return name, NONE, escaped(part.reason)
    return name, f"{decimal(part.points)} / {decimal(part.weight, 0)}", percent(part.lost_share)


def _architecture(report: CodeReport) -> Iterator[str]:
    found = report.architecture
    if found is None or not (found.contracts or drift_matters(found)):
        return
    rows = (
        (escaped(one.name[:100]), one.verdict.value, count(one.violations), escaped(one.reason[:200]))
        for one in found.contracts
        if one.verdict is not Verdict.KEPT
    )
    told = "; ".join(filter(None, (contracts_told(found), parts_told(found), drift_told(found))))
    yield f"**Architecture**: {escaped(told)}."
    if broken := list(rows)[:_MOST_CONTRACTS]:
        yield table(("Contract", "Verdict", "Files", "Reason"), broken, "llrl")
    if found.drift is not None and found.drift.broken_new:
        new = [
            (code(one.path), escaped(one.contract[:100])) for one in found.drift.broken_new[:_MOST_CONTRACTS]
        ]
        yield table((f"Newly against a contract {escaped(since_told(found.drift))}", "Contract"), new, "ll")


def _changes(report: CodeReport, top: int) -> Iterator[str]:
    if report.trend is None:
        return
    for title, changes in (("Got worse", report.trend.worse), ("Got better", report.trend.better)):
        if changes:
            rows = (
                (
                    scope_name(change.path) if change.path == "/" else code(change.path),
                    escaped(measure(change.measure)),
                    amount(change),
                    signed_percent(change.lines_share),
                    signed(change.points),
                )
                for change in changes[:top]
            )
            heading = f"{title} against {earlier(escaped(changes[0].since))}"
            yield table((heading, "Measure", "Change", "Lines", "Points"), rows, "llrrr")


def _movements(report: CodeReport) -> Iterator[str]:
    for movement in report.movements:
        if movement.before is None or movement.after is None:
            continue
        movers = [mover for mover in movement.movers[:2] if round(mover.points, 1)]
        causes = ", ".join(
            f"{signed(mover.points)} {escaped(part_title(report, mover.part))} in "
            f"{code(mover.path) if mover.path else mover_name(mover)}"
            for mover in movers
        )
        change = signed(movement.after - movement.before)
        told = f"- {earlier(escaped(movement.since))} {decimal(movement.before)}, since then {change}"
        yield f"{told}: {causes}" if causes else told


def _worst(report: CodeReport, top: int) -> Iterator[str]:
    files = costly_files(report, top)
    if files:
        rows = (
            (
                code(file.file.path),
                decimal(file.lost_total, 2),
                count(file.file.code_lines),
                count(file.file.cognitive),
                count(file.history.commits_year) if file.history else NONE,
            )
            for file in files
        )
        yield table(
            ("Costliest files", "Points lost", "Code lines", "Complexity", "Changes a year"), rows, "lrrrr"
        )
    functions = hard_functions(report, top)
    if functions:
        found = (
            (
                code(function.name),
                code(f"{file.file.path}:{function.line}"),
                count(function.cognitive),
                count(function.code_lines),
            )
            for file, function in functions
        )
        yield table(("Hardest functions", "Place", "Complexity", "Code lines"), found, "llrr")


def _plugins(report: CodeReport) -> Iterator[str]:
    if report.plugins:
        lines = [f"- {code(heading(run))}: {escaped(told(run))}" for run in report.plugins]
        yield "**Plugins**\n\n" + "\n".join(lines)


def _found(report: CodeReport) -> Iterator[str]:
    if report.findings:
        counts = Counter(finding.code for finding in report.findings).most_common()
        some = len(report.findings) < report.findings_total
        told = ", ".join(f"{count(number)} {code(of)}" for of, number in counts)
        first = f" (first {count(len(report.findings))} of {count(report.findings_total)})" if some else ""
        yield f"**Findings**{first}: {told}. `mainstay explain CODE` tells what one means."
    limits = [notice for notice in report.notices if notice.weight is Weight.LIMIT][:_MOST_NOTICES]
    if limits:
        yield "**To know**\n\n" + "\n".join(f"- {escaped(notice.text)}" for notice in limits)
