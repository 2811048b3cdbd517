"""Findings about files that break a contract on imports."""

from collections.abc import Iterator

from mainstay.domain.architecture import Architecture, Violation
from mainstay.domain.finding import Finding, Urgency
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.repairs import proposal

LAYER_VIOLATION = "layer-violation"
_MOST_STEPS = 12


def of_architecture(architecture: Architecture, ground: Ground) -> Iterator[Finding]:
    """Name every file that breaks a contract, once for each contract."""
    for violation in architecture.violations:
        yield _of_violation(violation, ground)


def _of_violation(violation: Violation, ground: Ground) -> Finding:
    steps = [f"{step.importer}:{step.line} imports {step.imported}" for step in violation.chain[:_MOST_STEPS]]
    left = len(violation.chain) - len(steps)
    return Finding(
        code=LAYER_VIOLATION,
        path=violation.path,
        line=violation.line,
        end_line=violation.line,
        symbol=violation.contract,
        text=violation.text,
        urgency=Urgency.MEDIUM,
        value=float(max(len(violation.chain), 1)),
        limit=0.0,
        lost=0.0,
        fingerprint=ground.fingerprint(LAYER_VIOLATION, violation.contract, violation.path),
        evidence=(
            f"Contract {violation.contract} in {violation.source}",
            *steps,
            *([f"and {left} more imports"] if left > 0 else []),
        ),
        repair=proposal(LAYER_VIOLATION),
        chain=violation.chain[:_MOST_STEPS],
    )
