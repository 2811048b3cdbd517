"""What the codes of SQLite and PostgreSQL mean: what happened, how to mend it, and which kind of failure it is."""

import sqlite3
from typing import NamedTuple

from mainstay.domain.errors import Full, RunFailed, Taken, Unreachable


class Failure(NamedTuple):
    """A failure as a person is told of it, and the `kind` of error that a program tells it by."""

    what: str
    mend: str
    kind: type[RunFailed] = RunFailed


LOCKED = Failure(
    "the store stayed locked by another process", "wait until that has ended and run again", Unreachable
)
_FULL = Failure("the disk of the store is full, so nothing was kept", "free some room and run again", Full)
_DISK_FAILS = Failure(
    "the disk of the store cannot be read or written, so nothing was kept",
    "look at the disk's health, its free room and the limit on file sizes (ulimit -f)",
)
_NO_FIT = Failure(
    "what was to be kept does not fit what is kept already", "look at both: mainstay store check"
)
_TAKEN = Failure("what was to be kept is there already", "look at the one that is there", Taken)
AWAY = Failure(
    "the server of the store cannot be reached, or went away",
    "look whether it runs and run again",
    Unreachable,
)
NOT_LET_IN = Failure(
    "the server of the store does not let this user in", "look at the user's name and password"
)
NOT_PROVED = Failure(
    "the server of the store does not prove that it is the right one",
    "let it have a certificate for its name, and give its authority behind the ? of the address: sslrootcert=PATH, or system; "
    "sslmode= there says what else is enough",
)
NO_DATABASE = Failure("there is no such database", "make it: createdb NAME")
TOO_MANY = Failure(
    "the server of the store has too many connections",
    "wait until some have ended, or raise max_connections",
    Unreachable,
)

SQLITE: dict[int, Failure] = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    # What a quota or a limit on files refuses comes as a write that failed.
    sqlite3.SQLITE_IOERR_WRITE: _DISK_FAILS._replace(kind=Full),
    sqlite3.SQLITE_IOERR: _DISK_FAILS,
    sqlite3.SQLITE_READONLY: Failure(
        "the store can be read but not written", "give this user the right to write the file and its folder"
    ),
    sqlite3.SQLITE_CANTOPEN: Failure(
        "the store cannot be opened", "look whether its folder is there and this user may read and write it"
    ),
    sqlite3.SQLITE_PERM: Failure(
        "the store cannot be opened", "look whether this user may read and write it"
    ),
    sqlite3.SQLITE_NOTADB: Failure("that file is no store", "name the file of a store, or a new one"),
    sqlite3.SQLITE_CORRUPT: Failure(
        "the store is damaged", "keep a copy of the file, then: mainstay store restore BACKUP --store NEW"
    ),
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: _TAKEN,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: _TAKEN,
    sqlite3.SQLITE_CONSTRAINT: _NO_FIT,
}
"""By SQLite's code, that with its details or its lower eight bits alone."""

POSTGRESQL: dict[str, Failure] = {
    "08": AWAY,
    "22021": Failure("a text that is not Unicode cannot be kept", "make the database with the encoding UTF8"),
    "23505": _TAKEN,
    "23": _NO_FIT,
    "25006": Failure(
        "the store can be read but not written",
        "give this user the right to write, and ask the server that is no standby",
    ),
    "25P02": Failure(
        "nothing can be done after something failed in the same transaction", "look at what failed first"
    ),
    "25P03": AWAY,
    "28": NOT_LET_IN,
    "3D000": NO_DATABASE,
    "40": Failure(
        "two changes stood in each other's way, so this one was not kept", "run again", Unreachable
    ),
    "42501": Failure(
        "this user may not do that in the store's database",
        "give this user the right to make and write tables there",
    ),
    "53100": _FULL,
    "53300": TOO_MANY,
    "53": Failure(
        "the server of the store ran out of something, so nothing was kept",
        "look at the server's log and run again",
        Full,
    ),
    "55P03": LOCKED,
    "57014": Failure(
        "the server of the store broke off what took too long",
        "run again when less is going on",
        Unreachable,
    ),
    "57P": AWAY,
    "XX001": Failure("the store is damaged", "restore a backup into a new database"),
}
"""By the beginning of PostgreSQL's SQLSTATE."""
