"""A repository's log as arrays, with renames followed, asked what was known of each file at any moment."""

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from mainstay.domain.history import Log, Mark

YEAR = 365 * 86_400
BY_WORDS = "words of messages"

Ints = NDArray[np.int64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of every lineage (see `Past`) at one moment; arrays are indexed by its number.

    `commits` are all so far, `year` and `fixes` those of the year before; `kept` is the share (0 to 1) of a file's
    commits that were made by people who committed anything to the repository in that year.
    """

    commits: Ints
    year: Ints
    fixes: Ints
    kept: Shares


class Past:
    """The touches of a log, each assigned to a *lineage*: one file under all the names it ever had.

    A lineage is numbered as its newest name is in `log.paths`; names that were given up before another file took them
    have none (-1), and so have the touches of commits that are set apart.
    """

    def __init__(self, log: Log, apart: NDArray[np.bool_] | None = None) -> None:
        """Follow all renames once; `apart` masks the commits, by row, that count for nothing (see `history.apart`)."""
        self.log = log
        # What the head holds was made before it, whatever a wrong clock wrote down.
        times = np.asarray(log.times, dtype=np.int64)
        self.times = np.minimum(times, times[log.first_parents[0]]) if log.first_parents else times
        self.authors = np.asarray(log.authors, dtype=np.int64)
        self.marks = np.asarray(log.marks, dtype=np.uint8)
        self.merges = np.asarray(log.merges, dtype=np.uint8)
        self.rows = np.asarray(log.touched, dtype=np.int64)
        self.lineages = np.array(log.touched_paths, dtype=np.int64)
        self._names = {path: number for number, path in enumerate(log.paths)}
        self._renamed: list[tuple[int, dict[int, int]]] = []
        self._origins: dict[int, int] = {}
        self._follow()
        self.apart = apart if apart is not None else np.zeros(len(self.times), dtype=np.bool_)
        self.lineages[self.apart[self.rows]] = -1
        self.counted = (self.merges == 0) & ~self.apart
        self.fixing: NDArray[np.bool_] = (self.marks & Mark.FIX) != 0
        self.fix_evidence = BY_WORDS

    def tell_fixes(self, mask: NDArray[np.bool_], evidence: str) -> None:
        """Count as fixes the commits of `mask`, by row; `evidence` says what they are told by, words where nobody said."""
        self.fixing, self.fix_evidence = mask, evidence

    def _follow(self) -> None:
        """Walk from the newest commit back, renaming what older touches say; keep each step for `lineage_of`."""
        mapping = np.arange(len(self.log.paths), dtype=np.int64)
        by_row = [
            (row, list(group))
            for row, group in groupby(sorted(self.log.renames), key=lambda rename: rename[0])
        ]
        begins = np.searchsorted(self.rows, [row + 1 for row, _ in by_row]).tolist()
        for (row, group), begin, end in zip(by_row, begins, [*begins, len(self.rows)][1:], strict=True):
            # Names may be swapped within one commit, so all targets are read before any is written.
            change = {old: int(mapping[new]) for _, old, new in group}
            change = {**dict.fromkeys((new for _, _, new in group), -1), **change}
            mapping[list(change)] = list(change.values())
            self._origins |= {lineage: old for old, lineage in change.items() if lineage >= 0}
            self._renamed.append((row, change))
            self.lineages[begin:end] = mapping[self.lineages[begin:end]]

    def lineage_of(self, at: int) -> dict[str, int]:
        """Map each name that the log knows to its lineage, as names stood at the time `at`."""
        known = dict(self._names)
        names = self.log.paths
        rows, smoothed = _mainline(self.log)
        made = self.times.copy()
        made[rows] = smoothed
        for row, change in self._renamed:
            if made[row] <= at:
                continue
            for number, lineage in change.items():
                known[names[number]] = lineage
        return known

    def renamed_since(self, at: int, now: int) -> dict[str, str]:
        """Map the names that files had at the time `at` to those that they have `now`, where these are others."""
        then = self.lineage_of(at)
        later = {lineage: path for path, lineage in self.lineage_of(now).items() if lineage >= 0}
        named = {path: later.get(lineage, path) for path, lineage in then.items()}
        return {path: name for path, name in named.items() if name != path}

    def origin(self, lineage: int) -> str:
        """Give the first name that a lineage is known to have had."""
        return self.log.paths[self._origins.get(lineage, lineage)]

    def standing(self, at: int) -> Standing:
        """Tell what was known at the time `at` (seconds since 1970)."""
        size = len(self.log.paths)
        recent_commits = (self.times <= at) & (self.times > at - YEAR)
        active = np.zeros(int(self.authors.max()) + 1 if len(self.authors) else 1, dtype=np.bool_)
        active[self.authors[recent_commits]] = True
        seen = (self.times[self.rows] <= at) & (self.lineages >= 0)
        recent = recent_commits[self.rows] & (self.lineages >= 0)
        fixing = self.fixing[self.rows]
        commits = np.bincount(self.lineages[seen], minlength=size)
        by_active = np.bincount(self.lineages[seen & active[self.authors[self.rows]]], minlength=size)
        return Standing(
            commits=commits,
            year=np.bincount(self.lineages[recent], minlength=size),
            fixes=np.bincount(self.lineages[recent & fixing], minlength=size),
            kept=np.divide(by_active, commits, out=np.ones(size), where=commits > 0),
        )

    def between(self, start: int, end: int) -> NDArray[np.bool_]:
        """Mask the commits made after `start` and up to `end`, merges and what is set apart left out."""
        inside: NDArray[np.bool_] = (self.times > start) & (self.times <= end) & self.counted
        return inside


def mainline_before(log: Log, at: int) -> int | None:
    """Give the row of the newest mainline commit that was made up to the time `at`, None when all are younger.

    Dates that run backwards (clock skew) are smoothed: a commit counts as no younger than the one after it.
    """
    rows, times = _mainline(log)
    position = int(np.searchsorted(-times, -at))
    return int(rows[position]) if position < len(rows) else None


def _mainline(log: Log) -> tuple[Ints, Ints]:
    """Give the mainline's rows, newest first, and their times, smoothed so that none is younger than the one before it."""
    rows = np.asarray(log.first_parents, dtype=np.int64)
    return rows, np.minimum.accumulate(np.asarray(log.times, dtype=np.int64)[rows])
