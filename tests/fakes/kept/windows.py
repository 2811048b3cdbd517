"""Marks of windows in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mainstay.domain.occurrence import Mark
from tests.fakes.kept.held import Records


class MemoryWindowMarks(Records):
    def add(self, mark: Mark) -> bool:
        self._write(mark)
        if any(
            replace(one, at=mark.at, door=mark.door, reason=mark.reason) == mark for one in self.held.marks
        ):
            return False
        self.held.marks.append(mark)
        return True

    def every(self) -> Iterator[Mark]:
        return iter(list(self.held.marks))

    def not_closed(self, now: int) -> Sequence[Mark]:
        return [one for one in self.held.marks if one.occurrence.closes_at > now]
