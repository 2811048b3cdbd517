"""Stores of other revisions: every released one is migrated forward with its data, and none is worked on unasked."""

import sqlite3
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect

from mainstay.adapters.store import versions
from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.checking import check
from mainstay.adapters.store.migrating import SCRIPTS, migrate, upgrade
from mainstay.adapters.store.moving import backup, restore
from mainstay.adapters.store.opening import begin_alone, connected, name_the_chain, open_store
from mainstay.adapters.store.schema.whole import SCHEMA
from mainstay.adapters.store.versions import NEWEST, REVISIONS, TABLE
from mainstay.domain.errors import RunFailed, UsageError
from tests.backups.making import kept_for
from tests.contract.store.test_moving import fill


def run(place: str, *statements: str) -> None:
    engine = connected(store_address(place), make=True)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def made_at(place: str, revision: str) -> None:
    """Make a store as the program of a revision made it."""
    engine = connected(store_address(place), make=True)
    with engine.connect() as connection:
        begin_alone(connection)
        upgrade(connection, revision)
        name_the_chain(connection)
        connection.exec_driver_sql("COMMIT")
    engine.dispose()


def shape(place: str) -> dict[str, object]:
    """Tell all that a database knows about its tables, in one order."""
    engine = connected(store_address(place), make=False)
    with engine.connect() as connection:
        told = inspect(connection)
        asked = (
            told.get_columns,
            told.get_pk_constraint,
            told.get_foreign_keys,
            told.get_unique_constraints,
            told.get_indexes,
            told.get_check_constraints,
        )
        shape = {name: plain([about(name) for about in asked]) for name in sorted(told.get_table_names())}
        if connection.dialect.name == "sqlite":
            statements = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema").fetchall()
            shape |= {f"{row.name} counts up": "AUTOINCREMENT" in (row.sql or "") for row in statements}
    engine.dispose()
    return shape


def plain(told: object) -> object:
    if isinstance(told, dict):
        return {name: plain(value) for name, value in sorted(told.items())}
    return sorted(map(plain, told), key=str) if isinstance(told, list) else str(told)


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "other.sqlite")
    return str(request.getfixturevalue("postgresql_server").new_place())


def test_the_program_knows_all_revisions_in_their_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS
    assert [script.module.__doc__ for script in scripts.walk_revisions() if not script.module.__doc__] == []


def test_what_is_made_at_once_is_what_the_migrations_make(place: str, tmp_path, postgresql_server) -> None:
    twin = postgresql_server.new_place() if place.startswith("postgresql") else str(tmp_path / "twin")
    open_store(place).close()
    made_at(twin, NEWEST)
    assert shape(place) == shape(twin)
    engine = connected(store_address(twin), make=False)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": TABLE, "compare_type": False})
        assert compare_metadata(context, SCHEMA) == []
    engine.dispose()


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_store_of_every_revision_is_migrated_forward_with_its_data(place: str, revision: str) -> None:
    made_at(place, revision)
    before = put_something_into_every_table(place)
    told = migrate(place)
    assert (told.before, told.revision) == (revision, NEWEST)
    assert migrate(place).before == NEWEST
    store = open_store(place)
    with store.reading() as work:
        assert work.trail.chain()
        assert len(work.trail.unsealed()) == 1
        assert work.decisions.about("text of id")
    store.close()
    after = check(place).counts
    assert {name: count for name, count in after.items() if name in before} == before


def put_something_into_every_table(place: str) -> dict[str, int]:
    """Put one row into each table, whatever its columns; give how many rows each has then."""
    engine = connected(store_address(place), make=False)
    with engine.connect() as connection:
        then = MetaData()
        then.reflect(connection)
        for table in then.sorted_tables:
            if table.name not in {TABLE, "store"}:
                connection.execute(
                    table.insert().values({column.name: sample(table, column) for column in table.c})
                )
    engine.dispose()
    return {name: 1 for name in then.tables if name != TABLE}


def sample(table, column) -> object:
    known = {
        "plan": "{}",
        "roles": "[]",
        "lent_by": "[]",
        "choice": "approve",
        "door": "web",
        "judgement": "justified",
        "state": "waiting",
        "labels": "{}",
        "limit_side": "above",
        "factors": "{}",
    }
    if table.name == "trail" and column.name in {"place", "seal"}:
        return None
    if column.foreign_keys and column.type.python_type is str:
        return "text of id"
    if column.type.python_type is str:
        return known.get(column.name, f"text of {column.name}")
    return {int: 7, float: 0.5, bool: True, bytes: b"\0\xff"}[column.type.python_type]


@pytest.fixture
def older(place: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a store that was made by a program which knew one revision less."""
    fill(place)
    run(place, f"UPDATE {TABLE} SET version_num = '0000'")
    monkeypatch.setattr(versions, "REVISIONS", ("0000", *REVISIONS))
    return place


def test_an_older_store_is_not_worked_on_until_it_is_migrated(older: str, tmp_path: Path) -> None:
    for work in (
        lambda: open_store(older),
        lambda: backup(older, str(tmp_path / "file")),
        lambda: check(older),
    ):
        with pytest.raises(RunFailed, match="older Mainstay") as refused:
            work()
        assert refused.value.mend == "run `mainstay store migrate`"


def test_a_store_from_the_future_is_refused_by_everything(place: str, tmp_path: Path) -> None:
    fill(place)
    file = str(tmp_path / "file")
    backup(place, file)
    store = open_store(place)
    run(place, f"UPDATE {TABLE} SET version_num = '9999'")

    def through_the_open_one() -> None:
        with store.writing() as work:
            work.proposals.starting_with("")

    for work in (
        lambda: open_store(place),
        lambda: migrate(place),
        lambda: check(place),
        lambda: restore(place, file),
        through_the_open_one,
    ):
        with pytest.raises(RunFailed, match="newer Mainstay") as refused:
            work()
        assert refused.value.mend == "upgrade Mainstay"
    store.close()


def test_the_database_of_another_program_is_left_as_it_is(place: str, tmp_path: Path) -> None:
    address = store_address(place)
    if address.file:
        with sqlite3.connect(address.file) as database:
            database.execute("CREATE TABLE theirs (id INTEGER)")
        database.close()
        before = address.file.read_bytes()
    else:
        run(place, "CREATE TABLE theirs (id INTEGER)")
    for work in (open_store, migrate, check, lambda place: backup(place, str(tmp_path / "file"))):
        with pytest.raises(RunFailed, match="another program"):
            work(place)
    assert not address.file or address.file.read_bytes() == before


def test_what_is_not_there_cannot_be_migrated(tmp_path: Path, postgresql_server) -> None:
    with pytest.raises(UsageError, match="no store"):
        migrate(str(tmp_path / "none"))
    with pytest.raises(RunFailed, match="empty"):
        migrate(postgresql_server.new_place())


def test_many_make_the_same_store_at_once_and_it_is_made_once(place: str) -> None:
    chains: list[str] = []

    def make() -> None:
        store = open_store(place)
        with store.reading() as work:
            chains.append(work.trail.chain())
        store.close()

    crowd = [threading.Thread(target=make) for _ in range(6)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join(120)
    assert len(chains) == 6
    assert len(set(chains)) == 1


def test_an_older_backup_is_migrated_when_it_is_restored(other: str) -> None:
    assert restore(other, str(kept_for(REVISIONS[0]))).before == REVISIONS[0]
    assert shape(other)


def test_the_tables_are_named_alike_everywhere() -> None:
    for table in SCHEMA.sorted_tables:
        assert table.primary_key.name == f"pk_{table.name}"
        assert all(constraint.name for constraint in table.constraints)
        assert all(str(index.name).startswith(("ix_", "uq_")) for index in table.indexes)
