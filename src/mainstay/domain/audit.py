"""The trail of what happened: rows, the chain that seals them, anchors kept elsewhere, and what can be wrong with it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happened, appended in the transaction of what it tells.

    `id` grows with the store's own count and may have gaps; `at` is in seconds since 1970; `who` a person, a policy or a
    program, `door` the way in, `act` what was done, `about` to what, `content` the hash that it named, `detail` plain text.
    `record` is the SHA-256 (hex) of the decision, statement, mark or revision that it tells, "" where it tells none; `rules`
    the digest of the rules by which somebody decided, "" where nobody did.
    """

    id: int
    at: int
    who: str
    door: str
    act: str
    about: str
    content: str = ""
    detail: str = ""
    record: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A sealed row: its `place` in the chain from 1 on, and the keyed digest over the one before and the row itself (hex)."""

    place: int
    row: Row
    seal: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of a chain as it was told to the outside: the `count` of its rows, the last seal, when (seconds since 1970)."""

    chain: str
    count: int
    head: str
    at: int


class Defect(StrEnum):
    """What a verifier can find. UNSEALED is no harm by itself: rows of the last second wait for the sealer."""

    ALTERED = "altered"
    GAP = "gap"
    TRUNCATED = "truncated"
    UNSEALED = "not-yet-sealed"
    FOREIGN = "other-chain"
    KEY = "key-missing"
    SWAPPED = "swapped"
    ANCHORS = "anchors-altered"


@dataclass(frozen=True, slots=True)
class Fault:
    """One defect, at the places from `first` to `last` (both in it; lines of the anchors for ANCHORS; 0 for none)."""

    defect: Defect
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A record that the trail does not tell as it is, or a row that tells what is not there.

    `where` names it by its id, `text` says what is wrong.
    """

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What verifying a chain gave: how many rows are `sealed` and how many wait for it, and up to where it was `anchored`.

    `anchored` is the count of the last anchor that fits. `mismatches` are records and rows that do not tell the same. `more`
    counts what was not listed.
    """

    chain: str
    sealed: int
    unsealed: int
    anchored: int
    faults: tuple[Fault, ...] = ()
    more: int = 0
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong; rows that wait for the sealer are no harm."""
        return not (self.more or self.mismatches) and all(
            fault.defect is Defect.UNSEALED for fault in self.faults
        )
