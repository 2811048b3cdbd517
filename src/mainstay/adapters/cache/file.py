"""The cache's SQLite file: opened as something hostile, made anew when it is not exactly ours."""

import os
import sqlite3
import stat
import tempfile
from pathlib import Path

from mainstay.adapters.cache.folder import DRAFT, remove_file
from mainstay.adapters.cache.unusable import FAILURES, Damaged, Unusable, from_os, from_sqlite

_TABLE = (
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key BLOB NOT NULL, sealed BLOB NOT NULL,"
    " UNIQUE (kind, key))"
)
_SCHEMA = [("index", "sqlite_autoindex_entry_1", "entry", None), ("table", "entry", "entry", _TABLE)]
_BUSY_SECONDS = 2.0
_DEFENSIVE = 1010  # SQLITE_DBCONFIG_DEFENSIVE, reachable from Python 3.12


class CacheFile:
    """One file, open or shut."""

    def __init__(self, path: Path, bound: int) -> None:
        """Take the file's absolute path and the size in bytes that it should not outgrow."""
        self.path = path
        self.bound = bound

    def connect(self) -> sqlite3.Connection:
        """Open the file, making it when there is none.

        Raises Damaged when it is not as we would have made it, Unusable when the system does not let us.
        """
        try:
            if not os.path.lexists(self.path):
                self._make()
            self._refuse_planted()
            connection = _hardened(self.path, self.bound)
        except OSError as error:
            raise from_os("the cache's file", error) from error
        except FAILURES as error:
            raise from_sqlite(error) from error
        try:
            _refuse_altered(connection)
            # A killed program loses nothing by this; what a power failure breaks is noticed and made anew.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_size_limit = 0")
        except Unusable:
            connection.close()
            raise
        except FAILURES as error:
            connection.close()
            raise from_sqlite(error) from error
        return connection

    def discard(self) -> None:
        """Remove the file. Raises Unusable when the system does not let us."""
        try:
            remove_file(self.path)
        except OSError as error:
            raise from_os("the cache's file", error) from error

    def _make(self) -> None:
        # A hard link appears with all its tables or not at all, and fails where a run beside this one was first.
        handle, name = tempfile.mkstemp(prefix=DRAFT, dir=self.path.parent)
        os.close(handle)
        draft = Path(name)
        try:
            connection = sqlite3.connect(draft, isolation_level=None)
            try:
                # Entries take some kilobytes each: large pages leave a third less room unused.
                connection.execute("PRAGMA page_size = 16384")
                if connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
                    text = "Nothing is kept for the next run: this file system cannot hold the cache."
                    raise Unusable("cache-unavailable", text)
                connection.execute(_TABLE)
            finally:
                connection.close()
            os.link(draft, self.path)
        except FileExistsError:
            pass
        finally:
            remove_file(draft)

    def _refuse_planted(self) -> None:
        # We write ahead, so a rollback journal is never ours; a planted one could name any file of the user's
        # as its "super-journal", and SQLite would delete that file when it rolls back.
        Path(f"{self.path}-journal").unlink(missing_ok=True)
        # The file itself has two names for the moment in which it is made.
        for suffix, names in (("", 2), ("-wal", 1), ("-shm", 1)):
            try:
                facts = Path(f"{self.path}{suffix}").lstat()
            except FileNotFoundError:
                continue
            if not stat.S_ISREG(facts.st_mode) or facts.st_uid != os.geteuid() or facts.st_nlink > names:
                raise Damaged("something else stands in its file's place")
            if facts.st_size > 3 * self.bound:
                raise Damaged("its file is far above its bound")


def _hardened(path: Path, bound: int) -> sqlite3.Connection:
    # SQLite's own advice for files of unknown origin ("Defense Against The Dark Arts", untrusted database files).
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, bound)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0)
    if hasattr(connection, "setconfig"):
        connection.setconfig(_DEFENSIVE, True)
    # These three touch no file.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    return connection


def _refuse_altered(connection: sqlite3.Connection) -> None:
    # More rows than ours are enough to refuse it; a hostile file may hold millions.
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type LIMIT 3"
    if connection.execute(query).fetchall() != _SCHEMA:
        raise Damaged("its file holds other tables than ours")
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        raise Damaged("its file is kept in another way than ours")
