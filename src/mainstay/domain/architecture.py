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
    counts the files that break it, `reason` says why it was not judged, `remarks` are what else there is to say.
    """

    name: str
    kind: str
    source: str
    verdict: Verdict
    violations: int = 0
    reason: str = ""
    remarks: tuple[str, ...] = ()


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
class Architecture:
    """The contracts that a repository declares, and the files that break them."""

    contracts: tuple[Contract, ...] = ()
    violations: tuple[Violation, ...] = ()
