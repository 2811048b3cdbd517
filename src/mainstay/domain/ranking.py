"""Which files will need fixing: what is expected of each, and how well the same ranking did on the repository's own past."""

from dataclasses import dataclass

LEAST_FIXES = 30
"""Under so many labelled fixes no claim is made of a ranking (shown by others' own floors, such as codelore's)."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of one file: commits within a year that fix something in it, `low` to `high` with a chance of 80 %.

    `hours` is how long opening and reading it takes, `lines` its lines that are not blank; `reasons` name what raises or
    lowers the figure, the strongest first, as (feature, factor): "size" against a file of average length, "past fixes",
    "its folder's fixes", "changes" and "signs of fixes" (keywords, where fixes are told otherwise) against a file that has
    as many of them as its lines let expect.
    """

    path: str
    fixes: float
    low: float
    high: float
    lines: int
    hours: float
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def per_hour(self) -> float:
        """Expected fixes met in an hour of reading."""
        return self.fixes / self.hours if self.hours > 0 else 0.0


@dataclass(frozen=True, slots=True)
class OrderScore:
    """How one order of files did in one window.

    `order` is its code ("read-first", "which-files", "random", "largest", "smallest", "hotspot", "decayed-fixes",
    "decayed-fixes-per-line"). `rec20` is the share of fix touches that lie in the first 20 % of lines; `popt` the area
    under that curve, 0 for the worst order and 1 for the best (Mende and Koschke 2010); `p20` the share of the first 20
    files that were fixed; `opened` the share of files that the first 20 % of lines lie in; `auc` the chance that a fixed
    file stands before one that was not. Files that an order holds equal count as tossed for, "random" so holds all equal.
    None where it is not defined.
    """

    order: str
    rec20: float | None
    popt: float | None
    p20: float | None
    opened: float | None
    auc: float | None


@dataclass(frozen=True, slots=True)
class Window:
    """One back-test: the ranking made with what was known at `begin`, held against the fixes up to `end`.

    `commit` is what the mainline held then, `files` and `lines` what was ranked, `fixes` how many labelled commits fell
    into the window, `touches` how often they touched a file of these, and `expected` how often the model had expected;
    `weight` sums the commits' weights, each of 1 shared over the files that the commit touched.
    """

    begin: int
    end: int
    commit: str
    files: int
    lines: int
    fixes: int
    touches: int
    weight: float
    expected: float
    scores: tuple[OrderScore, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What the ranking is worth on this repository.

    `evidence` says how fixes were told ("change-log fragments", "issues that commits close", "words of messages");
    `fixes` how many there are in all windows. `claim` is False with a `reason` where that is too few. `windows` stand newest
    first; `calibrated` is the share of files whose fixes lay within the 80 % interval told for them.
    """

    evidence: str
    fixes: int
    claim: bool
    reason: str
    windows: tuple[Window, ...]
    calibrated: float | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every maintained source file with what is expected of it, most fixes first, and the proof."""

    files: tuple[Expectation, ...]
    proof: Proof
