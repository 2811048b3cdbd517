"""Who knows a file: owners, shares, and how few people hold half of the code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.history.past import YEAR, Ints, Past
from mainstay.domain.history import FileHistory


@dataclass(frozen=True, slots=True)
class _Pairs:
    """How often each person touched each lineage, sorted by lineage."""

    lineage: Ints
    person: Ints
    count: Ints

    def of(self, lineage: int) -> tuple[Ints, Ints]:
        begin, end = np.searchsorted(self.lineage, [lineage, lineage + 1])
        return self.person[begin:end], self.count[begin:end]


def _pairs(past: Past, mask: NDArray[np.bool_]) -> _Pairs:
    people = max(len(past.log.people), 1)
    keys = past.lineages[mask] * people + past.authors[past.rows[mask]]
    distinct, count = np.unique(keys, return_counts=True)
    return _Pairs(distinct // people, distinct % people, count)


def file_histories(past: Past, lineages: Mapping[str, int], at: int) -> dict[str, FileHistory]:
    """Tell each path's history up to the time `at`; paths that the log does not know are left out."""
    times = past.times[past.rows]
    known = (past.lineages >= 0) & (times <= at)
    recent = known & (times > at - YEAR)
    everybody, lately = _pairs(past, known), _pairs(past, recent)
    standing = past.standing(at)
    active = set(past.authors[(past.times <= at) & (past.times > at - YEAR)].tolist())
    first = np.full(len(past.log.paths), np.iinfo(np.int64).max)
    last = np.full(len(past.log.paths), np.iinfo(np.int64).min)
    np.minimum.at(first, past.lineages[known], times[known])
    np.maximum.at(last, past.lineages[known], times[known])
    added, deleted = _churn(past, recent)
    histories: dict[str, FileHistory] = {}
    for path, lineage in lineages.items():
        if lineage < 0 or not standing.commits[lineage]:
            continue
        people, counts = everybody.of(lineage)
        owner = int(people[np.argmax(counts)])
        histories[path] = FileHistory(
            commits=int(standing.commits[lineage]),
            commits_year=int(standing.year[lineage]),
            fixes_year=int(standing.fixes[lineage]),
            authors=len(people),
            authors_year=len(lately.of(lineage)[0]),
            created_at=int(first[lineage]),
            changed_at=int(last[lineage]),
            owner=past.log.people[owner],
            owner_share=round(float(counts.max() / counts.sum()), 4),
            owner_active=owner in active,
            added_year=int(added[lineage]),
            deleted_year=int(deleted[lineage]),
        )
    return histories


def _churn(past: Past, mask: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Sum lines added and deleted by lineage, -1 where any touch was not counted (binary files are not either)."""
    size = len(past.log.paths)
    lineages = past.lineages[mask]
    sums = []
    for column in (past.log.added, past.log.deleted):
        values = np.asarray(column, dtype=np.int64)[mask]
        total = np.zeros(size, dtype=np.int64)
        np.add.at(total, lineages, np.maximum(values, 0))
        total[lineages[values < 0]] = -1
        sums.append(total)
    return sums[0], sums[1]


def key_people(owners: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Name the fewest people who own more than half of all lines: (owner, lines) a file. Their number is the bus factor.

    After Avelino et al. 2016 ("truck factor"), with the greatest share of commits as ownership.
    """
    held: dict[str, int] = {}
    for owner, lines in owners:
        held[owner] = held.get(owner, 0) + lines
    half, reached = sum(held.values()) / 2, 0
    most = sorted(held, key=lambda owner: (-held[owner], owner))
    for number, owner in enumerate(most, start=1):
        reached += held[owner]
        if reached > half:
            return tuple(most[:number])
    return ()
