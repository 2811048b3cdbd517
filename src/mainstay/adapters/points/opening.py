"""The SQLite file that holds points: made for its owner alone, refused where it is something else, its failures told."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mainstay.adapters.secrets.private_file import make_private_folder, sync_folder
from mainstay.domain.errors import Full, MainstayError, RunFailed
from mainstay.present.visible import visible

_OURS = 0x4D535450
"""`application_id`: what tells the file apart from another program's."""
_VERSION = 1
_PATIENCE = 10.0
_SHORTEST = 512
_LARGEST_VALUE = 16 << 20
_NO_INDEX = {sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP}
_TABLES = """
CREATE TABLE series (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE look (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE pack (
  id INTEGER PRIMARY KEY, day INTEGER NOT NULL, series INTEGER NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE TABLE fact (series INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE counted (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE INDEX pack_of_series ON pack (series, day, first, last);
CREATE INDEX pack_of_day ON pack (day);
"""


@contextmanager
def opened(path: Path, *, make: bool) -> Iterator[sqlite3.Connection | None]:
    """Open the file and close it at the end; None where there is none and it is not to be made.

    Raises RunFailed where it cannot be used, Full where the disk is full.
    """
    with failures_told(path):
        if not os.path.lexists(path):
            if not make:
                yield None
                return
            _make_empty(path)
        _refuse_foreign(path)
        with closing(_connected(path)) as connection:
            _set_up(connection)
            yield connection


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep all that is written in the block, or nothing of it where anything fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk has often taken it back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def failures_told(path: Path) -> Iterator[None]:
    """Raise what the system and SQLite say as RunFailed, a full disk as Full."""
    where = visible(str(path), 300)
    try:
        yield
    except MainstayError:
        raise
    except OSError as error:
        raise RunFailed(
            f"the collector's points cannot be kept: {error.strerror}",
            where=where,
            mend="look whether its folder is there and this user may read and write it",
        ) from error
    # Of bytes that were changed Python and numpy say that a value or its type does not fit.
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise _told(error, where) from error


def _told(error: Exception, where: str) -> RunFailed:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return Full("the disk is full: nothing was kept", where=where, mend="make room on the disk")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return RunFailed(
            "the collector's points stay locked", where=where, mend="look which program holds them"
        )
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}:
        return RunFailed(
            f"the collector's points are damaged: {visible(str(error), 100)}",
            where=where,
            mend="move the file away, and new points go into a new one",
        )
    return RunFailed(
        f"the collector's points cannot be kept: {visible(str(error), 100)}",
        where=where,
        mend="look at the disk and at the permissions of the file",
    )


def _make_empty(path: Path) -> None:
    make_private_folder(path.parent)
    try:
        # SQLite gives what it keeps beside the file the same mode.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
    except FileExistsError:
        return
    sync_folder(path.parent)


def _refuse_foreign(path: Path) -> None:
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode):
        raise OSError(0, "it is no plain file")
    # SQLite would take so short a file for an empty one, and write over it.
    if 0 < facts.st_size < _SHORTEST:
        raise sqlite3.DatabaseError("it is another program's file")
    if facts.st_uid not in {0, os.geteuid()} or facts.st_mode & 0o022:
        raise OSError(0, "others may write to the file")


def _connected(path: Path) -> sqlite3.Connection:
    try:
        return _configured(path, "NORMAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in _NO_INDEX:
            raise
        # Where the disk is full there is no room for the index that processes share. Who is alone needs none, and whoever
        # reads what fills up must not be kept from it because it is full.
        return _configured(path, "EXCLUSIVE")


def _configured(path: Path, locking: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA locking_mode = {locking}")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    """Make the tables where nobody has, and refuse a file of something else."""
    if _marks(connection) != (_OURS, _VERSION):
        if connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
            raise OSError(0, "this file system cannot hold them")
        with writing(connection):
            if (
                _marks(connection) == (0, 0)
                and not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            ):
                for statement in _TABLES.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {_OURS}")
                connection.execute(f"PRAGMA user_version = {_VERSION}")
        if _marks(connection) != (_OURS, _VERSION):
            raise sqlite3.DatabaseError("it is another program's file, or of a newer version")
    if connection.execute("SELECT 1 FROM sqlite_master WHERE type NOT IN ('table', 'index')").fetchone():
        raise sqlite3.DatabaseError("it holds other things than tables")


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    (ours,), (version,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    return ours, version
