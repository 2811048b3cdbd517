"""Opening a store: an empty one is made, one of another version or another program is refused."""

import secrets

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from mainstay.adapters.store.additions import must_have_no_additions
from mainstay.adapters.store.addresses import StoreAddress, store_address
from mainstay.adapters.store.engines import make_engine, make_file, may_only_be_read
from mainstay.adapters.store.failing import told
from mainstay.adapters.store.schema.identity import STORE
from mainstay.adapters.store.schema.whole import SCHEMA
from mainstay.adapters.store.sql_store import SqlStore
from mainstay.adapters.store.versions import NEWEST, TABLE, Standing, older, standing
from mainstay.domain.errors import MainstayError, RunFailed


def open_store(place: str, *, make: bool = True) -> SqlStore:
    """Open the store at `place`: a path, `sqlite:///PATH`, or `postgresql://...`; an empty one is made where `make` says so.

    Raises UsageError when the address cannot be used or nothing is there and is not to be made, RunFailed when the store
    cannot be reached, is of another program, or of an older or newer version of this one.
    """
    address = store_address(place)
    engine = connected(address, make=make)
    try:
        with engine.connect() as connection:
            found, _ = standing(connection, address.shown)
            if found is Standing.EMPTY:
                if not make:
                    raise RunFailed(
                        "the store is empty", where=address.shown, mend="name one that is not with --store"
                    )
                _make(connection, address.shown)
            elif found is Standing.OLDER:
                raise older(address.shown)
            else:
                must_have_no_additions(connection, address.shown)
    except SQLAlchemyError as error:
        engine.dispose()
        raise told(error, address.shown) from error
    except MainstayError:
        engine.dispose()
        raise
    return SqlStore(engine, address.shown)


def connected(address: StoreAddress, *, make: bool) -> Engine:
    """Give an engine for the database at an address, which is there; the file of a new one is made where `make` says so.

    Raises as `open_store` does when it cannot be reached.
    """
    make_file(address, make=make)
    engine = make_engine(address)
    try:
        with engine.connect() as connection:
            # Nothing is done to the database of another program.
            standing(connection, address.shown)
            if address.file is not None and not may_only_be_read(address.file):
                _keep_a_log(connection, address.shown)
    except SQLAlchemyError as error:
        engine.dispose()
        raise told(error, address.shown) from error
    except MainstayError:
        engine.dispose()
        raise
    return engine


def begin_alone(connection: Connection) -> None:
    """Begin a transaction in which nobody else makes or migrates the same store."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql("BEGIN")
    connection.execute(
        text(
            "SELECT pg_advisory_xact_lock(hashtextextended(concat('mainstay schema ', current_schema()), 0))"
        )
    )


def name_the_chain(connection: Connection) -> None:
    """Give a new store the random name that tells its audit trail from all others."""
    connection.execute(STORE.insert().values(id=1, chain=secrets.token_hex(16)))


def _make(connection: Connection, where: str) -> None:
    """Make all tables at once, unless somebody else has just done so."""
    begin_alone(connection)
    found, _ = standing(connection, where)
    if found is Standing.EMPTY:
        SCHEMA.create_all(connection, checkfirst=False)
        # As Alembic makes it; a test holds all of this to what the migrations make.
        connection.exec_driver_sql(
            f"CREATE TABLE {TABLE} (version_num VARCHAR(32) NOT NULL, "
            f"CONSTRAINT {TABLE}_pkc PRIMARY KEY (version_num))"
        )
        connection.execute(text(f"INSERT INTO {TABLE} VALUES (:newest)"), {"newest": NEWEST})  # noqa: S608  # a constant
        name_the_chain(connection)
    connection.exec_driver_sql("COMMIT")


def _keep_a_log(connection: Connection, where: str) -> None:
    mode = connection.exec_driver_sql("PRAGMA journal_mode = WAL").scalar()
    if mode != "wal":
        raise RunFailed(
            f"SQLite keeps no write-ahead log there (it says {mode})",
            where=where,
            mend="put the store on a local disk, or on a PostgreSQL server",
        )
