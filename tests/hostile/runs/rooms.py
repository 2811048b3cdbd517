"""Disks of stores that fill up and are cleared again: really full where one may be mounted, else what refuses as they do."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.fakes.disks import SmallDisk, small_disk
from tests.hostile.runs.crew import Crew
from tests.hostile.runs.yard import Yard, yard_of
from tests.servers.postgresql import PostgreSQL

_SIZE = 24 << 20
_SMALL = 64 << 10
"""Bytes: less than SQLite's log has, more than the file of effects."""


class Room(Protocol):
    """Where a store is kept."""

    def fill(self, crew: Crew) -> None:
        """Leave no room to the store of these workers."""

    def clear(self, crew: Crew) -> None:
        """Give the room back."""


@dataclass(frozen=True)
class Mounted:
    """A small disk that is full."""

    disk: SmallDisk

    def fill(self, crew: Crew) -> None:
        self.disk.fill()

    def clear(self, crew: Crew) -> None:
        self.disk.clear()


class Limited:
    """A limit for the workers: no file of theirs may become greater."""

    def fill(self, crew: Crew) -> None:
        self._limit(crew, _SMALL)

    def clear(self, crew: Crew) -> None:
        self._limit(crew, resource.RLIM_INFINITY)

    def _limit(self, crew: Crew, size: int) -> None:
        for one in crew.workers.values():
            _, hard = resource.prlimit(one.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(one.pid, resource.RLIMIT_FSIZE, (size, hard))


@dataclass(frozen=True)
class Refusing:
    """A server whose journal takes nothing more, and says what one with a full disk says."""

    server: PostgreSQL
    schema: str

    def fill(self, crew: Crew) -> None:
        told = "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'"
        self.server.run(
            f"CREATE FUNCTION {self.schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {told}; END $$",
            f"CREATE TRIGGER full_disk BEFORE INSERT ON {self.schema}.journal EXECUTE FUNCTION {self.schema}.refuse()",
        )

    def clear(self, crew: Crew) -> None:
        self.server.run(f"DROP FUNCTION {self.schema}.refuse() CASCADE")


@contextmanager
def on_small_disk(
    server: PostgreSQL | None, folder: Path, *, mounted: bool = True
) -> Iterator[tuple[Yard, Room]]:
    """Give a yard whose store, a file or a server's tables, is on a small disk, `mounted` where that is allowed."""
    below = server.folder if server else folder
    with small_disk(below / "disk", size=_SIZE) as disk:
        is_mounted = mounted and not disk.within
        if server is None:
            room: Room = Mounted(disk) if is_mounted else Limited()
            yield yard_of(str(disk.folder / "store.sqlite"), folder), room
            return
        place, schema = server.new_place_in(disk.folder / "tables" if is_mounted else None)
        try:
            yield yard_of(place, folder), Mounted(disk) if is_mounted else Refusing(server, schema)
        finally:
            server.drop_place(schema)
    (below / "disk").rmdir()
