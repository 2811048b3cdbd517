"""What is told about a table beside the one before it: which columns are no longer alike, by how much, and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.column_role import Role
from mainstay.domain.drift_course import DriftCourse
from mainstay.domain.notice import Notice
from mainstay.domain.quality import Challenge, Quality
from mainstay.domain.sketch import ColumnKind

SCHEMA = 1


class DriftVerdict(StrEnum):
    """What is said about a column."""

    DRIFTED = "drifted"
    OTHER_KIND = "other-kind"
    GONE = "gone"
    NEW = "new"
    TOO_FEW = "too-few"
    SAME = "same"


class MeasureName(StrEnum):
    """What is measured; each has its meaning in `present/column_words.py`."""

    WASSERSTEIN = "wasserstein"
    KOLMOGOROV = "kolmogorov"
    STABILITY = "stability"
    JENSEN_SHANNON = "jensen-shannon"
    VARIATION = "variation"
    MEAN = "mean"
    SPREAD = "spread"
    OUTSIDE = "outside"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NEW_VALUES = "new-values"
    WORDS = "words"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Measure:
    """One distance of two columns: its `value`, what chance alone would make of it, and from where on it matters.

    `gate` is 0 for what is told and never decides. `beyond` is whether it decided: far enough and sure enough.
    """

    name: MeasureName
    value: float
    by_chance: float = 0.0
    gate: float = 0.0
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One column in one of the two tables: rows, those with nothing in them, and its quantiles at 5, 25, 50, 75 and 95 %."""

    kind: ColumnKind
    rows: int
    missing: int
    different: int = 0
    quantiles: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the values, for pictures: its name or its bounds, and its share before and after."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class ColumnDrift:
    """A column before and after; `chance` is how likely mere chance does this somewhere in such a table."""

    name: str
    role: Role
    verdict: DriftVerdict
    before: Side | None
    after: Side | None
    measures: tuple[Measure, ...] = ()
    chance: float = 1.0
    new_values: tuple[str, ...] = ()
    gone_values: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def needs_somebody(self) -> bool:
        """Whether the column is not what it was."""
        return self.verdict not in {DriftVerdict.SAME, DriftVerdict.TOO_FEW}


@dataclass(frozen=True, slots=True)
class DriftReport:
    """Two tables beside each other: columns that drifted first, in the order of how far.

    `detectable` is the least shift, in standard deviations, that so many rows would show nine times of ten. With a
    `course` the current table was also divided by time; with a `quality` it has a prediction beside its label, with a
    `challenge` another prediction too.
    """

    reference: str
    current: str
    reference_rows: int
    current_rows: int
    columns: tuple[ColumnDrift, ...]
    detectable: float
    notices: tuple[Notice, ...] = ()
    course: DriftCourse | None = None
    quality: Quality | None = None
    challenge: Challenge | None = None
    schema: int = SCHEMA

    @property
    def drifted(self) -> tuple[ColumnDrift, ...]:
        """Give the columns that are not what they were."""
        return tuple(one for one in self.columns if one.needs_somebody)

    @property
    def untold(self) -> bool:
        """Whether there are too few rows to tell anything of any column."""
        return bool(self.columns) and all(one.verdict is DriftVerdict.TOO_FEW for one in self.columns)
