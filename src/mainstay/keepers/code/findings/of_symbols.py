"""Findings about a function, a class or a note in a comment."""

from collections.abc import Iterator

from mainstay.analysis.health.excess import FUNCTION_RULES, LARGE_CLASS, Excess, excesses
from mainstay.analysis.health.parts import PartRule
from mainstay.domain.code_report import FileReport
from mainstay.domain.finding import Finding, Urgency
from mainstay.keepers.code.content import MARKER, marker_symbol
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.repairs import proposal

_VERY_LARGE = 2.0  # times the limit


def of_symbols(report: FileReport, ground: Ground) -> Iterator[Finding]:
    """Name every function and class of a file that is beyond a limit."""
    for one in excesses(report.file.functions, report.file.types, ground.thresholds):
        if one.code == LARGE_CLASS:
            yield _of_class(report, one, ground)
        else:
            yield _of_function(report, one, ground)


def _of_function(report: FileReport, one: Excess, ground: Ground) -> Finding:
    told = FUNCTION_RULES[one.code]
    rule, function = ground.rules[told.part], one.what
    return Finding(
        code=one.code,
        path=report.file.path,
        line=function.line,
        end_line=function.end_line,
        symbol=function.name,
        text=told.sentence.format(value=one.value, limit=rule.limit),
        urgency=_urgency(rule, one.value),
        value=one.value,
        limit=rule.limit,
        lost=round(function.code_lines * rule.ramp(one.value) * ground.per_line.get(told.part, 0.0), 6),
        fingerprint=ground.fingerprint(one.code, function.name, report.file.path),
        repair=proposal(one.code, one.value, rule.limit),
    )


def _urgency(rule: PartRule, value: float) -> Urgency:
    share = rule.ramp(value)
    return Urgency.HIGH if share >= 0.75 else Urgency.MEDIUM if share >= 0.25 else Urgency.LOW


def _of_class(report: FileReport, one: Excess, ground: Ground) -> Finding:
    definition, limit = one.what, one.limit
    return Finding(
        code=LARGE_CLASS,
        path=report.file.path,
        line=definition.line,
        end_line=definition.end_line,
        symbol=definition.name,
        text=f"{one.value:,.0f} methods, limit {limit:,.0f}, that take {definition.cyclomatic:,} decisions",
        urgency=Urgency.MEDIUM if one.value > limit * _VERY_LARGE else Urgency.LOW,
        value=one.value,
        limit=limit,
        lost=0.0,
        fingerprint=ground.fingerprint(LARGE_CLASS, definition.name, report.file.path),
        repair=proposal(LARGE_CLASS, one.value, limit),
    )


def of_markers(report: FileReport, ground: Ground) -> Iterator[Finding]:
    """Name every note to self in a file's comments."""
    path = report.file.path
    for marker in report.file.markers:
        said = marker_symbol(marker)
        yield Finding(
            code=MARKER,
            path=path,
            line=marker.line,
            end_line=marker.line,
            symbol="",
            text=said,
            urgency=Urgency.LOW,
            value=1.0,
            limit=0.0,
            lost=0.0,
            fingerprint=ground.fingerprint(MARKER, said, path),
            repair=proposal(MARKER),
        )
