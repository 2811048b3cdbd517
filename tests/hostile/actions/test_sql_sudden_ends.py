"""Changes of databases whose process is killed, whose server is cut off, or whose answer never comes."""

import json
import os
import random
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.actions.sql.kept import KeptDatabase
from mainstay.adapters.actions.sql.kind import SqlAction
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from tests.fakes.keeping import occasion
from tests.fakes.secrets import MemorySecrets
from tests.hostile.room import LONG
from tests.servers.postgresql import PostgreSQL

ROUNDS = 200 if LONG else 20
MADE = ("CREATE TABLE item (id integer PRIMARY KEY, price integer)", "INSERT INTO item VALUES (1, 0)")
MORE = "UPDATE item SET price = price + 1"


class Database:
    """A database with one row, by its address."""

    def __init__(self, address: str) -> None:
        self.address = address

    def act(self, *statements: str, journal: bool, at: Occasion, address: str = "") -> Result:
        kept = KeptDatabase(address or self.address, journal)
        given = {"database": "shop", "statements": statements, "lock_time_out": "60s"}
        return SqlAction({"shop": kept}, MemorySecrets({})).act(given, at)

    def start(self, *statements: str, step: str) -> "subprocess.Popen[bytes]":
        """Act in a process of its own, with a journal."""
        asked = {
            "kind": "sql",
            "address": self.address,
            "journal": True,
            "parameters": {"database": "shop", "statements": statements},
            "occasion": {"step": step},
        }
        command = [sys.executable, "-m", "tests.hostile.actions.acting"]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdin
        process.stdin.write(json.dumps(asked).encode())
        process.stdin.close()
        return process


class OfFile(Database):
    """A file of SQLite."""

    def price(self) -> int:
        connection = sqlite3.connect(self.address, timeout=60)
        try:
            return int(connection.execute("SELECT price FROM item").fetchone()[0])
        finally:
            connection.close()


class OfServer(Database):
    """A database of a server."""

    def __init__(self, server: PostgreSQL) -> None:
        self.server, self.name = server, server.new_database()
        server.run(*MADE, database=self.name)
        super().__init__(server.url(self.name))

    def price(self) -> int:
        with self.server.connect(self.name) as connection:
            return int(connection.execute("SELECT price FROM item").fetchall()[0][0])


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> OfFile | OfServer:
    """Give a database."""
    if request.param == "postgresql":
        return OfServer(request.getfixturevalue("postgresql_server"))
    file = tmp_path / "shop.db"
    connection = sqlite3.connect(file)
    for statement in MADE:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return OfFile(str(file))


def test_killed_at_any_time_with_a_journal_a_change_is_made_exactly_once(database: OfFile | OfServer) -> None:
    chance = random.Random(20_260_101)
    began = time.monotonic()
    with database.start(MORE, step="measured") as process:
        assert process.wait(120) == 0
    usual = time.monotonic() - began
    killed = 0
    for number in range(ROUNDS):
        step = f"step-{number}"
        with database.start(MORE, step=step) as process:
            # Around the end of what it does, where the commit is.
            with suppress(subprocess.TimeoutExpired):
                process.wait(usual * chance.uniform(0.5, 1.05))
            process.kill()
            killed += process.wait() == -signal.SIGKILL
        again = database.act(MORE, journal=True, at=occasion(step=step, number=2))
        assert again.mark is Mark.DONE, (number, again)
        assert database.price() == number + 2
    assert killed > 0


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_just_before_or_after_the_commit(database: OfFile | OfServer, moment: str) -> None:
    program = f"""
import os, sys
from mainstay.adapters.actions.sql.postgresql import PostgresqlSession
from mainstay.adapters.actions.sql.sqlite import SqliteSession
from tests.hostile.actions import acting
def dying(commit):
    def die(session):
        if {moment == "after"}:
            commit(session)
        os.kill(os.getpid(), 9)
    return die
for kind in (PostgresqlSession, SqliteSession):
    kind.commit = dying(kind.commit)
acting.main()
"""
    asked = {
        "kind": "sql",
        "address": database.address,
        "journal": True,
        "parameters": {"database": "shop", "statements": [MORE]},
        "occasion": {},
    }
    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(asked).encode(), capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert database.price() == (1 if moment == "after" else 0)
    again = database.act(MORE, journal=True, at=occasion(number=2))
    assert (again.mark, database.price()) == (Mark.DONE, 1)
    assert ("an earlier try" in again.detail) == (moment == "after")


class Between:
    """A socket between a client and the server, which breaks the connection off at the commit."""

    def __init__(self, server: PostgreSQL, folder: Path, moment: str) -> None:
        self.there = str(server.folder / ".s.PGSQL.5432")
        self.moment, self.cuts = moment, 0
        self.over = threading.Event()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / ".s.PGSQL.5432"))
        self.listener.listen()

    def serve(self) -> None:
        with suppress(OSError):
            while not self.over.is_set():
                client, _ = self.listener.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(self.there)
            other = {client: server, server: client}
            while not self.over.is_set():
                for one in select.select([client, server], [], [], 0.1)[0]:
                    data = one.recv(1 << 16)
                    if not data:
                        return
                    if one is client and b"COMMIT\0" in data and self._cuts(data, server):
                        return
                    other[one].sendall(data)

    def _cuts(self, data: bytes, server: socket.socket) -> bool:
        if self.moment == "always" or not self.cuts:
            self.cuts += 1
            if self.moment != "before":
                server.sendall(data)
                # The answer is there, and nobody gets it.
                server.recv(1 << 16)
            if self.moment == "never answers":
                self.over.wait(600)
            return True
        return False


@contextmanager
def between(server: PostgreSQL, folder: Path, moment: str) -> Iterator[Between]:
    """Stand between a client and the server while the block lasts."""
    made = Between(server, folder, moment)
    thread = threading.Thread(target=made.serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.over.set()
        with suppress(OSError):
            made.listener.shutdown(socket.SHUT_RDWR)
        made.listener.close()
        thread.join(60)


@pytest.mark.parametrize(
    ("moment", "journal", "mark", "price"),
    [
        ("before", True, Mark.FAILED, 0),
        ("before", False, Mark.UNKNOWN, 0),
        ("after", True, Mark.DONE, 1),
        ("after", False, Mark.UNKNOWN, 1),
        ("never answers", False, Mark.UNKNOWN, 1),
        ("never answers", True, Mark.UNKNOWN, 1),
    ],
)
def test_a_commit_without_an_answer(
    postgresql_server: PostgreSQL, room_for_sockets: Path, moment: str, journal: bool, mark: Mark, price: int
) -> None:
    database = OfServer(postgresql_server)
    first = occasion(step="before")
    assert database.act("SELECT 1", journal=True, at=first).mark is Mark.DONE
    address = database.address.replace(
        str(postgresql_server.folder).replace("/", "%2F"), str(room_for_sockets).replace("/", "%2F")
    )
    at = occasion(seconds=3.0 if moment == "never answers" else 60.0)
    with between(postgresql_server, room_for_sockets, moment) as cut:
        result = database.act(MORE, journal=journal, at=at, address=address)
        assert cut.cuts == 1
    assert (result.mark, database.price()) == (mark, price), result
    if journal:
        again = database.act(MORE, journal=True, at=occasion(number=2))
        assert (again.mark, database.price()) == (Mark.DONE, 1)


@pytest.fixture
def room_for_sockets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder whose path is short enough for a socket."""
    return tmp_path_factory.mktemp("s")


def test_a_server_that_dies_in_the_midst_changes_nothing(postgresql_server: PostgreSQL) -> None:
    database = OfServer(postgresql_server)
    results: list[Result] = []

    def act() -> None:
        results.append(database.act(MORE, "SELECT pg_sleep(300)", journal=True, at=occasion(seconds=300.0)))

    acting = threading.Thread(target=act)
    acting.start()
    sleeping = "FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(300)' AND application_name = 'mainstay'"
    postgresql_server.wait_until(f"SELECT pid {sleeping}")
    with postgresql_server.connect() as connection:
        (pid,) = connection.execute(f"SELECT pid {sleeping}".encode()).fetchall()[0]
    postgresql_server.kill_backend(pid)
    acting.join()
    assert (results[0].mark, database.price()) == (Mark.FAILED, 0)
    assert "nothing was changed" in results[0].detail
    again = database.act(MORE, journal=True, at=occasion(number=2))
    assert (again.mark, database.price()) == (Mark.DONE, 1)


def test_a_frozen_try_and_a_second_one_do_it_once(database: OfFile | OfServer) -> None:
    process = database.start(MORE, step="change")
    chance = random.Random(7)
    with process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.2, 1.0))
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGSTOP)
        second: list[Any] = []

        def act() -> None:
            second.append(database.act(MORE, journal=True, at=occasion(number=2)))

        beside = threading.Thread(target=act)
        beside.start()
        beside.join(1.0)
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGCONT)
        beside.join()
        assert process.wait(120) == 0
    assert second[0].mark is Mark.DONE
    assert database.price() == 1
