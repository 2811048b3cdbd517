"""What a database says when something goes wrong, told so that a person can mend it."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from mainstay.adapters.store.failures import (
    AWAY,
    NO_DATABASE,
    NOT_LET_IN,
    POSTGRESQL,
    SQLITE,
    TOO_MANY,
    Failure,
)
from mainstay.domain.errors import MainstayError, OutcomeUnknown
from mainstay.present.visible import visible

_LONGEST_CODE = 5
_LONGEST_SAYING = 200


def told(error: Exception, where: str) -> MainstayError:
    """Give the failure of a database as one that says what, where and how to mend it, of the kind that it is.

    `error` is one of SQLAlchemy or of a driver, `where` the store's address without a password.
    """
    cause = error.orig if isinstance(error, StatementError) and error.orig is not None else error
    if isinstance(cause, MainstayError):
        return cause
    what, mend, kind = _known(cause) or Failure(
        f"the store failed: {_first_line(cause)}", "look at: mainstay store check"
    )
    return kind(what, where=where, mend=mend)


def told_of_a_commit(error: SQLAlchemyError, where: str) -> MainstayError:
    """Give the failure of what was to make a change last; where nobody knows whether it did that is OutcomeUnknown."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    # What SQLite wrote is there, and the disk did not say whether it stays.
    doubtful = isinstance(error, DBAPIError) and _sqlite_code(error.orig) == sqlite3.SQLITE_IOERR_FSYNC
    if not lost and not doubtful:
        return told(error, where)
    who = "the server went away" if lost else "the disk failed"
    return OutcomeUnknown(
        f"{who} while it was asked to keep a change, so nobody knows whether it did",
        where=where,
        mend="look whether the change is there before you make it again",
    )


def is_refused(error: SQLAlchemyError) -> bool:
    """Tell whether a constraint refused something: its like is kept already, or it refers to nothing."""
    if not isinstance(error, DBAPIError):
        return False
    kind = _sqlite_code(error.orig) & _KIND
    return kind == sqlite3.SQLITE_CONSTRAINT or _sqlstate(error.orig).startswith("23")


def is_undefined_table(error: Exception) -> bool:
    """Tell whether a table that was asked for is not there."""
    return _sqlstate(error) == "42P01" or "no such table" in str(error)


def _known(cause: BaseException) -> Failure | None:
    if isinstance(cause, sqlite3.Error):
        code = _sqlite_code(cause)
        return SQLITE.get(code) or SQLITE.get(code & _KIND)
    if isinstance(cause, WaitedTooLong):
        return TOO_MANY
    state = _sqlstate(cause)
    for length in range(_LONGEST_CODE, 1, -1):
        if len(state) >= length and state[:length] in POSTGRESQL:
            return POSTGRESQL[state[:length]]
    if type(cause).__module__.startswith("psycopg") and not state:
        return _without_state(cause)
    return None


def _without_state(cause: BaseException) -> Failure:
    """Tell what libpq says itself, which has no code: it could not connect, or lost the connection."""
    text = str(cause)
    if "password" in text or "authentication" in text or "role" in text:
        return NOT_LET_IN
    if 'database "' in text and "does not exist" in text:
        return NO_DATABASE
    if "too many" in text:
        return TOO_MANY
    if "invalid" in text and "option" in text:
        return Failure(
            "the address of the store has an option that there is not", "look at what stands behind its ?"
        )
    return AWAY


# The lower eight bits are the kind of failure, those above say more about it.
_KIND = 0xFF


def _sqlite_code(error: BaseException | None) -> int:
    return getattr(error, "sqlite_errorcode", 0) or 0


def _sqlstate(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", "") or ""


def _first_line(cause: BaseException) -> str:
    """Give the beginning of what a server or a file made somebody say, without what would act on a terminal."""
    lines = str(cause).strip().splitlines()
    return visible(f"{type(cause).__name__}: {lines[0] if lines else ''}", _LONGEST_SAYING)
