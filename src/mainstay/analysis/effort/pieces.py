"""Pieces of work: what one person did on one issue or branch, its hours, lines and days."""

from dataclasses import dataclass, replace

import numpy as np

from mainstay.analysis.effort.sessions import Changes, Floats, Ints, Mask

# A branch with more, or one that lives longer, is a line of development and not one piece of work.
_MOST_CHANGES = 30
_LONGEST_SECONDS = 90 * 86_400


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of work, in order of `at`, when each ended (seconds since 1970).

    `hours` were observed for `size` lines: the first change of each sitting is left out of both, so that both are 0 when
    nothing was observed. `lines` are all that were counted (0 when none), `changes` all that it was made of, and `days` lie
    between the first and the last of them.
    """

    at: Ints
    size: Floats
    hours: Floats
    lines: Floats
    fix: Mask
    changes: Ints
    days: Floats

    @property
    def observed(self) -> Mask:
        """Those of which hours are known."""
        told: Mask = self.size > 0
        return told


def pieces(changes: Changes) -> Pieces:
    """Gather changes to pieces of work.

    A change without a topic is a piece of its own, and so is each change of a topic that is too large to be one piece.
    """
    return _summed(changes, numbered(changes))


def numbered(changes: Changes) -> Ints:
    """Give the number of each change's piece of work."""
    alone = np.arange(len(changes.at))
    people = int(changes.person.max(initial=0)) + 1
    _, topics = np.unique(changes.topic, return_inverse=True)
    keys = np.where(changes.topic >= 0, topics * people + changes.person, -1 - alone)
    _, numbers = np.unique(keys, return_inverse=True)
    first, last = _ends(changes.at, numbers)
    large = (np.bincount(numbers) > _MOST_CHANGES) | (last - first > _LONGEST_SECONDS)
    if large.any():
        _, numbers = np.unique(np.where(large[numbers], -1 - alone, numbers), return_inverse=True)
    return numbers


def each(changes: Changes) -> Pieces:
    """Take each change as a piece of its own, whether it mends something or not: for the hours of work of all kinds."""
    whole = _summed(changes, np.arange(len(changes.at)))
    return replace(whole, fix=np.ones(len(whole.at), dtype=np.bool_))


def _ends(at: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    count = int(numbers.max(initial=-1)) + 1
    first = np.full(count, np.iinfo(np.int64).max)
    last = np.full(count, np.iinfo(np.int64).min)
    np.minimum.at(first, numbers, at)
    np.maximum.at(last, numbers, at)
    return first, last


def _summed(changes: Changes, numbers: Ints) -> Pieces:
    seen = np.isfinite(changes.seconds) & (changes.size > 0)
    first, last = _ends(changes.at, numbers)
    order = np.argsort(last, kind="stable")
    return Pieces(
        at=last[order],
        size=np.bincount(numbers, weights=np.where(seen, changes.size, 0.0)).astype(np.float64)[order],
        hours=np.bincount(numbers, weights=np.where(seen, changes.seconds, 0.0))[order] / 3_600,
        lines=np.bincount(numbers, weights=np.maximum(changes.size, 0.0)).astype(np.float64)[order],
        fix=np.bincount(numbers, weights=changes.fix)[order] > 0,
        changes=np.bincount(numbers)[order],
        days=(last - first)[order] / 86_400,
    )
