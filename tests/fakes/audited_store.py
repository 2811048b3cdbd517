"""A store in memory that keeps the trail and the outbox alone, with the promises of the real one."""

import copy
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from mainstay.domain.audit import Anchor, Link, Row
from mainstay.domain.errors import RunFailed
from mainstay.domain.outbox import FURTHEST, Delivery, Message


class Killed(BaseException):
    """The process is gone: nothing of it runs on, and no transaction that was open is kept."""


@dataclass
class Kept:
    """What is on the disk."""

    chain: str = "c0ffee"
    rows: dict[int, Row] = field(default_factory=dict)
    links: dict[int, Link] = field(default_factory=dict)
    sealed: set[int] = field(default_factory=set)
    anchors: list[Anchor] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    held_until: dict[str, int] = field(default_factory=dict)
    count: int = 0


@dataclass
class Disk:
    """What outlives a process; `somebody_seals` stands for a sealer elsewhere."""

    kept: Kept = field(default_factory=Kept)
    lock: threading.Lock = field(default_factory=threading.Lock)
    somebody_seals: bool = False


class MemoryTrail:
    def __init__(self, kept: Kept, disk: Disk, writes: Callable[[str], None]) -> None:
        self._kept = kept
        self._disk = disk
        self._writes = writes

    def append(self, rows: Iterable[Row]) -> None:
        self._writes("append")
        for row in rows:
            self._kept.count += 1
            self._kept.rows[self._kept.count] = replace(row, id=self._kept.count)

    def unsealed(self, most: int = 10_000) -> Sequence[Row]:
        waiting = [row for number, row in sorted(self._kept.rows.items()) if number not in self._kept.sealed]
        return waiting[:most]

    def telling(self, records: Collection[str]) -> Sequence[Row]:
        return [row for _, row in sorted(self._kept.rows.items()) if row.record and row.record in records]

    def telling_any(self) -> Iterator[Row]:
        return iter([row for _, row in sorted(self._kept.rows.items()) if row.record])

    def count_telling(self) -> int:
        return sum(1 for _ in self.telling_any())

    def try_to_seal(self) -> bool:
        self._writes("try_to_seal")
        return not self._disk.somebody_seals

    def last(self) -> Link | None:
        return self._kept.links[max(self._kept.links)] if self._kept.links else None

    def seal(self, links: Iterable[Link]) -> None:
        for link in links:
            self._writes("seal")
            if link.place in self._kept.links:
                raise RunFailed("a place is taken", where=str(link.place))
            self._kept.links[link.place] = link
            self._kept.sealed.add(link.row.id)

    def links(self, first: int = 1) -> Iterator[Link]:
        return iter([link for place, link in sorted(self._kept.links.items()) if place >= first])

    def chain(self) -> str:
        return self._kept.chain

    def newest_anchor(self) -> Anchor | None:
        return max(reversed(self._kept.anchors), key=lambda anchor: anchor.count, default=None)

    def anchored(self, anchor: Anchor) -> None:
        self._writes("anchored")
        self._kept.anchors.append(anchor)


class MemoryMessages:
    def __init__(self, kept: Kept, writes: Callable[[str], None]) -> None:
        self._kept = kept
        self._writes = writes

    def add(self, messages: Iterable[Message]) -> None:
        self._writes("add")
        for message in messages:
            if message.id in self._kept.messages:
                raise RunFailed("a message of this id is there", where=message.id)
            self._kept.messages[message.id] = message

    def take(self, now: int, seconds: int, most: int = 100) -> Sequence[Message]:
        self._writes("take")
        due = [
            message
            for message in self._oldest_first()
            if message.delivery is Delivery.DUE
            and not any(
                now < moment <= now + FURTHEST
                for moment in (message.next_at, self._kept.held_until.get(message.id, 0))
            )
        ][:most]
        self._kept.held_until.update((message.id, now + seconds) for message in due)
        return due

    def note(self, message: Message) -> None:
        self._writes("note")
        self._kept.messages[message.id] = message
        self._kept.held_until.pop(message.id, None)

    def page(self, delivery: Delivery, most: int = 100) -> Sequence[Message]:
        return [message for message in self._oldest_first() if message.delivery is delivery][:most]

    def count(self) -> dict[Delivery, int]:
        found = [message.delivery for message in self._kept.messages.values()]
        return {delivery: found.count(delivery) for delivery in set(found)}

    def _oldest_first(self) -> list[Message]:
        return sorted(self._kept.messages.values(), key=lambda message: (message.made_at, message.id))


class NoRecords:
    """Stands for records that this store never holds."""

    def every(self) -> Iterator[object]:
        return iter(())

    every_revision = every


@dataclass
class MemoryWork:
    trail: MemoryTrail
    messages: MemoryMessages
    proposals: NoRecords = field(default_factory=NoRecords)
    decisions: NoRecords = field(default_factory=NoRecords)
    proofs: NoRecords = field(default_factory=NoRecords)
    windows: NoRecords = field(default_factory=NoRecords)


class MemoryStore:
    """One process's hold on a disk; `kill_at` counts its writing steps, commits among them, and dies before that one."""

    def __init__(self, disk: Disk | None = None, kill_at: int = 0) -> None:
        self.disk = disk or Disk()
        self.steps = 0
        self._kill_at = kill_at

    @contextmanager
    def writing(self) -> Iterator[MemoryWork]:
        with self.disk.lock:
            kept = copy.deepcopy(self.disk.kept)
            yield MemoryWork(MemoryTrail(kept, self.disk, self.step), MemoryMessages(kept, self.step))
            self.step("commit")
            self.disk.kept = kept
            self.step("committed")

    @contextmanager
    def reading(self) -> Iterator[MemoryWork]:
        kept = copy.deepcopy(self.disk.kept)
        yield MemoryWork(MemoryTrail(kept, self.disk, _refused), MemoryMessages(kept, _refused))

    def close(self) -> None:
        """Nothing is open."""

    def step(self, what: str) -> None:
        """Count a step, or die before it."""
        self.steps += 1
        if self.steps == self._kill_at:
            raise Killed(what)


def _refused(what: str) -> None:
    raise RunFailed("nothing is written while reading", where=what)
