"""Places where no store can be: other files, spoilt ones, disks that are full or read-only, servers that refuse."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mainstay.adapters.store import engines
from mainstay.adapters.store.checking import check
from mainstay.adapters.store.migrating import migrate
from mainstay.adapters.store.moving import backup
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.versions import NEWEST
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.store_report import Flaw
from tests.contract.store.test_moving import fill
from tests.fakes.disks import small_disk
from tests.fakes.records import proposal, row
from tests.hostile.room import Room
from tests.servers.postgresql import LOCKED, PASSWORD, PostgreSQL


def refusal(place: str) -> str:
    """Give what is said of a store that cannot be opened."""
    with pytest.raises((RunFailed, UsageError)) as refused:
        open_store(place)
    assert refused.value.where
    assert refused.value.mend
    return refused.value.what


def test_files_that_are_no_store_are_left_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for content in (b"hello, world\n" * 400, os.urandom(8_192), b"SQLite format 3\0" + os.urandom(8_000)):
        file.write_bytes(content)
        assert refusal(str(file)) in {"that file is no store", "the store is damaged"}
        assert file.read_bytes() == content
    os.mkfifo(tmp_path / "pipe")
    assert refusal(str(tmp_path / "pipe")) == "that is no file"
    assert refusal(str(tmp_path)) == "that is no file"
    assert "cannot be opened" in refusal(str(tmp_path / "no" / "folder"))
    (tmp_path / "loop").symlink_to("loop")
    assert "cannot be opened" in refusal(str(tmp_path / "loop"))


@pytest.mark.parametrize(
    "place",
    [
        "",
        "sqlite://",
        "mysql://a/b",
        "postgres:/x",
        "http://[",
        "sqlite://host/x",
        "a\0b",
        ":memory:",
        "postgresql://ann:s3cret@h:port/x",
    ],
)
def test_addresses_that_name_no_store(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = "sqlite" if place == "postgres:/x" else refusal(place)
    assert "s3cret" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_new_store_is_for_its_user_alone(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    with store.writing() as work:
        work.trail.append([row()])
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    store.close()
    assert modes == {"store": 0o600, "store-wal": 0o600, "store-shm": 0o600}


def test_a_truncated_or_spoilt_store_is_told(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    fill(str(whole))
    data = whole.read_bytes()
    told = set()
    for number, spoilt in enumerate(
        (data[:5_000], data[: len(data) // 2], data[:40_960] + b"\xee" * 40_960 + data[81_920:])
    ):
        file = tmp_path / f"spoilt {number}"
        file.write_bytes(spoilt)
        try:
            found = check(str(file))
        except RunFailed as refused:
            told.add(refused.what)
        else:
            assert Flaw.DAMAGED in {one.flaw for one in found.wrong}
            told.add("the store is damaged")
    assert told == {"the store is damaged"}


ALTERED = {
    "UPDATE proposals SET plan = replace(plan, '1.3', '1.4') WHERE id = 'p1'": Flaw.PLAN_ALTERED,
    "UPDATE revisions SET plan = replace(plan, '1.3', '1.4')": Flaw.PLAN_ALTERED,
    "UPDATE proposals SET plan = '[]' WHERE id = 'p1'": Flaw.UNREADABLE,
    "UPDATE proposals SET state = 'done' WHERE id = 'p1'": Flaw.UNREADABLE,
    "UPDATE proposals SET state = 'rejected' WHERE id = 'p2'": Flaw.WITHOUT_DECISION,
    "UPDATE proposals SET state = 'expired', expires_at = 0, due_at = NULL": Flaw.IMPOSSIBLE_STATE,
    "UPDATE revisions SET state = 'withdrawn'": Flaw.IMPOSSIBLE_STATE,
    "UPDATE revisions SET revision = 2": Flaw.MISLAID,
    "UPDATE proposals SET key = 'other' WHERE id = 'p1'": Flaw.MISLAID,
    "UPDATE proposals SET ruled_by = NULL WHERE id = 'p1'": Flaw.MISLAID,
    "UPDATE decisions SET content = 'abc' WHERE proposal = 'p1'": Flaw.WITHOUT_REVISION,
    "UPDATE messages SET delivery = 'sent'": Flaw.OUTBOX,
    "UPDATE messages SET delivery = 'lost'": Flaw.OUTBOX,
    "DELETE FROM trail WHERE place = 1": Flaw.GAP,
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("filled") / "store"
    fill(str(place))
    return place


@pytest.mark.parametrize("statement", ALTERED)
def test_what_was_altered_behind_its_back_is_found(filled: Path, tmp_path: Path, statement: str) -> None:
    place = shutil.copy(filled, tmp_path / "store")
    assert check(str(place)).wrong == ()
    with sqlite3.connect(place) as database:
        assert database.execute(statement).rowcount
    database.close()
    assert ALTERED[statement] in {one.flaw for one in check(str(place)).wrong}


def test_a_server_that_refuses_is_told_without_the_password(
    postgresql_server: PostgreSQL, room: Room
) -> None:
    right = postgresql_server.url(LOCKED, "guest", password=PASSWORD)
    wrong = right.replace(PASSWORD, "s3cret-word")
    cases = {
        wrong: "does not let this user in",
        postgresql_server.url(LOCKED, "guest"): "does not let this user in",
        postgresql_server.url("no_such"): "no such database",
        postgresql_server.url(user="nobody_at_all"): "does not let this user in",
        postgresql_server.url().replace("mainstay-pg", "elsewhere"): "cannot be reached",
        postgresql_server.url() + "&colour=blue": "option that there is not",
        right: "may not do that",
    }
    for place, said in cases.items():
        assert said in refusal(place), place


def test_a_password_is_never_printed(postgresql_server: PostgreSQL, room: Room) -> None:
    place = postgresql_server.url(LOCKED, "guest", password="s3cret-word")
    for command in (("check",), ("migrate",)):
        for words in (("--store", place), ("--store", place + "&password=s3cret-too")):
            with room.start("store", *command, *words, "--debug") as process:
                out, err = process.communicate(timeout=120)
            assert process.returncode in {2, 3}
            assert b"s3cret" not in out + err
            assert b"error: " in err


def test_without_the_driver_postgresql_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RunFailed, match="psycopg") as refused:
        open_store("postgresql://ann@localhost/x")
    assert 'pip install "mainstay[postgres]"' in refused.value.mend


def test_a_store_that_stays_locked_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 0.2)
    place = str(tmp_path / "store")
    store = open_store(place)
    with sqlite3.connect(place, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RunFailed, match="locked"), store.writing():
            pass
        with store.reading() as work:
            assert not work.proposals.starting_with("")
        other.execute("ROLLBACK")
    with store.writing() as work:
        work.proposals.add(proposal())
    store.close()


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Give a folder with a store in it that nobody can write, not even root."""
    folder = tmp_path / "fixed"
    with small_disk(folder) as disk:
        fill(str(folder / "store"))
        subprocess.run(["chmod", "-R", "a-w", folder], check=True)
        remounted = not disk.within and not subprocess.run(["mount", "-o", "remount,ro", folder]).returncode
        try:
            yield folder
        finally:
            if remounted:
                subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
            subprocess.run(["chmod", "-R", "u+w", folder], check=True)


def test_a_store_that_cannot_be_written_is_told(read_only: Path, tmp_path: Path) -> None:
    before = (read_only / "store").read_bytes()
    place = str(read_only / "store")
    store = open_store(place)
    with pytest.raises(RunFailed, match="can be read but not written"), store.writing() as work:
        work.trail.append([row()])
    store.close()
    assert migrate(place).before == NEWEST
    # An auditor need not write.
    assert check(place).wrong == ()
    backup(place, str(tmp_path / "copy"))
    assert "cannot be opened" in refusal(str(read_only / "new"))
    with pytest.raises(RunFailed, match="cannot be written"):
        fill(str(tmp_path / "other"))
        backup(str(tmp_path / "other"), str(read_only / "file"))
    assert (read_only / "store").read_bytes() == before


WRITER = """
import sys
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.versions import NEWEST
from mainstay.domain.errors import RunFailed
from tests.fakes.records import proposal, row
store = open_store(sys.argv[1])
kept = 0
try:
    for number in range(400):
        with store.writing() as work:
            work.proposals.add(proposal(f"p{number:03}"))
            work.trail.append([row(about=f"p{number:03}", detail="d" * 9_000)])
        kept += 1
except RunFailed as error:
    print(kept, error.what, sep="|")
"""


def test_on_a_full_disk_nothing_that_was_kept_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    with small_disk(folder, size=2 << 20) as disk:
        place = folder / "store"
        open_store(str(place)).close()
        done = subprocess.run(
            [*disk.within, sys.executable, "-c", WRITER, place], capture_output=True, text=True, timeout=120
        )
        kept, _, said = done.stdout.partition("|")
        assert "the disk of the store" in said, done.stderr
        shutil.copytree(folder, tmp_path / "rescued", ignore=shutil.ignore_patterns("*-shm"))
    store = open_store(str(tmp_path / "rescued" / "store"))
    with store.reading() as work:
        names = list(work.proposals.starting_with("", most=1_000))
        assert len(names) in {int(kept), int(kept) + 1}
        assert [one.about for one in work.trail.unsealed()] == names
    store.close()


def test_a_backup_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    place = str(tmp_path / "store")
    store = open_store(place)
    with store.writing() as work:
        work.trail.append([row(detail=os.urandom(40_000).hex()) for _ in range(40)])
    store.close()
    with small_disk(tmp_path / "small", size=64 << 10) as disk:
        command = [*disk.within, sys.executable, "-m", "mainstay", "store", "backup"]
        command += [str(disk.folder / "file"), "--store", place]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 3
        assert "cannot be written" in done.stderr
        assert list(disk.folder.iterdir()) == []
