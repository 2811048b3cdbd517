"""A transaction in a file of SQLite."""

import math
import os
import sqlite3
import stat
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from mainstay.adapters.actions.sql.session import JOURNAL, Lost, NotDone, Torn, Within
from mainstay.domain.errors import RunFailed
from mainstay.present.visible import visible

_GLANCE = 0.1
_INSTRUCTIONS = 5_000
_LONGEST_SEEN, _LONGEST_WRITTEN = 1 << 20, 64 << 20
_KIND = 0xFF
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NOT_FOR_PLANS = {
    sqlite3.SQLITE_ATTACH,
    sqlite3.SQLITE_DETACH,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
}
_LOOKING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_FUNCTION}
# Those that only tell something, and the two that are kept in the file and mean nothing to SQLite.
_PRAGMAS = {
    "application_id", "foreign_key_check", "foreign_key_list", "index_info", "index_list", "integrity_check",
    "quick_check", "table_info", "table_list", "table_xinfo", "user_version",
}  # fmt: skip
_FUNCTIONS = {"load_extension", "fts3_tokenizer"}


class SqliteSession:
    """A session with the file at a path; see the protocol. With `to_look` nothing can be changed in it."""

    def __init__(self, file: Path, within: Within, *, to_look: bool = False) -> None:
        """Open the file. Raises RunFailed when it is not there, or cannot be opened."""
        self._within = within
        self._to_look = to_look
        self._looked = 0.0
        self._ends = within.deadline
        self._stopped: NotDone | None = None
        self._rows = 0
        try:
            if not stat.S_ISREG(file.stat().st_mode):
                raise RunFailed("the database is no file", where=str(file), mend="name a file of SQLite")
            place = f"file:{quote(os.fspath(file))}?mode={'ro' if to_look else 'rw'}"
            self._connection = sqlite3.connect(
                place, uri=True, timeout=_GLANCE, isolation_level=None, cached_statements=0
            )
        except (OSError, sqlite3.Error) as error:
            raise RunFailed(
                f"the database cannot be opened: {error}", where=str(file), mend="look whether it is there"
            ) from error
        # A value need not be what its file says: text that is none is not decoded.
        self._connection.text_factory = bytes
        self._connection.set_progress_handler(self._is_over, _INSTRUCTIONS)
        # A value is made in the memory of this program, whose worker does other things beside.
        longest = _LONGEST_SEEN if to_look else _LONGEST_WRITTEN
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)

    def __enter__(self) -> "SqliteSession":
        return self

    def __exit__(self, *exc: object) -> None:
        self._connection.set_progress_handler(None, 0)
        with suppress(sqlite3.Error):
            self._connection.close()

    def begin(self) -> None:
        """Begin, at once as the one who writes; what others hold locked is waited for."""
        for setting in ("synchronous = FULL", "fullfsync = ON", "trusted_schema = OFF"):
            self._ask(f"PRAGMA {setting}")
        if self._to_look:
            self._ask("PRAGMA query_only = ON")
        self._unlocked("BEGIN" if self._to_look else "BEGIN IMMEDIATE")
        if self._to_look:
            # Only to read something makes SQLite look at the file.
            self._unlocked("SELECT count(*) FROM sqlite_schema")

    def make_journal(self) -> None:
        """The journal is made in the transaction, where nobody else writes."""

    def claim(self, key: str) -> bool:
        """Write a key into the journal."""
        self._ask(
            f"CREATE TABLE IF NOT EXISTS {JOURNAL} (key TEXT PRIMARY KEY, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)"
        )
        before = self._connection.total_changes
        self._ask(f"INSERT OR IGNORE INTO {JOURNAL} (key) VALUES (?)", (key,))  # noqa: S608
        self._rows = self._connection.total_changes
        return self._rows > before

    def run(self, statement: str) -> str:
        """Run one statement, with leave for nothing outside its transaction and its file."""
        before = self._connection.total_changes
        self._ends = min(self._within.deadline, time.monotonic() + self._within.statement)
        self._connection.set_authorizer(_leave)
        try:
            self._ask(statement)
        finally:
            self._connection.set_authorizer(None)
            self._ends = self._within.deadline
        if not self._connection.in_transaction:
            raise Torn("it ended the transaction itself, so a part of the change may last")
        changed = self._connection.total_changes - before
        return f"{changed} {'row' if changed == 1 else 'rows'}"

    def changed(self) -> int:
        """Count what SQLite counts."""
        return self._connection.total_changes - self._rows

    def commit(self) -> None:
        """Make it last, once those who read have ended."""
        try:
            self._unlocked("COMMIT")
        except NotDone as error:
            doubtful = getattr(error.__cause__, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_FSYNC
            if doubtful or not self._connection.in_transaction:
                raise Lost(str(error)) from error
            raise

    def number(self, query: str) -> float | None:
        """Give the one number of a query."""
        self._ends = min(self._within.deadline, time.monotonic() + self._within.statement)
        self._connection.set_authorizer(_leave_to_look)
        try:
            rows = self._ask(query, most=2)
        finally:
            self._connection.set_authorizer(None)
        if len(rows) > 1:
            raise NotDone("the query gives more than one row")
        if not rows or rows[0] == (None,):
            return None
        (row,) = rows
        if len(row) != 1 or not isinstance(row[0], int | float) or math.isnan(row[0]):
            raise NotDone("the query does not give one number")
        return row[0]

    def _unlocked(self, statement: str) -> None:
        ends = time.monotonic() + self._within.lock
        while True:
            try:
                self._ask(statement)
                return
            except NotDone as error:
                code = getattr(error.__cause__, "sqlite_errorcode", 0)
                if code & _KIND not in _LOCKED:
                    raise
                self._within.go_on()
                if time.monotonic() >= ends:
                    raise NotDone("another process holds the database locked") from error.__cause__

    def _ask(
        self, statement: str, parameters: tuple[str, ...] = (), most: int = 0
    ) -> list[tuple[object, ...]]:
        """Run one statement to its end, and give the first of its rows."""
        kept: list[tuple[object, ...]] = []
        self._stopped = None
        try:
            cursor = self._connection.execute(statement, parameters)
            for row in cursor:
                if len(kept) < most:
                    kept.append(row)
                elif most:
                    break
            cursor.close()
        except (sqlite3.Error, sqlite3.Warning) as error:
            if self._stopped is not None:
                raise self._stopped from error
            raise NotDone(visible(str(error), 300)) from error
        return kept

    def _is_over(self) -> bool:
        """Whether SQLite is to break off what it is at; it asks every few thousand instructions."""
        now = time.monotonic()
        if now >= self._ends:
            self._stopped = NotDone("it took longer than it may")
            return True
        if now - self._looked >= _GLANCE:
            self._looked = now
            try:
                self._within.go_on()
            except NotDone as wish:
                self._stopped = wish
                return True
        return False


def _leave(
    action: int, first: str | None, second: str | None, _database: str | None, _inner: str | None
) -> int:
    if action in _NOT_FOR_PLANS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in _PRAGMAS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _leave_to_look(
    action: int, first: str | None, second: str | None, database: str | None, inner: str | None
) -> int:
    if action not in _LOOKING | {sqlite3.SQLITE_PRAGMA}:
        return sqlite3.SQLITE_DENY
    return _leave(action, first, second, database, inner)
