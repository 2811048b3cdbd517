"""What a change did to the debt: what it introduced, what it made worse, and what it paid back, against a base."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.finding import Finding


@dataclass(frozen=True, slots=True)
class Candidate:
    """A revision that may be the base: its `name` as git spells it, and who names it (`--base`, a CI's variable).

    With `exact` it is the base itself, not the other side of the merge base; without `demanded` the next one is tried where
    there is none of this name.
    """

    name: str
    told: str
    exact: bool = False
    demanded: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Which base is asked for: `candidates` in the order in which they are tried.

    With `merged` the head may be a merge that the CI made of the target and the change: then its first parent is the base.
    `deepen` says how a whole clone is got here, for a shallow one tells no merge base.
    """

    candidates: tuple[Candidate, ...]
    merged: bool = False
    deepen: str = "git fetch --unshallow"


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is held against: a commit's hash, and how it was come by, in words."""

    commit: str
    told: str


class Novelty(StrEnum):
    """What a change did to a finding that is there after it."""

    INTRODUCED = "introduced"
    WORSENED = "worsened"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class New:
    """A finding that the change introduced or made worse, by its fingerprint; `before` is its figure at the base (0: none)."""

    fingerprint: str
    novelty: Novelty
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class PaidBack:
    """A finding of the base that is gone (`after` is None) or has a better figure now; place and words are of the base."""

    code: str
    path: str
    line: int
    symbol: str
    text: str
    before: float
    after: float | None = None


TOLERANCE = 0.10
"""By so much of its figure what was there may grow without counting, as the baseline allows too."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A finding that was there and grew by less than what counts, from `before` (0: it was no finding yet) to `after`."""

    code: str
    path: str
    line: int
    symbol: str
    text: str
    before: float
    after: float


FEWEST_NEW_LINES = 20
"""Of fewer new lines that can run no share is judged, so that a small fix of legacy code never has to be taken back
(SonarQube's quality gates leave such changes out by the same number)."""


@dataclass(frozen=True, slots=True)
class ChangeCoverage:
    """What the tests run of a change: of its new lines that can run (`executable`) those that ran (`covered`).

    `unknown` are files with new lines of which the data does not tell which can run. `gained` are lines that stood at the
    base, did not run there and run now, `lost` those that ran there and do not now; both are 0 where `before` is False, for
    then nothing tells what ran at the base.
    """

    executable: int
    covered: int
    unknown: tuple[str, ...] = ()
    gained: int = 0
    lost: int = 0
    before: bool = False

    @property
    def judged(self) -> bool:
        """Whether there are lines enough for a share of them to say something."""
        return self.executable >= FEWEST_NEW_LINES

    @property
    def rewarded(self) -> int:
        """New lines that ran, and for each legacy line that runs now and did not one more, up to all."""
        return min(self.executable, self.covered + self.gained)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A change held against its base.

    `new` are the findings of the report that count, `standing` those that were there; `paid_back` what was mended, the
    largest first. `files` is how many files differ. `score` is the base's, None where it has none; `coverage` what the tests
    run of the change, None without coverage data. `tolerance` is the share of its figure by which what was there may grow
    without counting; `grown` is what did, the most first, and `grown_total` how many there are.
    """

    base: Base
    new: tuple[New, ...] = ()
    standing: tuple[Finding, ...] = ()
    standing_total: int = 0
    paid_back: tuple[PaidBack, ...] = ()
    paid_back_total: int = 0
    files: int = 0
    score: float | None = None
    coverage: ChangeCoverage | None = None
    grown: tuple[Grown, ...] = ()
    grown_total: int = 0
    tolerance: float = TOLERANCE

    def new_of(self, finding: Finding) -> New | None:
        """Tell what the change did to a finding that counts, None for one that it did not bring."""
        return next((one for one in self.new if one.fingerprint == finding.fingerprint), None)

    def counted(self, novelty: Novelty) -> int:
        """Tell how many findings the change introduced, or made worse."""
        return sum(one.novelty is novelty for one in self.new)
