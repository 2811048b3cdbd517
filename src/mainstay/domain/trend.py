"""How figures moved over the past twelve months, read from history."""

from dataclasses import dataclass

from mainstay.domain.health import Score


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over the maintained, parsed code of one scope (the repository, a folder or a file) at one moment.

    `lost` is the number of score points that this scope costs the repository.
    """

    files: int
    code_lines: int
    functions: int
    cyclomatic: int
    cognitive: int
    complex_functions: int
    duplicated_lines: int
    lost: float


@dataclass(frozen=True, slots=True)
class Moment:
    """The whole repository at one moment: a month's first instant (UTC), or the scope's commit as the last one.

    `commits`, `people`, `fixes`, and the lines `added` and `deleted` (-1: not counted) are of the time since the moment
    before, and of 31 days for the first.
    """

    at: int
    commit: str
    figures: Figures
    score: Score
    commits: int = 0
    people: int = 0
    fixes: int = 0
    added: int = -1
    deleted: int = -1


@dataclass(frozen=True, slots=True)
class PathTrend:
    """One folder (path ends with "/", the root is "/") or file, at each moment of the trend; None where it was absent."""

    path: str
    figures: tuple[Figures | None, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that got worse or better: "src/dashboard/ complexity +15 % this quarter".

    `measure` is a field of Figures; `share` is the relative change (0.15), None where `before` is 0;
    `lines_share` the relative change of code lines in the same time, so that growth is told from decay;
    `points` the effect on the score (negative: worse).
    """

    path: str
    measure: str
    since: str
    before: float
    after: float
    share: float | None
    lines_share: float | None
    points: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The moments, oldest first, the folders and files over them, and what got worse and better since a quarter."""

    moments: tuple[Moment, ...]
    folders: tuple[PathTrend, ...]
    files: tuple[PathTrend, ...]
    worse: tuple[Change, ...] = ()
    better: tuple[Change, ...] = ()
