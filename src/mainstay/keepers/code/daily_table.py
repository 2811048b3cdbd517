"""What assessments of successive days come to: figures by day of the whole, of folders, and of files near their limit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.history.past import YEAR, Past
from mainstay.domain.code_days import ALL
from mainstay.domain.health import Score
from mainstay.keepers.code.assessment import Assessment
from mainstay.keepers.code.rollup import charted_folders
from mainstay.keepers.code.snapshot import column

MOST_FOLDERS: Final = 8
_LEAST_LINES: Final = 200
_SAME: Final = 0.95
"""A folder that holds so much of what lies around it would tell the same again."""

Values = NDArray[np.float64]


def chosen_folders(lines: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Give ALL and the largest folders, by (path, code lines) of files."""
    sums: dict[str, int] = {}
    for path, count in lines:
        for folder in charted_folders(path):
            sums[folder] = sums.get(folder, 0) + count
    chosen = [ALL]
    for folder in sorted(sums, key=lambda one: (-sums[one], one)):
        around = [one for one in chosen if one == ALL or folder.startswith(one)]
        enough = sums[folder] >= _LEAST_LINES and len(chosen) <= MOST_FOLDERS
        if folder != ALL and enough and all(sums[folder] < _SAME * sums.get(one, 0) for one in around):
            chosen.append(folder)
    return tuple(chosen)


class Touched:
    """When each file was changed last, asked of one moment after the other, the earliest first."""

    def __init__(self, past: Past) -> None:
        """Sort the past's touches by time."""
        self._past = past
        times = past.times[past.rows]
        known = past.lineages >= 0
        order = np.argsort(times[known], kind="stable")
        self._times, self._lineages = times[known][order], past.lineages[known][order]
        self._last = np.zeros(len(past.log.paths) + 1, dtype=np.int64)
        self._seen = 0

    def until(self, at: int, paths: Sequence[str]) -> NDArray[np.int64]:
        """Give when each of some paths was changed last before the time `at`, 0 where the past does not tell."""
        upto = int(np.searchsorted(self._times, at, side="right"))
        fresh = slice(self._seen, upto)
        self._last[self._lineages[fresh]] = self._times[fresh]
        self._seen = max(self._seen, upto)
        names = self._past.lineage_of(at)
        return self._last[np.array([names.get(path, -1) for path in paths], dtype=np.int64)]


class DayTable:
    """Figures of `days` days, taken one day after the other; what is not taken stays NaN."""

    def __init__(self, days: int, folders: Sequence[str], near: Collection[str]) -> None:
        """Take the folders and files whose course is wanted, as they are called now."""
        self._days, self._near = days, near
        self._scores: dict[int, Score] = {}
        self.complexity: Mapping[str, Values] = {folder: self._empty() for folder in folders}
        self.untouched: Mapping[str, Values] = {folder: self._empty() for folder in folders}
        self.lines: Mapping[str, Values] = {path: self._empty() for path in near}

    def take(
        self, day: int, assessed: Assessment, paths: Sequence[str], changed: NDArray[np.int64] | None
    ) -> None:
        """Take one day: its assessment, the files as they are called now, and when each was `changed`, where that is known."""
        self._scores[day] = assessed.score
        table = assessed.snapshot.table()
        lines, cognitive = column(table, "code_lines"), column(table, "cognitive")
        parsed = np.where(column(table, "parsed") > 0, lines, 0.0)
        known = np.zeros(len(paths)) if changed is None else np.where(changed > 0, lines, 0.0)
        old = np.zeros(len(paths)) if changed is None else known * (changed < assessed.at - YEAR)
        for folder, rows in self._rows(paths).items():
            self.complexity[folder][day] = _part(100 * cognitive[rows].sum(), parsed[rows].sum())
            self.untouched[folder][day] = _part(old[rows].sum(), known[rows].sum())
        for row, path in enumerate(paths):
            if path in self._near:
                self.lines[path][day] = lines[row]

    def scores(self) -> tuple[Values, Values]:
        """Give the score and its shape by day, of the days that were scored by the same parts as the last one."""
        health, shape = self._empty(), self._empty()
        last = self._scores[max(self._scores)] if self._scores else None
        for day, score in self._scores.items():
            if last is not None and _parts(score) == _parts(last):
                health[day] = np.nan if score.value is None else score.value
                shape[day] = np.nan if score.shape is None else score.shape
        return health, shape

    def _rows(self, paths: Sequence[str]) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {folder: [] for folder in self.complexity}
        for row, path in enumerate(paths):
            for folder in charted_folders(path):
                if folder in rows:
                    rows[folder].append(row)
        return rows

    def _empty(self) -> Values:
        return np.full(self._days, np.nan)


def _part(part: float, whole: float) -> float:
    return part / whole if whole else np.nan


def _parts(score: Score) -> frozenset[str]:
    return frozenset(part.code for part in score.parts if part.points is not None)
