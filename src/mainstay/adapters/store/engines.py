"""Connections to a store: opened, and set up so that what is acknowledged stays."""

import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import ArgumentError

from mainstay.adapters.store.addresses import StoreAddress
from mainstay.domain.errors import RunFailed, UsageError

PATIENCE = 30
"""Seconds that a transaction waits for another one before it gives up."""
_CONNECTING = 10
# How many rows were inserted is what tells that none was there already.
_COUNTED = {"preserve_rowcount": True}
# As many connections as transactions at once: who waited for the pool would not hear of one that was put by elsewhere.
_NO_LIMIT = -1


def make_engine(address: StoreAddress) -> Engine:
    """Give an engine for a store. Nothing is connected yet.

    Raises RunFailed when the driver for PostgreSQL is missing, UsageError when the address has what no driver knows.
    """
    if address.file is not None:
        only_read = may_only_be_read(address.file)
        # Each transaction is begun by hand, for the driver would begin some of them too late.
        engine = create_engine(
            address.url,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            execution_options=_COUNTED,
            max_overflow=_NO_LIMIT,
            connect_args={"timeout": PATIENCE, "check_same_thread": False},
            **({"creator": partial(_connect_to_read, address.file)} if only_read else {}),
        )
        event.listen(engine, "connect", _set_up)
        return engine
    try:
        engine = create_engine(
            address.url,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            execution_options=_COUNTED,
            max_overflow=_NO_LIMIT,
            connect_args={
                "connect_timeout": _CONNECTING,
                "application_name": "mainstay",
                # A server that is not reached any more is given up in half a minute, not in a quarter of an hour.
                "keepalives_idle": 30,
                "keepalives_interval": 10,
                "keepalives_count": 3,
                "tcp_user_timeout": PATIENCE * 1_000,
            },
        )
        event.listen(engine, "connect", _wait_for_the_log)
        return engine
    except ModuleNotFoundError as error:
        raise RunFailed(
            "PostgreSQL needs psycopg, which is not installed",
            where=address.shown,
            mend='install it beside Mainstay: pip install "mainstay[postgres]"',
        ) from error
    except ArgumentError as error:
        raise UsageError(
            "the address of the store cannot be used",
            where=address.shown,
            mend="look at what stands behind its ?",
        ) from error


def may_only_be_read(file: Path) -> bool:
    """Tell whether this user may read a store's file that is there, but not write it or the log that SQLite keeps beside it."""
    as_who_works = os.access in os.supports_effective_ids
    both = (file, file.parent)
    return file.exists() and not all(os.access(one, os.W_OK, effective_ids=as_who_works) for one in both)


def _connect_to_read(file: Path) -> sqlite3.Connection:
    # Without its log a store is whole in its one file, and SQLite can take it as it is; else it reads the log of whoever
    # writes, and cannot where that one died and left a log that nobody has put in order.
    log = Path(f"{file}-wal")
    as_it_is = "" if log.exists() and log.stat().st_size else "&immutable=1"
    place = f"file:{quote(os.fspath(file))}?mode=ro{as_it_is}"
    return sqlite3.connect(place, uri=True, timeout=PATIENCE, check_same_thread=False)


def _wait_for_the_log(connection: Any, _record: Callable[..., object]) -> None:  # noqa: ANN401  # the driver's own
    # Where a server acknowledges before its log is written, for the sake of other programs, a crash loses what was accepted.
    asked = "SELECT set_config(name, 'on', false) FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'off'"
    with connection.cursor() as cursor:
        cursor.execute(asked)
    connection.commit()


def make_file(address: StoreAddress, *, make: bool) -> None:
    """See to it that the file of a store is there, for this user alone or the group of its folder; a server needs none.

    Raises RunFailed when it cannot be, or is no plain file, UsageError when it is not there and is not to be made.
    """
    file = address.file
    if file is None:
        return
    if not make and not os.path.lexists(file):
        raise UsageError("there is no store", where=address.shown, mend="name one that is there with --store")
    try:
        if make and not os.path.lexists(file):
            _make_empty(file)
        # Looked at and not opened: to close any handle of a file ends all locks that this process holds on it, and with them
        # what keeps others from taking SQLite's log away.
        plain = stat.S_ISREG(file.stat().st_mode)
    except OSError as error:
        raise not_opened(error, address) from error
    if not plain:
        raise RunFailed("that is no file", where=address.shown, mend="name the file of a store, or a new one")


def not_opened(error: OSError, address: StoreAddress) -> RunFailed:
    """Tell why the file of a store cannot be opened or made."""
    return RunFailed(
        f"the store cannot be opened: {error.strerror}",
        where=address.shown,
        mend="look whether its folder is there and this user may read and write it",
    )


def share_as_the_folder(handle: int, folder: Path) -> None:
    """Give the group the same rights in a new file as its maker has, where the folder says that several people share it.

    That says a folder which its group may write, and which gives its group to what is made in it (`chmod 2770`).
    """
    mode = folder.stat().st_mode
    if mode & stat.S_ISGID and mode & stat.S_IWGRP:
        os.fchmod(handle, 0o660)


def _make_empty(file: Path) -> None:
    """Make an empty file that only this user can read, or those who share the folder, unless somebody was faster."""
    handle, draft = tempfile.mkstemp(prefix=".mainstay-", dir=file.parent)
    try:
        share_as_the_folder(handle, file.parent)
        # Closed before it has the name, for the reason that `make_file` gives.
        os.close(handle)
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        Path(draft).unlink()


def _set_up(connection: Any, _record: Callable[..., object]) -> None:  # noqa: ANN401  # the driver's own
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA foreign_keys = ON")
        # The log is on the disk before a commit returns; on macOS only fullfsync reaches the disk itself.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA fullfsync = ON")
        # What a hostile file might have put into its schema is not run.
        cursor.execute("PRAGMA trusted_schema = OFF")
    finally:
        cursor.close()
