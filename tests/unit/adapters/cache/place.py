"""A place for a cache, and children in which a fault is set before they use it."""

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.cache.opening import open_cache
from mainstay.ports.cache import Cache


@dataclass(frozen=True)
class Place:
    """A repository's folder and a user's state folder."""

    folder: Path
    state: Path

    def open(self, version: str = "1", **more: object) -> Cache:
        return open_cache(self.folder, version=version, state=self.state, enabled=True, **more)

    def file(self) -> Path:
        (path,) = self.folder.glob("*.sqlite3")
        return path


def in_child(work: Callable[[], None]) -> None:
    """Run `work` in a forked child, where it may spoil limits and rights; what it raises fails the test."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work()
        except BaseException:  # noqa: BLE001 - the child's edge
            os.write(writing, traceback.format_exc().encode()[-4_000:])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    assert os.waitpid(child, 0)[1] == 0
    assert not told, told


def codes(cache: Cache) -> list[str]:
    return [notice.code for notice in cache.notices]
