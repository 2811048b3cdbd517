"""How the files of a repository import each other, and whether they keep what it declares about that."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.usage import Step


class Verdict(StrEnum):
    """What became of a contract; one that cannot be judged says why."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Contract:
    """A rule about imports that the repository declares in the file `source`.

    `kind` is layers, forbidden, independence, protected or acyclic_siblings, or the name of another type. `violations`
    counts the files that break it, `reason` says why it was not judged, `remarks` are what else there is to say. `unmatched`
    says of its globs which mean no file, and of its layers which others leave without any: where it holds some, the contract
    is not known to be kept, broken or not.
    """

    name: str
    kind: str
    source: str
    verdict: Verdict
    violations: int = 0
    reason: str = ""
    remarks: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """A file that breaks a contract: `chain` are the imports that lead from it to what it may not reach, shortest first.

    `line` is that of the chain's first import; 1, and no chain, where it is the file's being there that breaks it.
    """

    contract: str
    source: str
    path: str
    line: int
    text: str
    chain: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A folder, which ends in "/", or a file as one part of the whole; `level` counts from 0, the lowest.

    `fan_in` files outside import it, and it imports `fan_out` files outside. `instability` is the latter over both (0 to 1; R.
    Martin 1994), None where there are neither.
    """

    name: str
    files: int
    fan_in: int
    fan_out: int
    instability: float | None
    level: int


@dataclass(frozen=True, slots=True)
class Dependency:
    """One part imports another, by so many `imports`.

    It is `against` a contract where one of them breaks one, and `circular` where it closes a circle of parts.
    """

    importer: str
    imported: str
    imports: int
    against: bool = False
    circular: bool = False


@dataclass(frozen=True, slots=True)
class Hub:
    """A file that many files import, or that imports many."""

    path: str
    fan_in: int
    fan_out: int


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Imports of a language that lead to no file of the repository: others' code, or what the language does not tell."""

    language: str
    imports: int


@dataclass(frozen=True, slots=True)
class FanChange:
    """How many files import a part or file (fan-in), and how many it imports (fan-out), at an earlier commit and now.

    Of a part only files outside it count.
    """

    name: str
    fan_in_before: int
    fan_in: int
    fan_out_before: int
    fan_out: int


@dataclass(frozen=True, slots=True)
class CircleChange:
    """Files that import each other: so many `files` now and `before` (0: no circle then), those that came first in `paths`."""

    files: int
    before: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breaker:
    """A file that breaks a contract."""

    contract: str
    path: str


@dataclass(frozen=True, slots=True)
class Drift:
    """What became of the architecture since a `commit`, the head's at `at` (seconds since 1970); `told` says why this one.

    Both sides are judged by the contracts of now, and files go by their names of now. `broken_new` are files that break a
    contract and did not then, of `broken_total` now; `broken_gone` counts those that no longer do. `unjudged` are contracts
    by which that commit cannot be judged. `circles_new` and `circles_grown` are circles of files, `circles_gone` counts those
    of then. `parts` and `files` are those whose fan-in or fan-out changed most, `imports_before` counts the imports of then.
    """

    commit: str
    at: int
    told: str
    imports_before: int
    broken_total: int = 0
    broken_new: tuple[Breaker, ...] = ()
    broken_new_total: int = 0
    broken_gone: int = 0
    unjudged: tuple[str, ...] = ()
    circles_total: int = 0
    circles_new: tuple[CircleChange, ...] = ()
    circles_new_total: int = 0
    circles_grown: tuple[CircleChange, ...] = ()
    circles_gone: int = 0
    parts: tuple[FanChange, ...] = ()
    files: tuple[FanChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Architecture:
    """The contracts that a repository declares, the files that break them, and its parts with what they import.

    Tests are in no part. `imports` counts all those between source files that could be led to one, `hubs` are the files that
    most hangs on, first those with most. `drift` is what became of it since an earlier commit, None where none was looked at.
    """

    contracts: tuple[Contract, ...] = ()
    violations: tuple[Violation, ...] = ()
    parts: tuple[Part, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    hubs: tuple[Hub, ...] = ()
    imports: int = 0
    unresolved: tuple[Unresolved, ...] = ()
    drift: Drift | None = None
