"""The health score: its parts, where points were lost, and what moved it."""

from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """The two sides of the score that are kept apart."""

    SHAPE = "shape"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: `points` out of `weight`, and the share of code lines (0 to 1) that lost them.

    `points` is None when the evidence does not carry the part; `reason` then says why.
    """

    code: str
    title: str
    aspect: Aspect
    weight: float
    points: float | None
    lost_share: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Health from 0 to 100: the points of the parts that have evidence, over their weights.

    `shape` and `history` are the same over the parts of one aspect; None without evidence.
    """

    value: float | None
    shape: float | None
    history: float | None
    parts: tuple[Part, ...]

    def points_of(self, code: str) -> float | None:
        """Give the points of one part by its code; None without evidence, and for a part that it does not have."""
        return next((part.points for part in self.parts if part.code == code), None)


@dataclass(frozen=True, slots=True)
class Mover:
    """One cause of a change of the score: a file (or "" for the code base's size as a whole), the part, the points."""

    path: str
    part: str
    points: float


@dataclass(frozen=True, slots=True)
class Movement:
    """How the score moved since an earlier point, and the causes, largest first; their points sum to the change.

    `since` is "last run", "a month", "a quarter" or "a year"; `before` is None where that point has no score.
    """

    since: str
    commit: str
    at: int
    before: float | None
    after: float | None
    movers: tuple[Mover, ...] = ()
    rest: float = 0.0
