"""A store that another user may read and not write: what it holds is seen, also while its owner is at work."""

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from mainstay.domain.errors import RunFailed
from mainstay.flows.auditing import verify_trail
from tests.contract.store.test_moving import fill
from tests.fakes.audit_keys import MemoryKeys
from tests.fakes.records import row


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that others may look into, which pytest's own are not."""
    made = Path(tempfile.mkdtemp(prefix="mainstay-read-"))
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


@contextmanager
def as_a_reader(folder: Path) -> Iterator[None]:
    """Be somebody who may read all of a folder and write nothing of it."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    was = os.geteuid()
    # Root may write what nobody may.
    os.seteuid(was or pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(was)


def seen(place: Path) -> int:
    store = open_store(str(place), make=False)
    try:
        assert check(str(place)).wrong == ()
        verify_trail(store, MemoryKeys(), {})
        with pytest.raises(RunFailed, match="can be read but not written"), store.writing() as work:
            work.trail.append([row()])
        with store.reading() as work:
            return len(work.trail.unsealed())
    finally:
        store.close()


def test_a_store_at_rest_is_read(folder: Path) -> None:
    place = folder / "a store?#%20.sqlite"
    fill(str(place))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(before) == {place.name}
    with as_a_reader(folder):
        assert seen(place) > 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_its_owner_has_in_the_log_is_read_too(folder: Path) -> None:
    place = folder / "store.sqlite"
    fill(str(place))
    owner = open_store(str(place))
    with owner.reading() as work:
        before = len(work.trail.unsealed())
    with owner.writing() as work:
        work.trail.append([row(), row()])
    assert Path(f"{place}-wal").stat().st_size
    with as_a_reader(folder):
        assert seen(place) == before + 2
    owner.close()
