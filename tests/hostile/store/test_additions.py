"""What somebody else put into a store's database to run, change or hide what is kept, is found before it does."""

import sqlite3
from pathlib import Path

import pytest

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.migrating import migrate
from mainstay.adapters.store.opening import open_store
from mainstay.domain.errors import RunFailed
from mainstay.domain.store_report import Flaw
from tests.contract.store.test_moving import fill
from tests.servers.postgresql import PostgreSQL

ADDED = {
    "trigger": "CREATE TRIGGER \"a\x1b[2J\" AFTER INSERT ON trail BEGIN UPDATE trail SET who = 'bob'; END",
    "view": "CREATE VIEW v AS SELECT * FROM trail",
    "table": "CREATE TABLE notes (id INTEGER)",
}


@pytest.mark.parametrize("kind", ADDED)
def test_a_file_with_an_addition_is_not_opened(tmp_path: Path, kind: str) -> None:
    place = str(tmp_path / "store")
    fill(place)
    connection = sqlite3.connect(place)
    connection.execute("ANALYZE")
    connection.commit()
    migrate(place)
    open_store(place).close()
    connection.execute(ADDED[kind])
    connection.commit()
    connection.close()
    for opening in (open_store, check, migrate):
        with pytest.raises(RunFailed, match=f"a {kind} that Mainstay did not make") as refused:
            opening(place)
        assert refused.value.what.isprintable()


def test_on_a_server_they_are_told_by_the_check(postgresql_server: PostgreSQL) -> None:
    name = postgresql_server.new_database()
    place = postgresql_server.url(name)
    fill(place)
    assert check(place).wrong == ()
    postgresql_server.run(
        "CREATE FUNCTION lie() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.who := ''bob''; RETURN NEW; END'",
        'CREATE TRIGGER "t\u202e" BEFORE INSERT ON trail FOR EACH ROW EXECUTE FUNCTION lie()',
        "CREATE RULE r AS ON DELETE TO decisions DO INSTEAD NOTHING",
        "CREATE VIEW v AS SELECT * FROM trail",
        "ALTER TABLE evidence ENABLE ROW LEVEL SECURITY",
        "CREATE FUNCTION see() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION see()",
        database=name,
    )
    assert [(one.flaw, one.where) for one in check(place).wrong] == [
        (Flaw.ADDED, "event trigger e"),
        (Flaw.ADDED, "row security evidence"),
        (Flaw.ADDED, "rule _RETURN of v"),
        (Flaw.ADDED, "rule r of decisions"),
        (Flaw.ADDED, "trigger t\\u202e of trail"),
    ]
