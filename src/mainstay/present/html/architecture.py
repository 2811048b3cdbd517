"""What the report's section on architecture shows: contracts, the picture of the parts, and their tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.domain.architecture import Contract, Dependency, Drift, Part, Verdict
from mainstay.domain.code_report import CodeReport
from mainstay.present.architecture_words import contracts_told, parts_told
from mainstay.present.charts.layers import layers
from mainstay.present.drift_words import circle_told, drift_told

_MOST_CONTRACTS = 50
_MOST_DEPENDENCIES = 100
_MOST_PATHS = 4
_SIGNS = {Verdict.KEPT: "✓ kept", Verdict.BROKEN: "✗ broken", Verdict.NOT_JUDGED: "? not judged"}


@dataclass(frozen=True, slots=True)
class ArchitectureSection:
    """The section: `told` in a sentence, contracts with their signs, the drawing, parts, and what they import.

    `drifted` tells the drift in a sentence, `circles` those new or grown: (what they are, the first files, how many more).
    """

    told: str
    contracts: Sequence[tuple[str, Contract]]
    contracts_left: int
    drawing: Markup
    parts: Sequence[Part]
    dependencies: Sequence[tuple[str, Dependency]]
    dependencies_left: int
    drift: Drift | None = None
    drifted: str = ""
    circles: Sequence[tuple[str, str, int]] = ()


def architecture_section(report: CodeReport) -> ArchitectureSection | None:
    """Gather the section, None where there is no contract and fewer than two parts."""
    found = report.architecture
    if found is None:
        return None
    told = "; ".join(filter(None, (contracts_told(found), parts_told(found))))
    if not told:
        return None
    order = (Verdict.BROKEN, Verdict.NOT_JUDGED, Verdict.KEPT)
    contracts = sorted(found.contracts, key=lambda one: order.index(one.verdict))
    dependencies = sorted(found.dependencies, key=lambda one: not (one.against or one.circular))
    return ArchitectureSection(
        told,
        [(_SIGNS[one.verdict], one) for one in contracts[:_MOST_CONTRACTS]],
        max(len(contracts) - _MOST_CONTRACTS, 0),
        layers(found, "layers"),
        [part for part in found.parts if part.fan_in or part.fan_out],
        [(_sign(one), one) for one in dependencies[:_MOST_DEPENDENCIES]],
        max(len(dependencies) - _MOST_DEPENDENCIES, 0),
        found.drift,
        drift_told(found),
        _circles(found.drift) if found.drift is not None else (),
    )


def _circles(drift: Drift) -> list[tuple[str, str, int]]:
    return [
        (circle_told(one), ", ".join(one.paths[:_MOST_PATHS]), max(one.files - _MOST_PATHS, 0))
        for one in (*drift.circles_new, *drift.circles_grown)
    ]


def _sign(one: Dependency) -> str:
    if one.against:
        return "↑ against a contract"
    return "↑ closes a circle" if one.circular else "↓"
