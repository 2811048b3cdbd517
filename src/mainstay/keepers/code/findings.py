"""What needs attention in the code as it is now, each with its place and what it costs."""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from mainstay.analysis.health.parts import PartRule
from mainstay.analysis.syntax.measure import READ_IN_PART
from mainstay.domain.code_report import FileReport
from mainstay.domain.finding import Finding, Urgency
from mainstay.domain.source_file import MODULE, Function, Region, SourceFile

MOST = 10_000
_WORTH_KNOWING = 100
"""Code lines from which on it matters that nobody knows a file."""

# code -> (part, field of Function, sentence)
FUNCTION_RULES = {
    "complex-function": ("complexity", "cognitive", "cognitive complexity {value:,.0f}, limit {limit:,.0f}"),
    "long-function": ("length", "code_lines", "{value:,.0f} code lines, limit {limit:,.0f}"),
    "deep-nesting": ("nesting", "nesting", "nested {value:.0f} deep, limit {limit:.0f}"),
    "many-parameters": ("parameters", "parameters", "{value:.0f} parameters, limit {limit:.0f}"),
}


def findings(
    files: Sequence[FileReport],
    rules: Sequence[PartRule],
    per_line: Mapping[str, float],
    again: Callable[[str, Region], str],
) -> list[Finding]:
    """Name all findings, the most urgent first, and of these the most costly.

    `rules` are those that the score was worked out by; `per_line` is what one lost line of each part costs, in points;
    `again` names where a copied region of a path stands again, "" where only within itself.
    """
    by_part = {rule.code: rule for rule in rules}
    found: list[Finding] = []
    for report in files:
        file = report.file
        if not file.kind.maintained:
            continue
        if file.error not in {"", READ_IN_PART}:
            found.append(_unparsed(file))
        # A file without losses is a test, or within every limit.
        if report.lost:
            for function in file.functions:
                found += _of_function(report, function, by_part, per_line)
            found += _of_file(report, by_part, again)
    found = _told_apart(found, files)
    found.sort(key=lambda finding: (-finding.urgency, -finding.lost, finding.path, finding.line))
    return found


def _told_apart(found: Iterable[Finding], files: Iterable[FileReport]) -> list[Finding]:
    """Number findings whose names would be one, the oldest file first: its age is what a file keeps when it moves."""
    born = {report.file.path: report.history.created_at for report in files if report.history is not None}
    seen: Counter[str] = Counter()
    told = []
    for finding in sorted(found, key=lambda one: (born.get(one.path, math.inf), one.path, one.line)):
        number = seen[finding.fingerprint]
        seen[finding.fingerprint] += 1
        told.append(
            replace(finding, fingerprint=_numbered(finding.fingerprint, number)) if number else finding
        )
    return told


def _numbered(name: str, number: int) -> str:
    return hashlib.sha256(f"{name}\0{number}".encode()).hexdigest()[:16]


def _of_function(
    report: FileReport, function: Function, rules: Mapping[str, PartRule], per_line: Mapping[str, float]
) -> list[Finding]:
    found = []
    for code, (part, field, sentence) in FUNCTION_RULES.items():
        rule = rules[part]
        value = float(getattr(function, field))
        if value <= rule.limit or (part == "length" and function.name == MODULE):
            continue
        found.append(
            Finding(
                code=code,
                path=report.file.path,
                line=function.line,
                end_line=function.end_line,
                symbol=function.name,
                text=sentence.format(value=value, limit=rule.limit),
                urgency=_urgency(rule, value),
                value=value,
                limit=rule.limit,
                lost=round(function.code_lines * rule.ramp(value) * per_line.get(part, 0.0), 6),
                fingerprint=fingerprint(code, function.name, report.file.path.rpartition("/")[2]),
            )
        )
    return found


def _urgency(rule: PartRule, value: float) -> Urgency:
    share = rule.ramp(value)
    return Urgency.HIGH if share >= 0.75 else Urgency.MEDIUM if share >= 0.25 else Urgency.LOW


def _of_file(
    report: FileReport, rules: Mapping[str, PartRule], again: Callable[[str, Region], str]
) -> list[Finding]:
    file, history = report.file, report.history
    found = []
    large = rules["files"]
    if file.code_lines > large.limit:
        text = f"{file.code_lines:,} code lines, limit {large.limit:,.0f}"
        found.append(_about(report, "large-file", large, text, file.code_lines))
    if file.duplicated:
        largest = max(file.duplicated, key=lambda region: region.end_line - region.line)
        count = len(file.duplicated)
        text = f"{file.duplicated_lines} lines in {count} {'place' if count == 1 else 'places'} stand again"
        if place := again(file.path, largest):
            text += f" in {place}" if count == 1 else f", the largest in {place}"
        found.append(
            _about(
                report,
                "duplicated-code",
                rules["duplication"],
                text,
                file.duplicated_lines,
                line=largest.line,
                end_line=largest.end_line,
            )
        )
    fixes = rules["fixes"]
    if history is not None and history.fixes_year >= max(fixes.limit * 3, 3):
        text = f"fixed {history.fixes_year} times in the year, in {history.commits_year} commits"
        found.append(_about(report, "fixed-again", fixes, text, history.fixes_year))
    knowledge = rules["knowledge"]
    worth = file.code_lines >= _WORTH_KNOWING and report.lost.get(knowledge.code, 0.0) > 0
    if history is not None and not history.owner_active and worth:
        text = f"{history.owner} made {history.owner_share:.0%} of its commits and has left"
        found.append(_about(report, "knowledge-left", knowledge, text, history.owner_share))
    return found


def _about(
    report: FileReport,
    code: str,
    rule: PartRule,
    text: str,
    value: float,
    *,
    line: int = 1,
    end_line: int = 1,
) -> Finding:
    lost = report.lost.get(rule.code, 0.0)
    return Finding(
        code=code,
        path=report.file.path,
        line=line,
        end_line=end_line,
        symbol="",
        text=text,
        urgency=Urgency.HIGH if lost >= 0.25 else Urgency.MEDIUM if lost >= 0.05 else Urgency.LOW,
        value=float(value),
        limit=rule.limit,
        lost=round(lost, 6),
        fingerprint=fingerprint(code, "", report.file.path.rpartition("/")[2]),
    )


def _unparsed(file: SourceFile) -> Finding:
    line = _line_in(file.error)
    return Finding(
        code="does-not-parse",
        path=file.path,
        line=line,
        end_line=line,
        symbol="",
        text=file.error,
        urgency=Urgency.HIGH,
        value=1.0,
        limit=0.0,
        lost=0.0,
        fingerprint=fingerprint("does-not-parse", "", file.path.rpartition("/")[2]),
    )


def _line_in(error: str) -> int:
    words = error.removeprefix("line ").partition(":")[0]
    return int(words) if error.startswith("line ") and words.isdigit() else 1


def fingerprint(code: str, symbol: str, name: str) -> str:
    """Name a finding so that it keeps its name when the file moves to another folder or is reformatted."""
    text = "\0".join((code, symbol, name)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()[:16]
