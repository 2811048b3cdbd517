"""Backing a store up to one file, and restoring it, on the same kind of database or another."""

import math
import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, LargeBinary, MetaData, Table, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from mainstay.adapters.store import backup_file
from mainstay.adapters.store.addresses import StoreAddress, store_address
from mainstay.adapters.store.backup_file import BackupReader
from mainstay.adapters.store.drafting import drafted
from mainstay.adapters.store.failing import told
from mainstay.adapters.store.migrating import lock_out, references_hold, upgrade, without_references
from mainstay.adapters.store.opening import begin_alone, connected, open_store
from mainstay.adapters.store.schema.columns import storable
from mainstay.adapters.store.schema.whole import SCHEMA, TABLES
from mainstay.adapters.store.versions import NEWEST, TABLE, Standing, standing
from mainstay.domain.errors import MainstayError, RunFailed
from mainstay.domain.store_report import StoreReport

# A row can be as big as a plan, so that few are held at once.
_AT_ONCE = 100


def backup(place: str, file: str) -> StoreReport:
    """Write one state of the whole store at `place` to a new `file`, which either kind of database can be restored from.

    Raises UsageError when there is no store or the file is there already, RunFailed when one cannot be read or the other
    not written.
    """
    path = Path(file)
    store = open_store(place, make=False)
    try:
        with store.transaction(writable=False) as transaction, backup_file.writing(path, NEWEST) as writer:
            for table in TABLES:
                writer.table(table.name, [column.name for column in table.c])
                for row in transaction.through(table, _AT_ONCE):
                    writer.row(tuple(row))
        return StoreReport(store.where, NEWEST, writer.counts, file=file)
    finally:
        store.close()


def restore(place: str, file: str) -> StoreReport:
    """Restore a backup into the store at `place`, which must be empty, whole or not at all; an older backup is migrated.

    A file that was not there gets its name once all of it is in it, so that nothing is left when something fails.
    Raises UsageError when there is no such backup, RunFailed when it is damaged or newer than this program, when the store
    is not empty, and as opening a store does.
    """
    address = store_address(place)
    with backup_file.reading(Path(file)) as reader:
        if address.file is None or os.path.lexists(address.file):
            _restore(address, reader)
        else:
            with drafted(address) as draft:
                _restore(draft, reader)
        return StoreReport(address.shown, NEWEST, reader.counts, before=reader.revision, file=file)


def _restore(address: StoreAddress, reader: BackupReader) -> None:
    engine = connected(address, make=True)
    try:
        with engine.connect() as connection:
            without_references(connection)
            begin_alone(connection)
            _must_be_empty(connection, address.shown)
            _fill(connection, reader)
            upgrade(connection, NEWEST)
            references_hold(connection, address.shown)
            _count_on(connection)
            connection.exec_driver_sql("COMMIT")
    except SQLAlchemyError as error:
        raise told(error, address.shown) from error
    finally:
        engine.dispose()


def _must_be_empty(connection: Connection, where: str) -> None:
    """See to it that there is no table; those of a store in which nothing was ever kept are dropped."""
    found, _ = standing(connection, where)
    if found is Standing.EMPTY:
        return
    if found is Standing.CURRENT:
        lock_out(connection)
        # What every store has from its beginning: its own name.
        rest = (table for table in TABLES if table.name != "store")
        if not any(connection.execute(select(table).limit(1)).first() for table in rest):
            SCHEMA.drop_all(connection)
            connection.exec_driver_sql(f"DROP TABLE {TABLE}")
            return
    raise RunFailed(
        "the store is not empty", where=where, mend="restore into a new file, or into an empty database"
    )


def _fill(connection: Connection, reader: BackupReader) -> None:
    """Make the tables as they were when the backup was made, and put all of its rows into them."""
    upgrade(connection, reader.revision)
    then = MetaData()
    then.reflect(connection)
    rows = reader.rows()
    while batch := list(islice(rows, _AT_ONCE)):
        for name, values in _by_table(batch, then, reader):
            connection.execute(then.tables[name].insert(), values)
    if reader.counts.keys() != then.tables.keys() - {TABLE}:
        raise reader.damaged()


def _by_table(
    batch: list[tuple[str, tuple[str, ...], list[object]]], then: MetaData, reader: BackupReader
) -> Iterator[tuple[str, list[Mapping[str, object]]]]:
    """Give the rows of a batch, those of one table together."""
    gathered: dict[str, list[Mapping[str, object]]] = {}
    for name, columns, values in batch:
        if not _fits(then.tables.get(name), columns):
            raise reader.damaged()
        for column, value in zip(columns, values, strict=True):
            if isinstance(value, str):
                _must_be_storable(value, reader)
            elif value is not None and not isinstance(value, int | float | bytes):
                raise reader.damaged()
            if isinstance(value, float) and not math.isfinite(value):
                raise reader.damaged()
            # SQLite keeps anything anywhere.
            if isinstance(value, bytes) is not _holds_bytes(then.tables[name], column):
                raise reader.damaged()
        gathered.setdefault(name, []).append(dict(zip(columns, values, strict=True)))
    yield from gathered.items()


def _holds_bytes(table: Table, column: str) -> bool:
    return isinstance(table.c[column].type, LargeBinary)


def _must_be_storable(value: str, reader: BackupReader) -> None:
    try:
        storable(value)
    except MainstayError as error:
        raise reader.damaged() from error


def _fits(table: Table | None, columns: tuple[str, ...]) -> bool:
    return table is not None and table.name != TABLE and set(table.c.keys()) == set(columns)


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL give numbers behind those that were restored; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in TABLES:
        column = table.autoincrement_column
        if column is not None:
            last = connection.execute(select(func.max(column))).scalar()
            counting = text("SELECT setval(pg_get_serial_sequence(:name, :column), :next, false)")
            connection.execute(counting, {"name": table.name, "column": column.name, "next": (last or 0) + 1})
