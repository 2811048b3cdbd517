"""What nothing uses, what imports itself in a circle, and what is declared and imported apart: each with its evidence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Confidence:
    """The chance that a finding of a class is right: `mean`, and between `low` and `high` with a chance of 90 %.

    `judged` findings of the class were judged, of which `right` were right.
    """

    mean: float
    low: float
    high: float
    judged: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Unused:
    """A module or definition that nothing is known to use.

    `code` is "dead-" and the kind (module, function, class, method, variable); `why` the evidence class; `evidence` are
    sentences. Lines are 1-based and inclusive, `lines` is their number. Of a package `path` is its `__init__`, `paths` are
    all its modules, and `lines` counts all of theirs.
    """

    code: str
    path: str
    line: int
    end_line: int
    symbol: str
    why: str
    text: str
    evidence: tuple[str, ...]
    confidence: Confidence
    lines: int
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One import: the module at `importer` imports the one at `imported` on `line`."""

    importer: str
    imported: str
    line: int


@dataclass(frozen=True, slots=True)
class Cycle:
    """Modules that import each other when they run. `shortest` is one shortest circle, `cut` the import advised to go.

    `broken` is how many of the circle's modules no longer stand in one when `cut` is gone. `imports` are all those between
    its modules, none where they are too many to be kept.
    """

    paths: tuple[str, ...]
    shortest: tuple[Step, ...]
    cut: Step
    broken: int
    text: str
    imports: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class DependencyFinding:
    """A dependency that is declared and not used, used and not declared, or declared for the wrong purpose.

    `code` is "unused-dependency", "missing-dependency" or "test-only-dependency"; `name` the distribution (the module's
    name where none is known); `path` and `line` say where it is declared, or first imported.
    """

    code: str
    name: str
    path: str
    line: int
    text: str
    evidence: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Usage:
    """All that was found, the surest and largest first.

    `unlisted` counts what was seen and is not listed, by evidence class: what would be wrong too often.
    """

    unused: tuple[Unused, ...]
    cycles: tuple[Cycle, ...]
    dependencies: tuple[DependencyFinding, ...]
    unlisted: tuple[tuple[str, int], ...]
