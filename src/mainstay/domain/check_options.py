"""What a person may ask of one look at a repository's code, beside its settings."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.comparison import TOLERANCE, Base, Question
from mainstay.domain.external import ExternalFile

BASELINE = "baseline"


class Churn(StrEnum):
    """Over which part of the past added and deleted lines are counted."""

    NONE = "none"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How far one look goes.

    `head_only` leaves out uncommitted changes; `trend` and `history` read the past; `cache` may be read and written;
    `jobs` is the number of worker processes (0: one per core); `follow_alternates` reads objects that the repository
    borrows from other places, which is refused otherwise because such a place may lie anywhere; `hours` are the budget that the
    report says what to buy for. `against` asks which base a change is to be held against, `since` is the answer; both are
    None where no change is judged. `sarif` are files of other analysers' findings. `coverage` and `junit` are absolute paths
    of files and folders that test runs left behind (none: the well-known ones of the work tree); `tests` says whether any are
    looked at. `plugins` are the names of those to ask, `plugin_options` what they are given, each written NAME.FIELD=VALUE,
    and `plugin_seconds` how long each may take. `drift` is since when drift of the architecture is told: a day (YYYY-MM-DD),
    BASELINE for the day on which findings were last accepted, or a revision, for which `drift_since` is the answer; "" for
    about a quarter. `base_coverage` are absolute paths of coverage data of the base.
    `tolerance` is the share of its figure by which what was there at the base may grow without counting.
    """

    head_only: bool = False
    trend: bool = True
    history: bool = True
    churn: Churn = Churn.YEAR
    cache: bool = True
    jobs: int = 0
    follow_alternates: bool = False
    hours: float = 20.0
    against: Question | None = None
    since: Base | None = None
    sarif: tuple[ExternalFile, ...] = ()
    coverage: tuple[str, ...] = ()
    junit: tuple[str, ...] = ()
    tests: bool = True
    plugins: tuple[str, ...] = ()
    plugin_options: tuple[str, ...] = ()
    plugin_seconds: float = 60.0
    drift: str = ""
    drift_since: Base | None = None
    base_coverage: tuple[str, ...] = ()
    tolerance: float = TOLERANCE
