"""Keys in files: safe from others, made whole, and none is lost when a change of keys is cut off."""

import os
import stat
import threading
from pathlib import Path

import pytest

from mainstay.adapters.audit_keys.files import KeyFiles
from mainstay.domain.errors import RunFailed


def test_a_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    KeyFiles(tmp_path / "state").make()
    path = tmp_path / "state" / "audit-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["audit-key"]


def test_many_who_make_it_at_once_get_the_same(tmp_path: Path) -> None:
    made: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: made.append(KeyFiles(tmp_path / "state").make())) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1


@pytest.mark.parametrize("spoil", ["shared", "short", "long", "pipe", "folder"])
def test_what_is_no_safe_key_is_refused(tmp_path: Path, spoil: str) -> None:
    path = tmp_path / "audit-key"
    if spoil == "pipe":
        os.mkfifo(path, 0o600)
    elif spoil == "folder":
        path.mkdir()
    else:
        path.write_bytes(bytes({"short": 31, "long": 33}.get(spoil, 32)))
        path.chmod(0o640 if spoil == "shared" else 0o600)
    with pytest.raises(RunFailed, match="the key of the audit trail"):
        KeyFiles(tmp_path).current()


def test_keys_from_before_are_told_newest_first(tmp_path: Path) -> None:
    keys = KeyFiles(tmp_path)
    made = [keys.make()]
    for _ in range(11):
        made.append(keys.prepare())
        keys.promote()
    assert list(keys.known()) == made[::-1]


@pytest.mark.parametrize("call", ["link", "rename"])
def test_a_change_of_keys_that_was_cut_off_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    keys = KeyFiles(tmp_path)
    first, second = keys.make(), keys.prepare()

    def cut(*_: object) -> None:
        raise OSError(5, "cut")

    with monkeypatch.context() as patch:
        if call == "link":
            patch.setattr(os, "link", cut)
        else:
            patch.setattr(Path, "rename", cut)
        with pytest.raises(RunFailed):
            keys.promote()
    assert keys.current() == first
    keys.promote()
    assert list(keys.known()) == [second, first]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["audit-key", "audit-key.1"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(RunFailed, match="cannot be kept"):
        KeyFiles(tmp_path / "state").make()
