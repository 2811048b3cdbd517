"""How a transaction begins on each kind of database, in as few round trips as it takes."""

from typing import Any

from sqlalchemy import Connection

from mainstay.adapters.store.engines import PATIENCE
from mainstay.adapters.store.versions import READ

_SQLITE = {False: "BEGIN", True: "BEGIN IMMEDIATE"}
_ALLOWING = {False: "PRAGMA query_only = ON", True: "PRAGMA query_only = OFF"}
_WRITABLE = "mainstay writable"
"""Whether a connection may write, in what is remembered of it: it stays so until something else is asked for."""
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
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        if connection.info.get(_WRITABLE) is not writable:
            connection.info.pop(_WRITABLE, None)
            driver.execute(_ALLOWING[writable])
            connection.info[_WRITABLE] = writable
        driver.execute(_SQLITE[writable])
        row = driver.execute(READ).fetchone()
    else:
        limits = f"SET LOCAL lock_timeout = '{PATIENCE}s'"
        if writable:
            limits += f"; SET LOCAL idle_in_transaction_session_timeout = '{IDLE}s'"
        # One message to the server for all of it.
        cursor = driver.execute(f"{_POSTGRESQL[writable]}; {limits}; {READ}")
        while cursor.nextset():
            pass
        row = cursor.fetchone()
    return None if row is None else row[0]
