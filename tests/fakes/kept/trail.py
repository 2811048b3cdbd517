"""The audit trail in memory."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from mainstay.domain.audit import Anchor, Link, Row
from mainstay.domain.errors import RunFailed, Taken
from tests.fakes.kept.held import Records


class MemoryTrail(Records):
    def append(self, rows: Iterable[Row]) -> None:
        made = list(rows)
        self._write(*made)
        for row in made:
            number = len(self.held.rows) + 1
            self.held.rows[number] = replace(row, id=number)

    def unsealed(self, most: int = 10_000) -> Sequence[Row]:
        sealed = {link.row.id for link in self.held.links.values()}
        return [row for number, row in self.held.rows.items() if number not in sealed][:most]

    def newest(self, acts: Collection[str] = ()) -> Row | None:
        chained = [self.held.links[place].row for place in sorted(self.held.links)]
        rows = [*chained, *self.unsealed(len(self.held.rows))]
        return next((row for row in reversed(rows) if not acts or row.act in acts), None)

    def telling(self, records: Collection[str]) -> Sequence[Row]:
        return [row for row in self.telling_any() if row.record in records]

    def telling_any(self) -> Iterator[Row]:
        return iter([row for row in self.held.rows.values() if row.record])

    def count_telling(self) -> int:
        return sum(1 for _ in self.telling_any())

    def try_to_seal(self) -> bool:
        self._write()
        return not self.turn.somebody_seals

    def last(self) -> Link | None:
        return self.held.links[max(self.held.links)] if self.held.links else None

    def seal(self, links: Iterable[Link]) -> None:
        self._write()
        for link in links:
            self._write(link)
            if link.place in self.held.links:
                raise Taken("a place is taken")
            if link.row.id not in {row.id for row in self.unsealed()}:
                raise RunFailed("a row is sealed already, or is not there")
            self.held.links[link.place] = link

    def links(self, first: int = 1) -> Iterator[Link]:
        yield from (self.held.links[place] for place in sorted(self.held.links) if place >= first)

    def chain(self) -> str:
        return self.held.chain

    def newest_anchor(self) -> Anchor | None:
        return max(reversed(self.held.anchors), key=lambda anchor: anchor.count, default=None)

    def anchored(self, anchor: Anchor) -> None:
        self._write(anchor)
        self.held.anchors.append(anchor)
