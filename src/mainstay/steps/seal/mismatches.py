"""Holds all that was decided, stated and put down against the trail, both ways."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from mainstay.analysis.chain.matching import GONE, each_held_against, name_of_row
from mainstay.analysis.chain.telling import Record, record_digest
from mainstay.domain.audit import Mismatch
from mainstay.ports.store import Work

_AT_ONCE = 500
_Group = list[Record]


def mismatches(work: Work) -> Iterator[Mismatch]:
    """Give each decision, statement, mark and revision that no row tells as it is, and each row that tells what is not there.

    Little is held in memory, unless something is missing: then the digests of all records are, to name the rows.
    Raises RunFailed where the store cannot be read.
    """
    found = 0
    for portion in _portions(_groups(work)):
        digests = {record_digest(record) for group in portion for record in group}
        rows = work.trail.telling(digests)
        found += len(rows)
        yield from each_held_against(portion, rows)
    if work.trail.count_telling() != found:
        known = {record_digest(record) for group in _groups(work) for record in group}
        for row in work.trail.telling_any():
            if row.record not in known:
                yield Mismatch(name_of_row(row), GONE)


def _groups(work: Work) -> Iterator[_Group]:
    """Give records in groups within which their order counts."""
    for _, decisions in groupby(work.decisions.every(), key=lambda one: one.proposal):
        yield list(decisions)
    for _, statements in groupby(work.proofs.every(), key=lambda one: one.content):
        yield list(statements)
    for mark in work.windows.every():
        yield [mark]
    for revision in work.proposals.every_revision():
        yield [revision]
    for _, entries in groupby(work.runs.every_entry(), key=lambda one: one.run):
        yield list(entries)


def _portions(groups: Iterable[_Group]) -> Iterator[list[_Group]]:
    """Give groups in lists that hold enough for one question to the store."""
    portion: list[_Group] = []
    size = 0
    for group in groups:
        portion.append(group)
        size += len(group)
        if size >= _AT_ONCE:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
