"""Changes of a real database, a file of SQLite and a PostgreSQL server alike."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.actions.sql.kept import KeptDatabase
from mainstay.adapters.actions.sql.kind import SqlAction, SqlCheck
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from tests.fakes.keeping import NOW, occasion
from tests.fakes.secrets import MemorySecrets
from tests.servers.postgresql import LOCKED, PASSWORD, PostgreSQL

NEVER_ENDS = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) INSERT INTO item SELECT -x, 0 FROM n",
    "postgresql": "INSERT INTO item SELECT -1, 0 FROM (SELECT pg_sleep(600)) AS s",
}


class Database:
    """A database with a table `item` of three rows, and the kinds of action that change and ask it."""

    def __init__(self, kind: str, address: str, rows: Callable[[str], list[tuple[Any, ...]]]) -> None:
        self.kind, self.address, self.rows = kind, address, rows
        self.journal = False
        self.secrets = {"env:ADDRESS": address}

    def act(self, *statements: str, at: Occasion | None = None, **more: Value) -> Result:
        kept = KeptDatabase("env:ADDRESS", self.journal)
        given: dict[str, Value] = {"database": "shop", "statements": statements, **more}
        return SqlAction({"shop": kept}, MemorySecrets(self.secrets)).act(given, at or occasion())

    def foresee(self, *statements: str, **more: Value) -> Result:
        kept = KeptDatabase("env:ADDRESS", self.journal)
        given: dict[str, Value] = {"database": "shop", "statements": statements, **more}
        return SqlAction({"shop": kept}, MemorySecrets(self.secrets)).foresee(given, occasion())

    def check(
        self, query: str, relation: str, value: float, at: Occasion | None = None, **more: Value
    ) -> Result:
        given: dict[str, Value] = {"database": "shop", "query": query, "is": relation, "value": value, **more}
        kinds = SqlCheck({"shop": KeptDatabase(self.address)}, MemorySecrets({}))
        return kinds.act(given, at or occasion())

    @property
    def items(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT id, price FROM item ORDER BY id")


MADE = (
    "CREATE TABLE item (id integer PRIMARY KEY, price integer NOT NULL)",
    "INSERT INTO item VALUES (1, 10), (2, 20), (3, 30)",
)
BEFORE = [(1, 10), (2, 20), (3, 30)]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """Give a database."""
    if request.param == "sqlite":
        file = tmp_path / "shop.db"

        def of_file(query: str) -> list[tuple[Any, ...]]:
            with sqlite3.connect(file) as connection:
                return connection.execute(query).fetchall()

        connection = sqlite3.connect(file)
        for statement in MADE:
            connection.execute(statement)
        connection.commit()
        connection.close()
        return Database("sqlite", str(file), of_file)
    return on_a_server(request.getfixturevalue("postgresql_server"))


def on_a_server(server: PostgreSQL) -> Database:
    name = server.new_database()
    server.run(*MADE, database=name)

    def of_server(query: str) -> list[tuple[Any, ...]]:
        with server.connect(name) as connection:
            return connection.execute(query.encode()).fetchall()

    return Database("postgresql", server.url(name), of_server)


def test_all_statements_are_one_change(database: Database) -> None:
    result = database.act("UPDATE item SET price = price + 1", "INSERT INTO item VALUES (4, 40)")
    assert result.mark is Mark.DONE, result
    assert database.items == [(1, 11), (2, 21), (3, 31), (4, 40)]
    assert result.output.splitlines()[0] in {"1: UPDATE 3", "1: 3 rows"}


def test_what_fails_is_taken_back_whole(database: Database) -> None:
    result = database.act("UPDATE item SET price = 0", "INSERT INTO item VALUES (1, 1)")
    assert (result.mark, database.items) == (Mark.FAILED, BEFORE)
    assert "nothing was changed: statement 2" in result.detail


def test_what_fails_at_the_end_is_taken_back(postgresql_server: PostgreSQL) -> None:
    database = on_a_server(postgresql_server)
    database.journal = True
    deferred = "CREATE TABLE part (item integer REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED)"
    result = database.act(deferred, "INSERT INTO part VALUES (99)")
    assert result.mark is Mark.FAILED
    assert "nothing was changed" in result.detail
    assert database.rows("SELECT key FROM mainstay_done") == []


def test_with_a_journal_a_second_try_does_nothing(database: Database) -> None:
    database.journal = True
    assert database.act("UPDATE item SET price = price + 1").mark is Mark.DONE
    again = database.act("UPDATE item SET price = price + 1", at=occasion(number=2))
    assert again.mark is Mark.DONE
    assert "an earlier try" in again.detail
    assert database.items == [(1, 11), (2, 21), (3, 31)]
    other = database.act("UPDATE item SET price = price + 1", at=occasion(step="other"))
    assert (other.mark, database.items[0]) == (Mark.DONE, (1, 12))
    assert database.rows("SELECT key FROM mainstay_done ORDER BY key") == [
        ("run-1.change.do",),
        ("run-1.other.do",),
    ]


def test_without_a_journal_no_table_is_made(database: Database) -> None:
    database.act("UPDATE item SET price = 0")
    with pytest.raises(Exception, match="mainstay_done"):
        database.rows("SELECT * FROM mainstay_done")


def test_what_failed_leaves_no_key(database: Database) -> None:
    database.journal = True
    assert database.act("INSERT INTO item VALUES (1, 1)").mark is Mark.FAILED
    assert database.act("INSERT INTO item VALUES (5, 1)").mark is Mark.DONE


@pytest.mark.parametrize("journal", [False, True])
def test_too_many_rows_are_taken_back(database: Database, journal: bool) -> None:
    database.journal = journal
    result = database.act(
        "UPDATE item SET price = 0 WHERE id < 3", "DELETE FROM item WHERE id = 3", most_rows=2
    )
    assert (result.mark, database.items) == (Mark.FAILED, BEFORE)
    assert "statement 2: more than 2 rows" in result.detail
    assert database.act("UPDATE item SET price = 0 WHERE id < 3", most_rows=2).mark is Mark.DONE
    assert database.act("SELECT 1", at=occasion(step="b"), most_rows=0).mark is Mark.DONE


def test_rows_that_triggers_change_count_too(database: Database) -> None:
    if database.kind == "sqlite":
        body = "CREATE TRIGGER t AFTER UPDATE ON item WHEN new.id = 1 BEGIN UPDATE item SET price = 7 WHERE id > 1; END"
        assert database.act(body).mark is Mark.DONE
    else:
        function = (
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF new.id = 1 THEN UPDATE item SET price = 7 WHERE id > 1; END IF; RETURN new; END $$"
        )
        trigger = "CREATE TRIGGER t AFTER UPDATE ON item FOR EACH ROW EXECUTE FUNCTION f()"
        assert database.act(function, trigger).mark is Mark.DONE
    result = database.act("UPDATE item SET price = 7 WHERE id = 1", most_rows=2)
    assert (result.mark, database.items) == (Mark.FAILED, BEFORE)
    assert database.act("UPDATE item SET price = 7 WHERE id = 1", most_rows=3).mark is Mark.DONE


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE item SET price = 0; COMMIT; SELECT 1 / 0",
        "UPDATE item SET price = 0; UPDATE item SET price = 1",
        "/* /* */ */ COMMIT",
        "-- a\n;COMMIT",
        "SELECT 1; -- $$\nCOMMIT -- $$",
    ],
)
def test_no_statement_ends_the_transaction(database: Database, statement: str) -> None:
    result = database.act("UPDATE item SET price = 5", statement)
    assert result.mark in {Mark.FAILED, Mark.NOT_BEGUN}
    assert database.items == BEFORE


def test_quotes_that_look_like_the_end_are_only_texts(database: Database) -> None:
    result = database.act("UPDATE item SET price = length('; COMMIT; --')", "-- a ; COMMIT\nSELECT 1")
    assert result.mark is Mark.DONE
    assert database.items[0] == (1, 12)


def test_a_statement_that_never_ends_is_ended(database: Database) -> None:
    began = time.monotonic()
    result = database.act(NEVER_ENDS[database.kind], statement_time_out="1s")
    assert (result.mark, database.items) == (Mark.FAILED, BEFORE)
    assert "nothing was changed" in result.detail
    assert time.monotonic() - began < 60


def test_the_time_of_the_step_counts_too(database: Database) -> None:
    result = database.act(NEVER_ENDS[database.kind], at=occasion(seconds=1.0), statement_time_out="1h")
    assert (result.mark, database.items) == (Mark.FAILED, BEFORE)


def test_a_wish_to_stop_is_heard(database: Database) -> None:
    ends = time.monotonic() + 1
    at = occasion(stopped=lambda: time.monotonic() >= ends)
    result = database.act(NEVER_ENDS[database.kind], at=at, statement_time_out="1h")
    assert (result.mark, database.items) == (Mark.NOT_BEGUN, BEFORE)
    assert "it was stopped" in result.detail


def test_the_change_is_foreseen_and_not_made(database: Database) -> None:
    result = database.foresee("DELETE FROM item\nWHERE id = 1", "SELECT 1", most_rows=3)
    assert (result.mark, database.items) == (Mark.DONE, BEFORE)
    assert result.output == "1: DELETE FROM item\\nWHERE id = 1\n2: SELECT 1"
    assert "3 rows at most" in result.detail
    assert database.foresee("VACUUM").mark is Mark.NOT_BEGUN
    database.secrets["env:ADDRESS"] += "-gone"
    assert database.foresee("SELECT 1").mark is Mark.NOT_BEGUN


def test_a_database_that_is_not_there_is_not_begun(database: Database) -> None:
    database.secrets["env:ADDRESS"] = database.address.replace("/shop.db", "/other.db").replace(
        "host=", "host=%2Fnowhere"
    )
    assert database.act("SELECT 1").mark is Mark.NOT_BEGUN
    database.secrets.clear()
    assert database.act("SELECT 1").mark is Mark.NOT_BEGUN
    assert database.act("SELECT 1", database="other").mark is Mark.NOT_BEGUN


@pytest.mark.parametrize(
    ("query", "relation", "value", "mark"),
    [
        ("SELECT count(*) FROM item", "equal", 3, Mark.DONE),
        ("SELECT count(*) FROM item", "below", 3, Mark.FAILED),
        ("SELECT avg(price) FROM item", "at-most", 20.0, Mark.DONE),
        ("SELECT price FROM item WHERE id = 9", "above", 0, Mark.UNKNOWN),
        ("SELECT max(price) FROM item WHERE id = 9", "above", 0, Mark.UNKNOWN),
        ("SELECT price FROM item", "above", 0, Mark.UNKNOWN),
        ("SELECT id, price FROM item WHERE id = 1", "above", 0, Mark.UNKNOWN),
        ("SELECT 'a text'", "above", 0, Mark.UNKNOWN),
        ("SELECT nothing FROM nowhere", "above", 0, Mark.UNKNOWN),
        ("DELETE FROM item RETURNING id", "above", 0, Mark.UNKNOWN),
        ("INSERT INTO item VALUES (7, 7)", "above", 0, Mark.UNKNOWN),
        ("COMMIT", "above", 0, Mark.UNKNOWN),
        ("SELECT 1; DELETE FROM item", "equal", 1, Mark.UNKNOWN),
        ("SELECT 9007199254740993", "equal", 9007199254740993, Mark.DONE),
        ("SELECT 1 \ud800", "equal", 1, Mark.UNKNOWN),
        ("", "equal", 1, Mark.UNKNOWN),
    ],
)
def test_a_check_compares_one_number(
    database: Database, query: str, relation: str, value: float, mark: Mark
) -> None:
    result = database.check(query, relation, value)
    assert result.mark is mark, result
    assert database.items == BEFORE


def test_a_check_is_patient(database: Database) -> None:
    at = occasion(now=NOW + 3, began_at=NOW, first=False, memo={"held": 0})
    later = database.check("SELECT count(*) FROM item", "above", 3, at, within="10s", every="2s")
    assert (later.mark, later.wake_at) == (Mark.LATER, NOW + 5)
    over = occasion(now=NOW + 10, began_at=NOW, first=False)
    assert database.check("SELECT count(*) FROM item", "above", 3, over, within="10s").mark is Mark.FAILED


def test_a_check_that_is_stopped_cannot_be_told(database: Database) -> None:
    query = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n"
        if database.kind == "sqlite"
        else "SELECT count(*) FROM pg_sleep(600)"
    )
    ends = time.monotonic() + 0.5
    at = occasion(stopped=lambda: time.monotonic() >= ends)
    assert database.check(query, "above", 0, at, within="10s").mark is Mark.UNKNOWN
    assert database.check(query, "above", 0, occasion(seconds=0.5)).mark is Mark.UNKNOWN


def test_a_password_is_not_told(postgresql_server: PostgreSQL) -> None:
    address = postgresql_server.url(LOCKED, "guest", password="wrong-" + PASSWORD)
    kept = KeptDatabase("env:ADDRESS")
    action = SqlAction({"shop": kept}, MemorySecrets({"env:ADDRESS": address}))
    result = action.act({"database": "shop", "statements": ("SELECT 1",)}, occasion())
    assert result.mark is Mark.NOT_BEGUN
    assert PASSWORD not in result.detail
    inside = postgresql_server.url(LOCKED, "guest", password=PASSWORD)
    action = SqlAction({"shop": kept}, MemorySecrets({"env:ADDRESS": inside}))
    told = action.act({"database": "shop", "statements": (f"SELECT '{PASSWORD}'::integer",)}, occasion())
    assert told.mark is Mark.FAILED
    assert PASSWORD not in told.detail + told.output
    unread = SqlAction({"shop": kept}, MemorySecrets({"env:ADDRESS": f"mysql://u:{PASSWORD}@h/d"}))
    assert PASSWORD not in unread.act({"database": "shop", "statements": ("SELECT 1",)}, occasion()).detail


def test_who_is_stopped_before_begins_nothing(database: Database) -> None:
    at = occasion(stopped=lambda: True)
    assert database.act("DELETE FROM item", at=at).mark is Mark.NOT_BEGUN
    assert database.check("SELECT 1", "equal", 1, at, within="10s").mark is Mark.UNKNOWN
    assert database.act("DELETE FROM item", at=occasion(seconds=0.0)).mark is Mark.NOT_BEGUN
    assert database.items == BEFORE


def test_who_is_stopped_at_the_end_commits_nothing(database: Database) -> None:
    # Each statement is quick, so nobody asks while they run.
    asked = iter([False] * 1)
    at = occasion(stopped=lambda: next(asked, True))
    assert database.act("DELETE FROM item", at=at).mark is Mark.NOT_BEGUN
    assert database.items == BEFORE
