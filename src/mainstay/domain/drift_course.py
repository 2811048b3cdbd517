"""How far a table was from its reference, span of time by span of time, and when the model is due for retraining."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.column_role import Role


class Retraining(StrEnum):
    """What the course of a column's distance comes to."""

    NOW = "now"
    """It is beyond its gate in the latest span, or on the mean of the latest ones."""
    DUE = "due"
    """It is more likely than not that it passes its gate; there is a date."""
    MAY = "may"
    """It may be, but no date can be told."""
    NO_GROWTH = "no-growth"
    """Nothing points to its gate being passed."""
    TOO_SHORT = "too-short"
    """There are too few spans to tell."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a column passes its gate: at `at`, four times of five between `early` and `late` (0: beyond `horizon`).

    Moments are seconds since 1970, 0 where there is none; `chance`, where no date is told, is that of
    passing it by `horizon`.
    """

    retraining: Retraining
    at: int = 0
    early: int = 0
    late: int = 0
    horizon: int = 0
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class ColumnCourse:
    """A column's distance in each span, 1 at its gate, None where there are too few rows; `beyond` says where it drifted.

    What chance alone makes of it is taken off, so it is below 0 where chance alone would have made more.

    `since` is the beginning of the span from which on it drifted without a break up to now, 0 where it does not drift now.
    """

    name: str
    role: Role
    distances: tuple[float | None, ...]
    beyond: tuple[bool, ...]
    since: int
    due: Due

    @property
    def times(self) -> int:
        """Count the spans in which it drifted."""
        return sum(self.beyond)


@dataclass(frozen=True, slots=True)
class DriftCourse:
    """All columns over spans of `every` seconds that begin at `starts` and have `rows`; those that call for most first."""

    every: int
    starts: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[ColumnCourse, ...]

    @property
    def drifted(self) -> tuple[ColumnCourse, ...]:
        """Give the columns that drifted once or more, or are foretold to."""
        told = {Retraining.NOW, Retraining.DUE}
        return tuple(one for one in self.columns if one.times or one.due.retraining in told)
