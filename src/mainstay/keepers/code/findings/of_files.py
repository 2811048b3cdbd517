"""Findings about a whole file: its size, copies, fixes, and who knows it."""

from collections.abc import Iterator

from mainstay.analysis.health.parts import PartRule
from mainstay.domain.code_report import FileReport
from mainstay.domain.finding import Finding, Urgency
from mainstay.domain.history import FileHistory
from mainstay.domain.source_file import FileKind, SourceFile
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.repairs import proposal

WORTH_KNOWING = 100
"""Code lines from which on it matters that nobody, or only one person, knows a file."""
FEWEST_FIXES = 3
"""Two fixes in a year are chance; from three on a file is told as one that keeps being fixed."""
_ALONE = 0.95
_FEWEST_COMMITS = 10
_FEWEST_PEOPLE = 3
_APART = "Move the long lines to a file of their own, or name it under generated in mainstay.toml."
"""Where only one or two people work, that one of them knows a file alone tells nothing."""


def of_file(report: FileReport, ground: Ground) -> Iterator[Finding]:
    """Name what is to be found about a file as a whole."""
    yield from _size_and_copies(report, ground)
    history = report.history
    if history is not None:
        yield from _fixes(report, history, ground)
        yield from _knowledge(report, history, ground)


def _size_and_copies(report: FileReport, ground: Ground) -> Iterator[Finding]:
    file, large = report.file, ground.rules["files"]
    if file.code_lines > large.limit:
        text = f"{file.code_lines:,} code lines, limit {large.limit:,.0f}"
        yield _about(report, "large-file", large, text, file.code_lines, ground)
    if file.duplicated:
        largest = max(file.duplicated, key=lambda region: region.end_line - region.line)
        count = len(file.duplicated)
        text = f"{file.duplicated_lines} lines in {count} {'place' if count == 1 else 'places'} stand again"
        if place := ground.again(file.path, largest):
            text += f" in {place}" if count == 1 else f", the largest in {place}"
        rule = ground.rules["duplication"]
        lines = (largest.line, largest.end_line)
        yield _about(report, "duplicated-code", rule, text, file.duplicated_lines, ground, lines)


def _fixes(report: FileReport, history: FileHistory, ground: Ground) -> Iterator[Finding]:
    rule = ground.rules["fixes"]
    if history.fixes_year >= max(rule.limit, FEWEST_FIXES):
        text = f"fixed {history.fixes_year} times in the year, in {history.commits_year} commits"
        yield _about(report, "fixed-again", rule, text, history.fixes_year, ground)


def _knowledge(report: FileReport, history: FileHistory, ground: Ground) -> Iterator[Finding]:
    rule = ground.rules["knowledge"]
    if report.file.code_lines < WORTH_KNOWING:
        return
    if not history.owner_active and report.lost.get(rule.code, 0.0) > 0:
        text = f"{history.owner} made {history.owner_share:.0%} of its commits and has left"
        yield _about(report, "knowledge-left", rule, text, history.owner_share, ground)


def of_knowledge(report: FileReport, ground: Ground) -> Iterator[Finding]:
    """Name a file that only one person knows; the score takes nothing off for it, so files without losses have it too."""
    rule, history = ground.rules["knowledge"], report.history
    if history is None or report.file.code_lines < WORTH_KNOWING:
        return
    alone = history.owner_active and history.owner_share >= _ALONE and history.commits >= _FEWEST_COMMITS
    if alone and ground.active >= _FEWEST_PEOPLE:
        text = f"{history.owner} made {history.owner_share:.0%} of its {history.commits} commits"
        yield _about(report, "knowledge-of-one", rule, text, history.owner_share, ground)


def _about(
    report: FileReport,
    code: str,
    rule: PartRule,
    text: str,
    value: float,
    ground: Ground,
    lines: tuple[int, int] = (1, 1),
) -> Finding:
    lost = report.lost.get(rule.code, 0.0)
    return Finding(
        code=code,
        path=report.file.path,
        line=lines[0],
        end_line=lines[1],
        symbol="",
        text=text,
        urgency=Urgency.HIGH if lost >= 0.25 else Urgency.MEDIUM if lost >= 0.05 else Urgency.LOW,
        value=float(value),
        limit=rule.limit,
        lost=round(lost, 6),
        fingerprint=ground.fingerprint(code, "", report.file.path),
        repair=proposal(code, value, rule.limit),
    )


def unparsed(file: SourceFile, ground: Ground) -> Finding:
    """Name a file that could not be parsed, or was not for long lines that are no code."""
    line = _line_in(file.error)
    minified = file.kind is FileKind.MINIFIED
    return Finding(
        code="does-not-parse",
        path=file.path,
        line=line,
        end_line=line,
        symbol="",
        text=file.error,
        urgency=Urgency.MEDIUM if minified else Urgency.HIGH,
        value=1.0,
        limit=0.0,
        lost=0.0,
        fingerprint=ground.fingerprint("does-not-parse", "", file.path),
        repair=_APART if minified else proposal("does-not-parse"),
    )


def _line_in(error: str) -> int:
    words = error.removeprefix("line ").partition(":")[0]
    return int(words) if error.startswith("line ") and words.isdigit() else 1
