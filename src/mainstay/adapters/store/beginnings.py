"""How a transaction begins on each kind of database, in as few round trips as it takes."""

from typing import Any

from sqlalchemy import Connection

from mainstay.adapters.store.engines import PATIENCE
from mainstay.adapters.store.versions import READ

_SQLITE = {False: ("PRAGMA query_only = ON", "BEGIN"), True: ("PRAGMA query_only = OFF", "BEGIN IMMEDIATE")}
IDLE = 10
"""Seconds after which a server gives up who began to change something and says nothing more: others wait for what they hold."""
_POSTGRESQL = {
    False: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    True: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
}


def begin(connection: Connection, *, writable: bool) -> object:
    """Begin a transaction and give the store's revision as it is in it.

    The revision is read first: it fixes the state that a look sees, and on PostgreSQL it keeps a migration away until the
    transaction has ended. Raises the driver's own error, or SQLAlchemy's.
    """
    if connection.dialect.name == "sqlite":
        return _run(connection, (*_SQLITE[writable], READ))
    # One message to the server for all of it.
    limits = [f"SET LOCAL lock_timeout = '{PATIENCE}s'"]
    if writable:
        limits.append(f"SET LOCAL idle_in_transaction_session_timeout = '{IDLE}s'")
    return _run(connection, ("; ".join((_POSTGRESQL[writable], *limits, READ)),))


def _run(connection: Connection, statements: tuple[str, ...]) -> object:
    cursor: Any = connection.connection.cursor()
    try:
        for statement in statements:
            cursor.execute(statement)
        while getattr(cursor, "nextset", lambda: None)():
            pass
        row = cursor.fetchone()
    finally:
        cursor.close()
    return None if row is None else row[0]
