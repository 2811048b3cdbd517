"""Which lines of a repository's files ran while its tests did, and what that leaves untested."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LineCoverage:
    """What is known of one file's lines (1-based): those that ran, and those that could have run and did not.

    `branches` tells of a line how many of its branches were taken, and of how many. `complete` is False where the data
    names only what ran, so that nothing is known of the rest.
    """

    covered: frozenset[int]
    missed: frozenset[int] = frozenset()
    branches: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class CoverageSource:
    """One file of coverage data: its name, its format, how many files it tells of and how many of these were found.

    `at` is when it was made by its own words (seconds since 1970, 0 where it does not say).
    """

    name: str
    format: str
    files: int
    found: int
    at: int = 0


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """One file: lines that can run and those that did, branches and those taken; `executable` is 0 where it is not told."""

    path: str
    executable: int
    covered: int
    branches: int = 0
    branches_taken: int = 0


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """The coverage of all files as it was at one time (seconds since 1970), at `commit` where that is told."""

    at: int
    executable: int
    covered: int
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A file, or a complex function of it, that is expected to be fixed and that the tests hardly run.

    `missed` of its `executable` lines did not run. `fixes` is what is expected of the file in a year, `per_hour` the
    fixes met in an hour of reading what did not run; `symbol` and `cognitive` are of a function, "" and 0 for a file.
    """

    path: str
    line: int
    end_line: int
    symbol: str
    missed: int
    executable: int
    fixes: float
    per_hour: float
    cognitive: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """All that coverage data tells of a repository. Sums are over files whose executable lines are known.

    `trend` stands oldest first, the present last; `gaps` stand by expected fixes an hour, most first.
    """

    sources: tuple[CoverageSource, ...]
    files: tuple[FileCoverage, ...]
    executable: int
    covered: int
    branches: int
    branches_taken: int
    trend: tuple[CoveragePoint, ...] = ()
    gaps: tuple[Gap, ...] = ()
