"""What only a file of SQLite does: other files that a statement could reach, and locks of other processes."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mainstay.adapters.actions.sql import kind
from mainstay.domain.run import Mark
from tests.unit.adapters.actions.sql.test_changing import BEFORE, MADE, Database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file with the table."""
    place = tmp_path / "shop.db"
    connection = sqlite3.connect(place)
    for statement in MADE:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return place


@pytest.fixture
def database(file: Path) -> Database:
    """Give the database in the file."""
    return Database("sqlite", str(file), lambda query: sqlite3.connect(file).execute(query).fetchall())


@pytest.mark.parametrize(
    "statement",
    [
        "/**/ ATTACH '{folder}/other.db' AS other",
        "VACUUM INTO '{folder}/other.db'",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA temp_store_directory = '{folder}'",
        "SELECT load_extension('{folder}/evil.so')",
        "SELECT fts3_tokenizer('simple')",
        "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 0, '')",
    ],
)
def test_nothing_outside_is_reached(database: Database, tmp_path: Path, statement: str) -> None:
    before = sorted(tmp_path.iterdir())
    result = database.act("UPDATE item SET price = 0", statement.format(folder=tmp_path))
    assert result.mark in {Mark.FAILED, Mark.NOT_BEGUN}
    assert database.items == BEFORE
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("value", ["zeroblob(900000000)", "hex(zeroblob(60000000))"])
def test_no_value_takes_all_the_memory_of_the_worker(database: Database, value: str) -> None:
    result = database.act("UPDATE item SET price = 0", f"UPDATE item SET price = {value}")
    assert (result.mark, "too big" in result.detail) == (Mark.FAILED, True)
    assert database.items == BEFORE


def test_what_only_tells_may_be_asked(database: Database) -> None:
    assert database.act("PRAGMA table_info(item)", "PRAGMA user_version = 7").mark is Mark.DONE
    assert database.rows("PRAGMA user_version") == [(7,)]


def test_a_trigger_that_takes_all_back_is_a_failure(database: Database) -> None:
    trigger = "CREATE TRIGGER t BEFORE DELETE ON item BEGIN SELECT RAISE(ROLLBACK, 'not so'); END"
    assert database.act(trigger).mark is Mark.DONE
    result = database.act("UPDATE item SET price = 0", "DELETE FROM item")
    assert (result.mark, database.items) == (Mark.FAILED, BEFORE)
    assert "not so" in result.detail


def test_a_lock_of_somebody_else_is_waited_for_and_no_longer(database: Database, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    result = database.act("UPDATE item SET price = 0", lock_time_out="1s")
    assert result.mark is Mark.FAILED
    assert "another process holds the database locked" in result.detail
    ending = threading.Timer(0.5, other.execute, ("COMMIT",))
    ending.start()
    assert database.act("UPDATE item SET price = 0", lock_time_out="60s").mark is Mark.DONE
    ending.join()
    other.close()


def test_who_reads_holds_the_commit_up(database: Database, file: Path) -> None:
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM item").fetchall()
    result = database.act("UPDATE item SET price = 0", lock_time_out="1s")
    reader.close()
    assert (result.mark, database.items) == (Mark.FAILED, BEFORE)


@pytest.mark.parametrize("making", ["folder", "pipe", "text", "nothing"])
def test_what_is_no_database_is_left_alone(tmp_path: Path, making: str) -> None:
    place = tmp_path / "other"
    if making == "folder":
        place.mkdir()
    elif making == "pipe":
        os.mkfifo(place)
    elif making == "text":
        place.write_text("no database " * 1000)
    database = Database("sqlite", str(place), lambda _: [])
    assert database.act("CREATE TABLE x (y)").mark in {Mark.FAILED, Mark.NOT_BEGUN}
    assert database.check("SELECT 1", "equal", 1).mark is Mark.UNKNOWN
    assert place.exists() == (making != "nothing")
    if making == "text":
        assert place.read_text() == "no database " * 1000


def test_a_value_of_a_gigabyte_is_not_made_for_a_check(database: Database) -> None:
    assert database.check("SELECT length(zeroblob(900000000))", "above", 0).mark is Mark.UNKNOWN
    assert database.check("SELECT length(printf('%.*c', 900000000, 'x'))", "above", 0).mark is Mark.UNKNOWN


def test_the_driver_of_the_other_kind_need_not_be_there(file: Path) -> None:
    program = f"""
import sys
sys.modules["psycopg"] = None
from mainstay.adapters.actions.sql.kept import KeptDatabase
from mainstay.adapters.actions.sql.kind import SqlAction
from tests.fakes.keeping import occasion
from tests.fakes.secrets import MemorySecrets
kept = {{"shop": KeptDatabase({str(file)!r}), "far": KeptDatabase("postgresql://u@localhost/d")}}
action = SqlAction(kept, MemorySecrets({{}}))
for name in kept:
    result = action.act({{"database": name, "statements": ("DELETE FROM item",)}}, occasion())
    print(result.mark, result.detail)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=Path.cwd())
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("done ")
    assert done.stdout.splitlines()[1].startswith("not-begun ")
    assert "psycopg" in done.stdout


def test_a_statement_that_would_end_the_transaction_gets_no_leave(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind, "refusal", lambda *_, **__: "")
    for statement in ("COMMIT", "ROLLBACK", "SAVEPOINT a", "BEGIN", "VACUUM"):
        result = database.act("UPDATE item SET price = 0", statement)
        assert (result.mark, database.items) == (Mark.FAILED, BEFORE)
