"""Why there is no cache: what a check of key, folder or file raises, and the notices that come of it."""

import sqlite3

from mainstay.domain.notice import Notice

# SQLite quotes names of a hostile file in its messages, which the binding decodes: that can fail as well.
FAILURES = (sqlite3.Error, UnicodeDecodeError, MemoryError)
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


class Unusable(Exception):
    """The cache cannot be used; `notice` says why and what would mend it."""

    def __init__(self, code: str, text: str, mend: str = "") -> None:
        """Keep the notice's stable code, its sentence and its mend."""
        super().__init__(text)
        self.notice = Notice(code, text, mend=mend)


class Damaged(Unusable):
    """The cache's file is not as this program left it: it is thrown away and made anew."""

    def __init__(self, reason: str) -> None:
        """Keep the reason: a clause of our own, never text out of the file."""
        super().__init__("cache-rebuilt", f"The cache was thrown away and made anew: {reason}.")


def from_os(what: str, error: OSError) -> Unusable:
    """Tell of a file or folder that the system does not let us use; `what` names it."""
    reason = error.strerror or type(error).__name__
    return Unusable("cache-unavailable", f"Nothing is kept for the next run: {what}: {reason}.")


def from_sqlite(error: Exception) -> Unusable:
    """Sort one of FAILURES into busy, no room or damaged.

    Its message is left out, for it may quote names out of a hostile file; its symbolic name is told instead.
    """
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    name: str = getattr(error, "sqlite_errorname", "SQLITE_CORRUPT")
    if code & 0xFF in _BUSY:
        return Unusable("cache-busy", "Another run is writing the cache, so this one goes without it.")
    if code & 0xFF in _NO_ROOM:
        return Unusable(
            "cache-unavailable",
            f"Nothing is kept for the next run: the cache's file cannot be written ({name}).",
            "free some space, or run with --no-cache",
        )
    return Damaged(f"its file does not read as one of ours ({name})")
