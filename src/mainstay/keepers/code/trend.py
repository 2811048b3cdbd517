"""The year in moments: each one's score, folders and files, and what moved between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.health.calendar import nearest_moments
from mainstay.analysis.health.movement import movement
from mainstay.analysis.history.past import Past
from mainstay.domain.health import Movement
from mainstay.domain.trend import Change, Figures, Moment, Trend
from mainstay.keepers.code.assessment import SHAPE, Assessment
from mainstay.keepers.code.changes import changes
from mainstay.keepers.code.rollup import file_figures, folder_figures, trends

_MONTH = 31 * 86_400
_MOST_FILES = 300
_QUARTER = "a quarter"


@dataclass(frozen=True, slots=True)
class Year:
    """The assessments of the past moments, oldest first, with their commits, and the one of now."""

    earlier: Sequence[Assessment]
    commits: Sequence[str]
    now: Assessment
    past: Past
    commit: str
    _names: dict[int, dict[str, str]] = field(default_factory=dict)

    @property
    def times(self) -> tuple[int, ...]:
        """When each moment was, now last."""
        return (*(assessment.at for assessment in self.earlier), self.now.at)

    def names_at(self, at: int) -> dict[str, str]:
        """Map names that files had at a moment to the names they have now."""
        if at not in self._names:
            self._names[at] = self.past.renamed_since(at, self.now.at)
        return self._names[at]


def trend_of(year: Year, worst: Sequence[str]) -> Trend:
    """Tell the whole year; `worst` are files whose own course is wanted, as they are called now."""
    everything = [*year.earlier, year.now]
    names: list[Mapping[str, str]] = [*(year.names_at(assessment.at) for assessment in year.earlier), {}]
    folders = [folder_figures(*each) for each in zip(everything, names, strict=True)]
    since = dict(nearest_moments(year.times[:-1], year.now.at)).get(_QUARTER)
    worse: tuple[Change, ...] = ()
    better: tuple[Change, ...] = ()
    moved: list[str] = []
    if since is not None:
        worse, better = changes(_pairs(everything[since], year.now, names[since]), _QUARTER)
        moved = [change.path for change in (*worse, *better) if not change.path.endswith("/")]
    wanted = list(dict.fromkeys([*moved, *worst[:_MOST_FILES]]))
    files = [file_figures(*each) for each in zip(everything, [wanted] * len(everything), names, strict=True)]
    moments = [_moment(year, index) for index in range(len(everything))]
    return Trend(tuple(moments), trends(folders), trends(files), worse, better)


def _moment(year: Year, index: int) -> Moment:
    assessment = year.now if index == len(year.earlier) else year.earlier[index]
    commit = year.commit if index == len(year.earlier) else year.commits[index]
    past = year.past
    begin = year.times[index - 1] if index else assessment.at - _MONTH
    inside = past.between(begin, assessment.at)
    added, deleted = _churn(past, inside)
    return Moment(
        at=assessment.at,
        commit=commit,
        figures=assessment.figures(),
        score=assessment.score,
        commits=int(inside.sum()),
        people=len(np.unique(past.authors[inside])),
        fixes=int(past.fixing[inside].sum()),
        added=added,
        deleted=deleted,
    )


def _churn(past: Past, commits: NDArray[np.bool_]) -> tuple[int, int]:
    """Sum lines added and deleted; -1 when nothing was counted. Binary files, which have no lines, count nothing."""
    touched = commits[past.rows]
    sums = []
    for column in (past.log.added, past.log.deleted):
        values = np.asarray(column, dtype=np.int64)[touched]
        counted = values[values >= 0]
        sums.append(int(counted.sum()) if len(counted) or not len(values) else -1)
    return sums[0], sums[1]


def _pairs(
    then: Assessment, now: Assessment, names: Mapping[str, str]
) -> dict[str, tuple[Figures | None, Figures | None]]:
    """Pair every folder's and file's figures of two moments; the points are those of the shape, which the figures show."""
    paths = {names.get(path, path) for path in then.snapshot.paths} | set(now.snapshot.paths)
    before = folder_figures(then, names, SHAPE) | file_figures(then, paths, names, SHAPE)
    after = folder_figures(now, {}, SHAPE) | file_figures(now, paths, {}, SHAPE)
    return {path: (before.get(path), after.get(path)) for path in before | after}


def movements(year: Year) -> tuple[Movement, ...]:
    """Explain how the score moved since a month, a quarter and a year."""
    now = year.now.standpoint("now", year.commit, {})
    return tuple(
        movement(
            year.earlier[index].standpoint(since, year.commits[index], year.names_at(year.earlier[index].at)),
            now,
        )
        for since, index in nearest_moments(year.times[:-1], year.now.at)
    )
