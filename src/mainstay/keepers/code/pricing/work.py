"""The work of a repository's past: how long its commits took, and what they took in each file."""

from dataclasses import dataclass

import numpy as np

from mainstay.analysis.effort.counting import worth_counting
from mainstay.analysis.effort.hours import built_in
from mainstay.analysis.effort.learning import learn_effort, learn_work
from mainstay.analysis.effort.pieces import pieces
from mainstay.analysis.effort.sessions import Changes, Commits, Floats, Ints, Mask, changes, effective_lines
from mainstay.analysis.effort.spent import Spent, hours_by_file, spent
from mainstay.analysis.history.apart import by_machines, sweeps
from mainstay.analysis.history.past import YEAR, Past
from mainstay.domain.cost_model import EffortModel, SizeClass
from mainstay.domain.history import FIRST_MERGE_TOPIC, Log, Mark

MOST_COUNTED = 1_000
"""So many older fixes have their lines counted beside those of the last thirteen months (see `worth_counting`)."""
_FIXES = Mark.FIX | Mark.ISSUE


def commits_of(log: Log, apart: Mask) -> Commits:
    """Give a log's commits as hours are learnt from them; `apart` masks those of machines and sweeps."""
    added, deleted = _counted(log)
    marks = np.asarray(log.marks, dtype=np.uint8)
    fixes = (marks & _FIXES) != 0
    landed = ((marks & Mark.LANDED) != 0) & (np.asarray(log.authored) == np.asarray(log.times))
    topics = np.asarray(log.topics, dtype=np.int64)
    # An issue's number names one piece of work only among its fixes: features are talked about in many places.
    named = (topics >= FIRST_MERGE_TOPIC) | ((topics > 0) & fixes & ~landed)
    return Commits(
        authored=np.asarray(log.authored, dtype=np.int64),
        people=np.asarray(log.authors, dtype=np.int64),
        added=added,
        deleted=deleted,
        fixes=fixes,
        topics=np.where(named, topics, -1),
        left_out=(np.asarray(log.merges, dtype=np.uint8) != 0) | apart,
        landed=landed,
    )


def _counted(log: Log) -> tuple[Ints, Ints]:
    """Sum each commit's lines, -1 where none of its touches was counted."""
    rows = np.asarray(log.touched, dtype=np.int64)
    size = len(log.oids)
    columns = [np.asarray(column, dtype=np.int64) for column in (log.added, log.deleted)]
    told = np.bincount(rows, weights=columns[0] >= 0, minlength=size) > 0
    sums = [
        np.bincount(rows, weights=np.maximum(column, 0), minlength=size).astype(np.int64)
        for column in columns
    ]
    return np.where(told, sums[0], -1), np.where(told, sums[1], -1)


def rows_worth_counting(log: Log) -> list[int]:
    """Name the older fixes whose lines should be counted too, by row, newest first."""
    joined = changes(commits_of(log, by_machines(log) | sweeps(log)))
    rows: list[int] = worth_counting(joined, MOST_COUNTED).tolist()
    return rows


@dataclass(frozen=True, slots=True)
class Work:
    """What was learnt: of fixes (`effort`) and of changes of all kinds (`classes`), and the hours that commits took."""

    commits: Commits
    changes: Changes
    effort: EffortModel
    classes: tuple[SizeClass, ...]
    spent: Spent


def work_of(past: Past, at: int) -> Work:
    """Learn from a past up to the time `at` (seconds since 1970)."""
    commits = commits_of(past.log, past.apart)
    joined = changes(commits)
    ground = built_in()
    classes = learn_work(joined, at, ground)
    effort = learn_effort(joined, pieces(joined), at, ground)
    return Work(commits, joined, effort, classes, spent(commits, joined, classes))


def touched_lines(past: Past) -> tuple[Ints, Ints, Floats]:
    """Give all touches: the commit's row, the file's lineage (-1: none) and the lines of the change."""
    added, deleted = (np.asarray(column, dtype=np.int64) for column in (past.log.added, past.log.deleted))
    return past.rows, past.lineages, effective_lines(added, deleted)


def creations(past: Past) -> Mask:
    """Mask the touches that brought a file: the first of each lineage, unless it deleted lines.

    Writing code is no cost of keeping it. A first touch that deletes changes a file that was brought before, by a commit that
    is set apart.
    """
    first = np.full(len(past.log.paths), -1, dtype=np.int64)
    known = np.flatnonzero(past.lineages >= 0)
    # Newest first: the touch that stands last is the oldest.
    first[past.lineages[known]] = known
    made = np.zeros(len(past.rows), dtype=np.bool_)
    made[first[first >= 0]] = True
    return made & (np.asarray(past.log.deleted, dtype=np.int64) <= 0)


def other_hours(past: Past, work: Work, at: int, made: Mask) -> Floats:
    """Give the hours of work a year in each lineage that mended nothing, over the year before `at`.

    Touches of `made` (see `creations`) are left out.
    """
    known = past.between(at - YEAR, at) & ~work.commits.fixes
    rows, lineages, lines = touched_lines(past)
    return hours_by_file(work.spent, known, (rows, np.where(made, -1, lineages), lines), len(past.log.paths))


def kept(past: Past, made: Mask) -> Ints:
    """Give the lineages that were changed after they were brought."""
    changed: Ints = np.unique(past.lineages[~made & (past.lineages >= 0)])
    return changed
