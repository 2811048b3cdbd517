"""How long people were at work on each change, as far as the times of their commits show it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

SESSION_SECONDS = 7_200
"""A longer pause between two commits of one person ends a sitting.

Over the population (`python -m benchmarks.cost --pauses`) the logarithms of pauses have three modes: batches at 1.5
minutes, work at 18 minutes, breaks at a day. From 100 minutes on (median of the repositories; 2 hours pooled) a pause is
more likely a break. It is git-hours' limit too, and the method of Geiger and Halfaker 2013 ("Using edit sessions to measure
participation in Wikipedia"). It hides about 6 % of the pauses that are work, so that p90 is told somewhat low.
"""
BATCH_SECONDS = 180
"""Commits that follow each other faster were written together and split afterwards: where the first two modes meet."""
DELETED_WEIGHT = 0.1
"""What a deleted line counts against an added one: only deleting 60 to 150 lines takes as long as adding 6."""
_LONGEST_CHANGE = SESSION_SECONDS * 12
_MOST_LINES = 10**9
_LATEST = 2**40


@dataclass(frozen=True, slots=True)
class Commits:
    """Commits as columns, newest first: author time (seconds since 1970), number of the person, lines added and deleted.

    A commit whose lines were not counted has -1 in both. `fixes` marks those that mend something; `topics` numbers the
    issue or merged branch that it belongs to, -1 for none. `left_out` marks merges, bots and mass reformatting;
    `landed` those whose author time is the moment a forge squashed them, not of writing: neither is learnt from.
    """

    authored: Ints
    people: Ints
    added: Ints
    deleted: Ints
    fixes: Mask
    topics: Ints
    left_out: Mask
    landed: Mask


@dataclass(frozen=True, slots=True)
class Changes:
    """Commits, those written together taken as one change, sorted by person and time.

    `size` is in lines (added + a tenth of deleted), -1 where not counted; `seconds` of work, NaN for the first
    change of a sitting: when its work began is not known. `commit` is the change's last commit, `of_commit` each
    commit's change, -1 when left out.
    """

    at: Ints
    person: Ints
    size: Floats
    seconds: Floats
    fix: Mask
    topic: Ints
    commit: Ints
    of_commit: Ints


def effective_lines(added: Ints, deleted: Ints) -> Floats:
    """Give how large a change is in lines: those added plus a tenth of those deleted; -1 where not counted."""
    size = np.clip(added, 0, _MOST_LINES) + DELETED_WEIGHT * np.clip(deleted, 0, _MOST_LINES)
    return np.where((added < 0) | (deleted < 0), -1.0, size)


def changes(commits: Commits) -> Changes:
    """Join commits to changes and tell how long each took.

    The work on a change is the pause since the same person's commit before it, when they lie in one sitting. Author
    times are used as they stand: a wrong clock or a rewritten history gives batches or breaks, never negative work.
    """
    of_commit = np.full(len(commits.authored), -1, dtype=np.int64)
    known = np.flatnonzero(~(commits.left_out | commits.landed))
    # Newest first is how logs are read: of commits of one second the one that stands later was made earlier.
    authored = np.clip(commits.authored, -_LATEST, _LATEST)
    order = known[np.lexsort((-known, authored[known], commits.people[known]))]
    if not len(order):
        nothing, none = np.zeros(0, dtype=np.int64), np.zeros(0)
        return Changes(nothing, nothing, none, none, none > 0, nothing, nothing, of_commit)
    at, person = authored[order], commits.people[order]
    pause = np.full(len(order), np.inf)
    pause[1:] = np.where(person[1:] == person[:-1], np.diff(at.astype(np.float64)), np.inf)
    begins = pause > BATCH_SECONDS
    change = np.cumsum(begins) - 1
    of_commit[order] = change
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(order)) - 1
    lines = effective_lines(commits.added[order], commits.deleted[order])
    size = np.bincount(change, weights=np.maximum(lines, 0.0)).astype(np.float64)
    size[np.bincount(change, weights=lines < 0) > 0] = -1.0
    seconds = pause[first] + (at[last] - at[first])
    seconds[(pause[first] > SESSION_SECONDS) | (seconds > _LONGEST_CHANGE)] = np.nan
    return Changes(
        at=at[last],
        person=person[last],
        size=size,
        seconds=seconds,
        fix=np.bincount(change, weights=commits.fixes[order]) > 0,
        topic=commits.topics[order][last],
        commit=order[last],
        of_commit=of_commit,
    )
