"""A real PostgreSQL of the tests' own: on a socket in a folder of its own, never as root, gone with the tests."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

OWNER = "keeper"
PASSWORD = "only-for-tests"
LOCKED = "locked"
"""A database that lets nobody in without a password."""
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_STARTING = 60.0
_numbers = count(1)


@dataclass(frozen=True)
class PostgreSQL:
    """A server that runs: the folder of its socket and its process."""

    folder: Path
    process: "subprocess.Popen[bytes]"
    settings: tuple[str, ...] = ()

    def url(self, database: str = "postgres", user: str = OWNER, schema: str = "", password: str = "") -> str:
        """Give the address of a database, or of a schema in it."""
        login = f"{user}:{quote(password, safe='')}" if password else user
        options = f"&options=-csearch_path%3D{schema}" if schema else ""
        return f"postgresql://{login}@/{database}?host={quote(str(self.folder), safe='')}{options}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements, each by itself."""
        with self.connect(database) as connection:
            for statement in statements:
                connection.execute(statement)

    def connect(self, database: str = "postgres", user: str = OWNER) -> psycopg.Connection:
        """Connect to a database; what is run takes effect at once."""
        return psycopg.connect(host=str(self.folder), dbname=database, user=user, autocommit=True)

    def new_place(self) -> str:
        """Give the address of a new and empty schema."""
        name = f"place_{os.getpid()}_{next(_numbers)}"
        self.run(f"CREATE SCHEMA {name}")
        return self.url(schema=name)

    def new_place_in(self, folder: Path | None) -> tuple[str, str]:
        """Give the address of a new and empty schema, and its name; its tables are kept in a new folder, if one is named."""
        name = f"place_{os.getpid()}_{next(_numbers)}"
        self.run(f"CREATE SCHEMA {name}")
        place = self.url(schema=name)
        if folder is not None:
            folder.mkdir()
            _belongs(folder)
            self.run(f"CREATE TABLESPACE {name} LOCATION '{folder}'")
            place += f"%20-cdefault_tablespace%3D{name}"
        return place, name

    def drop_place(self, name: str) -> None:
        """Drop what `new_place_in` made."""
        self.run(f"DROP SCHEMA {name} CASCADE", f"DROP TABLESPACE IF EXISTS {name}")

    def new_database(self) -> str:
        """Give the name of a new and empty database."""
        name = f"database_{os.getpid()}_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    @contextmanager
    def again(self) -> "Iterator[PostgreSQL]":
        """Start the server anew on its data, once it has ended."""
        with _running(self.folder, self.settings) as anew:
            yield anew

    def backends(self) -> list[int]:
        """Give the process ids of the server's own that work for this program."""
        with self.connect() as connection:
            asked = "SELECT pid FROM pg_stat_activity WHERE application_name = 'mainstay'"
            return [pid for (pid,) in connection.execute(asked)]

    def kill_backend(self, pid: int) -> None:
        """Kill a process of the server's own at this instant: it throws all connections out and recovers as after a crash.

        Raises ProcessLookupError when it has ended by itself.
        """
        deadline = time.monotonic() + _STARTING
        # One that is thrown out tells that the server has noticed.
        with suppress(psycopg.OperationalError), self.connect() as witness:
            os.kill(pid, signal.SIGKILL)
            while time.monotonic() < deadline:
                witness.execute("SELECT 1")
                time.sleep(0.002)
        self.wait()

    def wait(self) -> None:
        """Wait until the server answers: after its start, or when it recovers."""
        deadline = time.monotonic() + _STARTING
        while True:
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                told = (self.folder / "log").read_text()
                assert self.process.poll() is None and time.monotonic() < deadline, told
                time.sleep(0.05)
            else:
                return

    def wait_until(self, asked: str) -> None:
        """Wait until a question has an answer: a row of whatever kind."""
        deadline = time.monotonic() + _STARTING
        with self.connect() as connection:
            while connection.execute(asked).fetchone() is None:
                assert time.monotonic() < deadline, asked
                time.sleep(0.01)

    def be_durable(self, durable: bool) -> None:
        """Wait for the disk at each commit, or not."""
        word = "on" if durable else "off"
        settings = ("fsync", "synchronous_commit", "full_page_writes")
        self.run(*(f"ALTER SYSTEM SET {name} = {word}" for name in settings), "SELECT pg_reload_conf()")


@contextmanager
def postgresql(*, durable: bool = False, settings: Sequence[str] = ()) -> Iterator[PostgreSQL]:
    """Start a server, by default one that does not wait for the disk, and end it afterwards."""
    # A socket's path may have some hundred characters, and pytest's folders are for root alone.
    folder = Path(tempfile.mkdtemp(prefix="mainstay-pg-"))
    data = folder / "data"
    try:
        _belongs(folder)
        login = ("--auth=trust", f"--username={OWNER}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        _run(_programs() / "initdb", f"--pgdata={data}", *login)
        (data / "pg_hba.conf").write_text(f"local {LOCKED} all scram-sha-256\nlocal all all trust\n")
        if not durable:
            # Not among the words that it is started with, for those could not be taken back.
            with (data / "postgresql.conf").open("a") as file:
                file.write("\n".join(_FAST) + "\n")
        chosen: tuple[str, ...] = (
            "listen_addresses=",
            f"unix_socket_directories={folder}",
            "max_connections=60",
        )
        chosen += tuple(settings)
        with _running(folder, chosen) as server:
            server.run(f"CREATE DATABASE {LOCKED}", f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
            yield server
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(folder: Path, settings: Sequence[str]) -> "Iterator[PostgreSQL]":
    options = [word for setting in settings for word in ("-c", setting)]
    command = [*_as_nobody(), str(_programs() / "postgres"), "-D", str(folder / "data"), *options]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder)
    server = PostgreSQL(folder, process, tuple(settings))
    try:
        server.wait()
        yield server
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a server by its process id, and wait until it has."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait(30)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    assert elsewhere, "PostgreSQL is missing: make test installs it"
    return Path(elsewhere).resolve().parent


def _user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _as_nobody() -> list[str]:
    """Give the command to start a program with, so that it is not root and ends when this process does."""
    if os.geteuid():
        return ["setpriv", "--pdeathsig", "INT"]
    user = _user()
    return [
        "setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--pdeathsig", "INT",
    ]  # fmt: skip


def _belongs(folder: Path) -> None:
    if not os.geteuid():
        os.chown(folder, _user().pw_uid, _user().pw_gid)


def _run(*command: object) -> None:
    done = subprocess.run([*_as_nobody(), *map(str, command)], capture_output=True, text=True, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr
