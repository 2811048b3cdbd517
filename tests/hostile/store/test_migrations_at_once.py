"""Migrations beside each other, beside who is at work, and broken off: with a revision that is yet to come."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstay.adapters.store import migrating, opening, versions
from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.migrating import SCRIPTS, migrate
from mainstay.adapters.store.opening import connected, open_store
from mainstay.adapters.store.versions import REVISIONS
from mainstay.domain.errors import RunFailed
from tests.contract.store.test_moving import fill
from tests.hostile.store.processes import end, pipe, start

NEXT = "9000"
# It makes the table anew to which all others refer, as SQLite must for most changes.
REVISION = f'''"""What a later version brings."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{NEXT}", "{REVISIONS[-1]}"
def upgrade():
    op.add_column("subjects", sa.Column("colour", sa.Text()))
    with op.batch_alter_table("proposals", recreate="auto") as batch:
        batch.alter_column("door", existing_type=sa.Text(), nullable=True)
    FAILING
'''


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give a way to become the program of a later version, whose migration may fail in its midst."""

    def become(failing: str = "pass") -> None:
        scripts = tmp_path / f"scripts {failing}"
        shutil.copytree(SCRIPTS, scripts)
        (scripts / "versions" / "later.py").write_text(REVISION.replace("FAILING", failing))
        monkeypatch.setattr(migrating, "SCRIPTS", scripts)
        monkeypatch.setattr(versions, "REVISIONS", (*REVISIONS, NEXT))
        for module in (versions, migrating, opening):
            monkeypatch.setattr(module, "NEWEST", NEXT)

    return become


def rows(place: str, statement: str) -> list[tuple[object, ...]]:
    engine = connected(store_address(place), make=False)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.exec_driver_sql(statement)]
    engine.dispose()
    return found


def test_two_that_migrate_at_once_do_it_once(place: str, later: Callable[..., None]) -> None:
    fill(place)
    before = rows(place, "SELECT id, plan, door FROM proposals ORDER BY id")
    later()
    inlet, outlet = pipe()

    def work() -> None:
        outlet.send(migrate(place).before)

    both = [start(work) for _ in range(2)]
    assert [end(process) for process in both] == [0, 0]
    assert sorted([inlet.recv(), inlet.recv()]) == [REVISIONS[-1], NEXT]
    assert rows(place, "SELECT id, plan, door FROM proposals ORDER BY id") == before
    assert rows(place, "SELECT colour FROM subjects") == [(None,)]
    assert rows(place, "SELECT count(*) FROM decisions") == [(2,)]
    assert rows(place, f"SELECT version_num FROM {versions.TABLE}") == [(NEXT,)]


def test_a_migration_that_fails_leaves_all_as_it_was(place: str, later: Callable[..., None]) -> None:
    fill(place)
    before = rows(place, "SELECT * FROM proposals ORDER BY id")
    later("op.execute('DELETE FROM decisions'); op.execute('SELECT * FROM nowhere')")
    with pytest.raises(RunFailed):
        migrate(place)
    assert rows(place, "SELECT * FROM proposals ORDER BY id") == before
    assert rows(place, "SELECT count(*) FROM decisions") == [(2,)]
    assert rows(place, f"SELECT version_num FROM {versions.TABLE}") == [(REVISIONS[-1],)]
    assert len(rows(place, "SELECT * FROM subjects")[0]) == 8


def test_a_migration_that_tears_references_is_refused(tmp_path: Path, later: Callable[..., None]) -> None:
    place = str(tmp_path / "store")
    fill(place)
    later("op.execute('DELETE FROM proposals')")
    with pytest.raises(RunFailed, match="refers to what is not there"):
        migrate(place)
    assert rows(place, "SELECT count(*) FROM proposals") == [(2,)]


def test_who_is_at_work_goes_on_only_with_what_it_knows(place: str, later: Callable[..., None]) -> None:
    fill(place)
    inlet, outlet = pipe()
    migrated, done = pipe()

    def older_program() -> None:
        store = open_store(place)
        with store.reading() as work:
            outlet.send(list(work.proposals.starting_with("")))
        migrated.recv()
        for begin in (store.reading, store.writing):
            try:
                with begin():
                    outlet.send("it went on")
            except RunFailed as refused:
                outlet.send(refused.what)

    process = start(older_program)
    assert inlet.recv() == ["p1", "p2"]
    later()
    assert migrate(place).revision == NEXT
    done.send("migrated")
    assert end(process) == 0
    assert [inlet.recv(), inlet.recv()] == ["the store was made by a newer Mainstay"] * 2
