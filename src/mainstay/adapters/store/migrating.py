"""Bringing a store that stands to the revision that this program works on, whole or not at all."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from mainstay.adapters.store.additions import must_have_no_additions
from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.failing import told
from mainstay.adapters.store.opening import begin_alone, connected
from mainstay.adapters.store.versions import NEWEST, TABLE, Standing, standing
from mainstay.domain.errors import RunFailed
from mainstay.domain.store_report import StoreReport

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(place: str) -> StoreReport:
    """Migrate the store at `place` forward to the newest revision, in one transaction; one that is there already stays.

    It is safe beside other programs on the same store: they wait, and go on or say that they are too old.
    Raises UsageError and RunFailed as opening a store does, and RunFailed when it is empty or could not be migrated.
    """
    address = store_address(place)
    engine = connected(address, make=False)
    try:
        with engine.connect() as connection:
            without_references(connection)
            begin_alone(connection)
            found, before = standing(connection, address.shown)
            if found is Standing.EMPTY:
                raise RunFailed(
                    "the store is empty", where=address.shown, mend="name one that is not with --store"
                )
            must_have_no_additions(connection, address.shown, tables=found is Standing.CURRENT)
            if found is Standing.OLDER:
                lock_out(connection)
                upgrade(connection, NEWEST)
                references_hold(connection, address.shown)
            connection.exec_driver_sql("COMMIT")
    except SQLAlchemyError as error:
        raise told(error, address.shown) from error
    finally:
        engine.dispose()
    return StoreReport(address.shown, NEWEST, before=before)


def upgrade(connection: Connection, revision: str) -> None:
    """Run all revisions up to one, in the transaction that has begun on a connection."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def without_references(connection: Connection) -> None:
    """Let SQLite make tables anew, to which others refer; it can be told so only before a transaction begins."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")


def references_hold(connection: Connection, where: str) -> None:
    """Raise RunFailed when a row refers to one that is not there, which SQLite did not look at meanwhile."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if lost is not None:
            raise RunFailed(
                f"a row of the table {lost[0]} refers to what is not there, so nothing was changed",
                where=where,
                mend="look at: mainstay store check",
            )


def lock_out(connection: Connection) -> None:
    """Wait on a server until nobody is at work, and keep all others waiting until the transaction has ended."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE")
