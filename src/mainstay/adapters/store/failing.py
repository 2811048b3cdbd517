"""What a database says when something goes wrong, told so that a person can mend it."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError

from mainstay.domain.errors import MainstayError, RunFailed

_SQLITE = {
    sqlite3.SQLITE_BUSY: (
        "the store stayed locked by another process",
        "wait until that has ended and run again",
    ),
    sqlite3.SQLITE_LOCKED: (
        "the store stayed locked by another process",
        "wait until that has ended and run again",
    ),
    sqlite3.SQLITE_FULL: (
        "the disk of the store is full, so nothing was kept",
        "free some room and run again",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk of the store cannot be read or written, so nothing was kept",
        "look at the disk's health, its free room and the limit on file sizes (ulimit -f)",
    ),
    sqlite3.SQLITE_READONLY: (
        "the store can be read but not written",
        "give this user the right to write the file and its folder",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the store cannot be opened",
        "look whether its folder is there and this user may read and write it",
    ),
    sqlite3.SQLITE_PERM: (
        "the store cannot be opened",
        "look whether this user may read and write it",
    ),
    sqlite3.SQLITE_NOTADB: (
        "that file is no store",
        "name the file of a store, or a new one",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the store is damaged",
        "keep a copy of the file, then: mainstay store restore BACKUP --store NEW",
    ),
    sqlite3.SQLITE_CONSTRAINT: (
        "what was to be kept does not fit what is kept already",
        "look at both: mainstay store check",
    ),
}
_POSTGRESQL = {
    "08": (
        "the server of the store cannot be reached, or went away",
        "look whether it runs and run again",
    ),
    "22021": (
        "a text that is not Unicode cannot be kept",
        "make the database with the encoding UTF8",
    ),
    "23": (
        "what was to be kept does not fit what is kept already",
        "look at both: mainstay store check",
    ),
    "25006": (
        "the store can be read but not written",
        "give this user the right to write, and ask the server that is no standby",
    ),
    "25P02": (
        "nothing can be done after something failed in the same transaction",
        "look at what failed first",
    ),
    "28": (
        "the server of the store does not let this user in",
        "look at the user's name and password",
    ),
    "3D000": (
        "there is no such database",
        "make it: createdb NAME",
    ),
    "40": (
        "two changes stood in each other's way, so this one was not kept",
        "run again",
    ),
    "42501": (
        "this user may not do that in the store's database",
        "give this user the right to make and write tables there",
    ),
    "53100": (
        "the disk of the store is full, so nothing was kept",
        "free some room and run again",
    ),
    "53300": (
        "the server of the store has too many connections",
        "wait until some have ended, or raise max_connections",
    ),
    "53": (
        "the server of the store ran out of something, so nothing was kept",
        "look at the server's log and run again",
    ),
    "55P03": (
        "the store stayed locked by another process",
        "wait until that has ended and run again",
    ),
    "57014": (
        "the server of the store broke off what took too long",
        "run again when less is going on",
    ),
    "57P": (
        "the server of the store cannot be reached, or went away",
        "look whether it runs and run again",
    ),
    "XX001": (
        "the store is damaged",
        "restore a backup into a new database",
    ),
}
_LONGEST_CODE = 5


def told(error: Exception, where: str) -> MainstayError:
    """Give the failure of a database as one that says what, where and how to mend it.

    `error` is one of SQLAlchemy or of a driver, `where` the store's address without a password.
    """
    cause = error.orig if isinstance(error, StatementError) and error.orig is not None else error
    if isinstance(cause, MainstayError):
        return cause
    what, mend = _known(cause) or (f"the store failed: {_first_line(cause)}", "look at: mainstay store check")
    return RunFailed(what, where=where, mend=mend)


def is_taken(error: SQLAlchemyError) -> bool:
    """Tell whether something was refused because its like is kept already, or refers to nothing."""
    if not isinstance(error, DBAPIError):
        return False
    return _sqlite_code(error.orig) == sqlite3.SQLITE_CONSTRAINT or _sqlstate(error.orig).startswith("23")


def is_undefined_table(error: Exception) -> bool:
    """Tell whether a table that was asked for is not there."""
    return _sqlstate(error) == "42P01" or "no such table" in str(error)


def _known(cause: BaseException) -> tuple[str, str] | None:
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(_sqlite_code(cause))
    state = _sqlstate(cause)
    for length in range(_LONGEST_CODE, 1, -1):
        if len(state) >= length and state[:length] in _POSTGRESQL:
            return _POSTGRESQL[state[:length]]
    if type(cause).__module__.startswith("psycopg") and not state:
        return _without_state(cause)
    return None


def _without_state(cause: BaseException) -> tuple[str, str]:
    """Tell what libpq says itself, which has no code: it could not connect, or lost the connection."""
    text = str(cause)
    if "password" in text or "authentication" in text or "role" in text:
        return _POSTGRESQL["28"]
    if 'database "' in text and "does not exist" in text:
        return _POSTGRESQL["3D000"]
    if "too many" in text:
        return _POSTGRESQL["53300"]
    if "invalid" in text and "option" in text:
        return "the address of the store has an option that there is not", "look at what stands behind its ?"
    return _POSTGRESQL["08"]


def _sqlite_code(error: BaseException | None) -> int:
    # The lower eight bits are the kind of failure, those above say more about it.
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _sqlstate(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", "") or ""


def _first_line(cause: BaseException) -> str:
    lines = str(cause).strip().splitlines()
    return f"{type(cause).__name__}: {lines[0] if lines else ''}"
