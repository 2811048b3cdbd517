"""The Cache port over one SQLite file, and over nothing at all where no file can be used."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress

from mainstay.adapters.cache.file import CacheFile
from mainstay.adapters.cache.seal import Seal
from mainstay.adapters.cache.unusable import FAILURES, Damaged, Unusable, from_sqlite
from mainstay.domain.notice import Notice

_KEYS_A_QUERY = 500
_AFTER_PRUNING = 0.75
_OLDEST_ABOVE = """
    DELETE FROM entry WHERE id <= (
        SELECT max(id) FROM (SELECT id, sum(length(sealed)) OVER (ORDER BY id DESC) AS newer FROM entry)
        WHERE newer > ?)
"""


class NoCache:
    """A cache that keeps nothing, and says why."""

    def __init__(self, *notices: Notice) -> None:
        """Take what the reader should know about its absence."""
        self.notices = notices

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:  # noqa: ARG002
        """Give nothing."""
        return {}

    def put(self, kind: str, entries: Mapping[str, bytes]) -> None:
        """Keep nothing."""

    def keep_only(self, kind: str, keys: Collection[str]) -> None:
        """Drop nothing, for nothing is kept."""

    def close(self) -> None:
        """Do nothing."""


class FileCache:
    """Entries in one SQLite file, the oldest dropped when it outgrows its bound."""

    def __init__(self, file: CacheFile, seal: Seal) -> None:
        """Open the file, anew when it is damaged. Raises Unusable when the system does not let us."""
        self._file = file
        self._seal = seal
        self._notices: dict[str, Notice] = {}
        self._forged = 0
        self._writable = True
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = file.connect()
        except Damaged as damage:
            self._make_anew(damage)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What went wrong with the cache so far."""
        if not self._forged:
            return tuple(self._notices.values())
        text = "Entries of the cache were not written by this program for this user, and were not believed."
        return (*self._notices.values(), Notice("cache-forged", text, count=self._forged))

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Give the entries that are there and authentic."""
        found: dict[str, bytes] = {}
        if self._connection is not None:
            wanted = {_stored(key): key for key in keys}
            try:
                self._read(self._connection, kind, wanted, found)
            except FAILURES as error:
                self._stop_reading(error)
        return found

    def put(self, kind: str, entries: Mapping[str, bytes]) -> None:
        """Keep entries, all or none; none of a call that would fill half of the bound."""
        if self._connection is None or not self._writable:
            return
        rows = [
            (kind, name, self._seal.close(kind, name, payload))
            for name, payload in ((_stored(key), payload) for key, payload in entries.items())
        ]
        if sum(len(sealed) for _, _, sealed in rows) > self._file.bound // 2:
            text = "Some results are too large to be kept for the next run."
            self._notices.setdefault("cache-too-large", Notice("cache-too-large", text))
            return
        try:
            with self._connection as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(
                    "INSERT OR REPLACE INTO entry (kind, key, sealed) VALUES (?, ?, ?)", rows
                )
                if _bytes_used(connection) > self._file.bound:
                    connection.execute(_OLDEST_ABOVE, (int(self._file.bound * _AFTER_PRUNING),))
        except FAILURES as error:
            self._stop_writing(error)

    def keep_only(self, kind: str, keys: Collection[str]) -> None:
        """Drop all entries of a kind but these."""
        if self._connection is None or not self._writable:
            return
        kept = {_stored(key) for key in keys}
        try:
            with self._connection as connection:
                connection.execute("BEGIN IMMEDIATE")
                held = connection.execute("SELECT id, key FROM entry WHERE kind = ?", (kind,)).fetchall()
                dropped = [(row,) for row, key in held if key not in kept]
                connection.executemany("DELETE FROM entry WHERE id = ?", dropped)
        except FAILURES as error:
            self._stop_writing(error)

    def close(self) -> None:
        """Let go of the file; what follows is forgotten."""
        if self._connection is not None:
            with suppress(*FAILURES):
                self._connection.close()
            self._connection = None

    def _read(
        self, connection: sqlite3.Connection, kind: str, wanted: Mapping[bytes, str], found: dict[str, bytes]
    ) -> None:
        names = list(wanted)
        for start in range(0, len(names), _KEYS_A_QUERY):
            part = names[start : start + _KEYS_A_QUERY]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, sealed FROM entry WHERE kind = ? AND key IN ({marks})"  # noqa: S608
            for name, sealed in connection.execute(query, (kind, *part)):
                ours = name in wanted and isinstance(sealed, bytes)
                payload = self._seal.open(kind, name, sealed) if ours else None
                if payload is None:
                    self._forged += 1
                else:
                    found[wanted[name]] = payload

    def _stop_reading(self, error: Exception) -> None:
        failure = from_sqlite(error)
        if isinstance(failure, Damaged):
            self._make_anew(failure)
        else:
            self._note(failure)
            self.close()

    def _stop_writing(self, error: Exception) -> None:
        failure = from_sqlite(error)
        if isinstance(failure, Damaged):
            self._make_anew(failure)
        else:
            # What was kept before can still be read when the disk is full or another run writes.
            self._note(failure)
            self._writable = False

    def _make_anew(self, damage: Damaged) -> None:
        """Begin with an empty file, once; a file that is damaged again is left alone for this run."""
        self.close()
        again = damage.notice.code in self._notices
        self._note(damage)
        if again:
            return
        try:
            self._file.discard()
            self._connection = self._file.connect()
        except Unusable as failure:
            self._note(failure)

    def _note(self, failure: Unusable) -> None:
        self._notices.setdefault(failure.notice.code, failure.notice)


def _bytes_used(connection: sqlite3.Connection) -> int:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages - free) * int(size)


def _stored(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")
