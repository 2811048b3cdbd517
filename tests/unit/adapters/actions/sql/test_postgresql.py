"""What only a PostgreSQL server does: locks that others hold, connections that break, statements outside transactions."""

import select
import socket
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

from mainstay.adapters.actions.sql import kind
from mainstay.domain.run import Mark
from tests.fakes.keeping import occasion
from tests.servers.postgresql import PostgreSQL
from tests.unit.adapters.actions.sql.test_changing import BEFORE, Database, on_a_server


@pytest.fixture
def database(postgresql_server: PostgreSQL) -> Database:
    """Give a database of a server."""
    return on_a_server(postgresql_server)


@pytest.fixture
def other(database: Database) -> Iterator[psycopg.Connection]:
    """Give somebody else's session in a transaction of their own."""
    with psycopg.connect(database.address, application_name="payroll") as connection:
        yield connection
        connection.rollback()


def test_who_holds_a_lock_is_told(database: Database, other: psycopg.Connection) -> None:
    other.execute("UPDATE item SET price = 99 WHERE id = 2")
    result = database.act("UPDATE item SET price = 0", lock_time_out="1s")
    assert result.mark is Mark.FAILED
    assert f"process {other.info.backend_pid} of keeper (payroll)" in result.detail
    assert "nothing was changed" in result.detail
    other.rollback()
    assert database.items == BEFORE


def test_a_second_try_beside_the_first_waits_for_its_end(
    database: Database, other: psycopg.Connection
) -> None:
    database.journal = True
    assert database.act("SELECT 1", at=occasion(step="before")).mark is Mark.DONE
    # As a try does that froze between its key and its commit.
    other.execute("INSERT INTO mainstay_done (key) VALUES ('run-1.change.do')")
    result = database.act("UPDATE item SET price = 0", lock_time_out="1s")
    assert result.mark is Mark.UNKNOWN
    assert "another try of the same step is at work" in result.detail
    finishing = threading.Timer(0.5, other.commit)
    finishing.start()
    again = database.act("UPDATE item SET price = 0", lock_time_out="60s")
    finishing.join()
    assert (again.mark, database.items) == (Mark.DONE, BEFORE)


def test_a_session_that_is_ended_from_outside_changes_nothing(
    database: Database, other: psycopg.Connection
) -> None:
    database.journal = True

    def end() -> None:
        asked = (
            "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(601)%' AND pid <> pg_backend_pid()"
        )
        while not (found := other.execute(asked).fetchall()):
            other.rollback()
        other.execute("SELECT pg_terminate_backend(%s)", found[0])

    ending = threading.Thread(target=end)
    ending.start()
    result = database.act("UPDATE item SET price = 0", "SELECT pg_sleep(601)", statement_time_out="1h")
    ending.join()
    assert (result.mark, database.items) == (Mark.FAILED, BEFORE)
    assert "nothing was changed" in result.detail


def test_what_is_only_found_out_by_the_server_to_run_alone_is_not_begun(database: Database) -> None:
    statement = "REINDEX (VERBOSE) TABLE /* a b c d e f */ CONCURRENTLY item"
    result = database.act("UPDATE item SET price = 0", statement)
    assert (result.mark, database.items) == (Mark.NOT_BEGUN, BEFORE)


@pytest.mark.parametrize("statement", ["COPY item TO STDOUT", "COPY item FROM STDIN"])
def test_rows_are_not_copied_to_and_fro(database: Database, statement: str) -> None:
    result = database.act("UPDATE item SET price = 0", statement)
    assert (result.mark, database.items) == (Mark.NOT_BEGUN, BEFORE)


def test_a_procedure_that_commits_is_refused(database: Database) -> None:
    made = "CREATE PROCEDURE sly() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$"
    assert database.act(made).mark is Mark.DONE
    for statement in ("CALL sly()", "DO $$ BEGIN COMMIT; END $$"):
        result = database.act("UPDATE item SET price = 0", statement)
        assert (result.mark, database.items) == (Mark.FAILED, BEFORE)


def test_time_outs_hold_though_a_statement_lifts_them(database: Database) -> None:
    lift = "SELECT set_config('statement_timeout', '0', true)"
    result = database.act(lift, "SELECT pg_sleep(600)", at=occasion(seconds=1.0))
    assert result.mark is Mark.FAILED
    running = (
        "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND state = 'active'"
    )
    deadline = time.monotonic() + 60
    while database.rows(running) != [(0,)]:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_rows_changed_out_of_sight_count(database: Database) -> None:
    hidden = "WITH gone AS (DELETE FROM item RETURNING 1) SELECT count(*) FROM gone"
    result = database.act(hidden, most_rows=2)
    assert (result.mark, database.items) == (Mark.FAILED, BEFORE)


def test_a_flood_of_rows_is_not_kept(database: Database) -> None:
    assert database.act("SELECT repeat('x', 1000) FROM generate_series(1, 200000)").mark is Mark.DONE


def test_what_is_no_number_is_not_even_asked(database: Database) -> None:
    # It would fill the memory of who asks.
    result = database.check("SELECT repeat('x', 900000000)", "above", 0)
    assert result.mark is Mark.UNKNOWN
    assert "does not give one column of numbers" in result.detail


def test_a_check_changes_nothing_by_a_function_either(database: Database) -> None:
    made = "CREATE FUNCTION sly() RETURNS integer LANGUAGE sql AS 'DELETE FROM item RETURNING id'"
    assert database.act(made).mark is Mark.DONE
    assert database.check("SELECT sly()", "above", 0).mark is Mark.UNKNOWN
    assert database.items == BEFORE
    assert database.check("SELECT 'NaN'::float8", "above", 0).mark is Mark.UNKNOWN
    assert database.check("SELECT 'Infinity'::float8", "above", 0).mark is Mark.DONE
    assert database.check("SELECT 10::numeric ^ 400", "above", 0).mark is Mark.DONE


def test_a_statement_of_many_bytes_arrives_whole(database: Database) -> None:
    text = "x" * (20 << 20)
    assert database.act(f"UPDATE item SET price = length('{text}')").mark is Mark.DONE
    assert database.items[0] == (1, 20 << 20)


def test_a_server_is_reached_by_the_name_of_its_machine(
    database: Database, postgresql_server: PostgreSQL
) -> None:
    there = str(postgresql_server.folder / ".s.PGSQL.5432")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        carrying = threading.Thread(target=carry, args=(listener, there), daemon=True)
        carrying.start()
        name = database.address.rpartition("@/")[2].partition("?")[0]
        database.secrets["env:ADDRESS"] = (
            f"postgresql://keeper@localhost:{listener.getsockname()[1]}/{name}?sslmode=disable&gssencmode=disable"
        )
        result = database.act("UPDATE item SET price = 1")
        carrying.join(60)
    assert result.mark is Mark.DONE, result
    assert database.items[0] == (1, 1)


def test_a_statement_that_ends_the_transaction_though_is_noticed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if a server had a word for it that is not known here.
    monkeypatch.setattr(kind, "refusal", lambda *_, **__: "")
    database.journal = True
    result = database.act("UPDATE item SET price = 0", "COMMIT", "SELECT 1 / 0")
    assert result.mark is Mark.UNKNOWN
    assert "a part of the change may last" in result.detail


def carry(listener: socket.socket, there: str) -> None:
    """Carry one connection to a socket and back, until one of both ends it."""
    client, _ = listener.accept()
    with client, socket.socket(socket.AF_UNIX) as server:
        server.connect(there)
        while True:
            for one in select.select([client, server], [], [])[0]:
                data = one.recv(1 << 16)
                if not data:
                    return
                (server if one is client else client).sendall(data)
