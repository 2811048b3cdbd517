"""Keys of the audit trail, in memory."""

import hashlib
from collections.abc import Sequence

from tests.fakes.trails import KEY


class MemoryKeys:
    """Makes KEY first and others after it, each once."""

    def __init__(self, current: bytes | None = None) -> None:
        self._current = current
        self._prepared: bytes | None = None
        self._old: list[bytes] = []
        self._made = 0

    def current(self) -> bytes | None:
        return self._current

    def prepared(self) -> bytes | None:
        return self._prepared

    def known(self) -> Sequence[bytes]:
        return [key for key in (self._prepared, self._current) if key is not None] + self._old

    def make(self) -> bytes:
        if self._current is None:
            self._current = KEY
        return self._current

    def prepare(self) -> bytes:
        if self._prepared is None:
            self._made += 1
            self._prepared = hashlib.sha256(b"%d" % self._made).digest()
        return self._prepared

    def promote(self) -> None:
        if self._prepared is None:
            return
        if self._current is not None:
            self._old.insert(0, self._current)
        self._current, self._prepared = self._prepared, None

    def lose(self) -> None:
        self._current = None
