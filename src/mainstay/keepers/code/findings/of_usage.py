"""Findings about what nothing uses, circles of imports, and dependencies."""

from collections.abc import Iterator, Mapping, Set

from mainstay.domain.finding import Certainty, Finding, Urgency
from mainstay.domain.history import FileHistory
from mainstay.domain.usage import Confidence, Cycle, DependencyFinding, Step, Unused, Usage
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.repairs import proposal
from mainstay.present.visible import visible

IMPORT_CYCLE = "import-cycle"
_MONTH = 30.44 * 86_400
_MOST_STEPS = 12
_LONGEST_NAME = 200


def of_usage(
    usage: Usage, paths: Set[str], histories: Mapping[str, FileHistory], at: int, ground: Ground
) -> Iterator[Finding]:
    """Name all that a survey found within `paths`; what nothing uses says when its file was last changed, by `at`."""
    for one in usage.unused:
        if one.path in paths:
            known = [histories[path] for path in one.paths or (one.path,) if path in histories]
            changed_at = max((history.changed_at for history in known), default=None)
            yield _of_unused(one, changed_at, at, ground)
    for cycle in usage.cycles:
        yield _of_cycle(cycle, ground)
    for dependency in usage.dependencies:
        yield _of_dependency(dependency, ground)


def _of_unused(one: Unused, changed_at: int | None, at: int, ground: Ground) -> Finding:
    text = one.text
    if changed_at is not None and one.code == "dead-module":
        months = int((at - changed_at) / _MONTH)
        when = f"{months // 12} years" if months >= 24 else f"{months} months" if months > 1 else ""
        text += f", last changed {when} ago" if when else ", changed this month"
    # A module is known by its file, a package by its name too: every package has an `__init__`.
    symbol = one.symbol.rpartition(".")[2] if one.paths else "" if one.code == "dead-module" else one.symbol
    return Finding(
        code=one.code,
        path=one.path,
        line=one.line,
        end_line=one.end_line,
        symbol=symbol,
        text=text,
        urgency=Urgency.MEDIUM if one.code == "dead-module" else Urgency.LOW,
        value=float(one.lines),
        limit=0.0,
        lost=0.0,
        fingerprint=ground.fingerprint(one.code, symbol, one.path),
        evidence=one.evidence,
        certainty=_certainty(one.confidence, one.why),
        repair=proposal(one.code),
    )


def _of_cycle(cycle: Cycle, ground: Ground) -> Finding:
    steps = [f"{step.importer}:{step.line} imports {step.imported}" for step in cycle.shortest[:_MOST_STEPS]]
    left = len(cycle.shortest) - len(steps)
    advice = f"Without {cycle.cut.importer}:{cycle.cut.line} {cycle.broken} of them stand in no circle"
    return Finding(
        code=IMPORT_CYCLE,
        path=cycle.cut.importer,
        line=cycle.cut.line,
        end_line=cycle.cut.line,
        symbol="",
        text=cycle.text,
        urgency=Urgency.LOW,
        value=float(len(cycle.paths)),
        limit=1.0,
        lost=0.0,
        fingerprint=ground.fingerprint(IMPORT_CYCLE, "", min(cycle.paths)),
        evidence=(*steps, *([f"and {left} more imports"] if left > 0 else []), advice),
        repair=proposal(IMPORT_CYCLE),
        chain=cycle.shortest[:_MOST_STEPS],
        made_of=tuple(sorted(_named(step, ground) for step in cycle.imports)),
    )


def _named(step: Step, ground: Ground) -> str:
    """Name an import so that it keeps its name when its files are moved or renamed."""
    importer, imported = (
        visible(ground.first_name(path), _LONGEST_NAME) for path in (step.importer, step.imported)
    )
    return f"{importer} -> {imported}"


def _of_dependency(one: DependencyFinding, ground: Ground) -> Finding:
    return Finding(
        code=one.code,
        path=one.path,
        line=one.line,
        end_line=one.line,
        symbol=one.name,
        text=one.text,
        urgency=Urgency.LOW,
        value=1.0,
        limit=0.0,
        lost=0.0,
        fingerprint=ground.fingerprint(one.code, one.name, one.path),
        evidence=one.evidence,
        certainty=_certainty(one.confidence, one.code),
        repair=proposal(one.code),
    )


def _certainty(confidence: Confidence, evidence: str) -> Certainty:
    return Certainty(
        confidence.mean, confidence.low, confidence.high, evidence, confidence.judged, confidence.right
    )
