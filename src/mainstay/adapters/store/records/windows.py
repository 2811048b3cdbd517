"""Marks of the occurrences of maintenance windows."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from mainstay.adapters.store.prepared import Prepared
from mainstay.adapters.store.records.lists import joined, legible, parted
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.windows import WINDOW_MARKS
from mainstay.domain.occurrence import Mark, Marking, Occurrence

_NOT_CLOSED = Prepared(
    select(WINDOW_MARKS).where(WINDOW_MARKS.c.closes_at > bindparam("now")).order_by(WINDOW_MARKS.c.number)
)


class SqlWindowMarks(Records):
    """Marks in the order in which they came."""

    def add(self, mark: Mark) -> bool:
        """Keep a mark; False, and nothing is kept, when the same person did the same as the same before."""
        about = mark.occurrence
        values = {
            "window": about.window,
            "opens_at": about.opens_at,
            "closes_at": about.closes_at,
            "marking": mark.marking,
            "who": mark.who,
            "at": mark.at,
            "door": mark.door,
            "roles": joined(mark.roles),
            "teams": joined(mark.teams),
            "reason": mark.reason,
        }
        return self._in.add_new(WINDOW_MARKS, [values]) == 1

    def every(self) -> Iterator[Mark]:
        """Give all marks in the order in which they came, with few of them in memory.

        Raises RunFailed where one cannot be read.
        """
        return (
            legible(_mark, row, f"mark {row.number} of a window") for row in self._in.through(WINDOW_MARKS)
        )

    def not_closed(self, now: int) -> Sequence[Mark]:
        """Give all marks about occurrences that have not closed at `now`, in the order in which they came."""
        return [_mark(row) for row in self._in.rows(_NOT_CLOSED, values={"now": now})]


def _mark(row: Row[Any]) -> Mark:
    return Mark(
        Occurrence(row.window, row.opens_at, row.closes_at),
        Marking(row.marking),
        row.who,
        row.at,
        row.door,
        parted(row.roles),
        parted(row.teams),
        row.reason,
    )
