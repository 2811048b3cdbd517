"""What every keeper of audit keys promises, tried on files and on the fake."""

from pathlib import Path

import pytest

from mainstay.adapters.audit_keys.files import KeyFiles
from mainstay.ports.audit_keys import AuditKeys
from tests.fakes.audit_keys import MemoryKeys


@pytest.fixture(params=["files", "memory"])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> AuditKeys:
    return KeyFiles(tmp_path / "state") if request.param == "files" else MemoryKeys()


def test_there_is_none_before_one_is_made(keys: AuditKeys) -> None:
    assert (keys.current(), keys.prepared(), list(keys.known())) == (None, None, [])


def test_a_key_is_made_once(keys: AuditKeys) -> None:
    made = keys.make()
    assert len(made) == 32
    assert keys.make() == keys.current() == made
    assert list(keys.known()) == [made]


def test_the_prepared_key_follows_and_the_one_before_is_kept(keys: AuditKeys) -> None:
    first = keys.make()
    second = keys.prepare()
    assert keys.prepare() == keys.prepared() == second != first
    assert keys.current() == first
    assert list(keys.known()) == [second, first]
    keys.promote()
    keys.promote()
    assert (keys.current(), keys.prepared()) == (second, None)
    assert list(keys.known()) == [second, first]


def test_a_key_can_follow_one_that_was_never_there(keys: AuditKeys) -> None:
    key = keys.prepare()
    keys.promote()
    assert (keys.current(), list(keys.known())) == (key, [key])
