"""The user's key: where it lives, how it is made, and when it is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mainstay.adapters.cache.secret import state_folder, user_key
from mainstay.adapters.cache.unusable import Unusable


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_STATE_HOME": "/state", "HOME": "/home"}, Path("/state/mainstay")),
        ({"XDG_STATE_HOME": "relative", "HOME": "/home"}, Path("/home/.local/state/mainstay")),
        ({"XDG_STATE_HOME": "", "HOME": "/home"}, Path("/home/.local/state/mainstay")),
        ({"HOME": "relative"}, None),
        ({}, None),
    ],
)
def test_the_state_folder_follows_the_xdg_specification(
    environment: dict[str, str], expected: Path | None
) -> None:
    assert state_folder(environment) == expected


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    state = tmp_path / "new" / "state"
    key = user_key(state)
    assert len(key) == 32
    assert user_key(state) == key
    assert user_key(tmp_path / "other") != key
    assert (state / "key").stat().st_mode & 0o777 == 0o600
    assert state.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in state.iterdir()] == ["key"]


def test_runs_that_make_the_key_at_once_agree_on_one(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from mainstay.adapters.cache.secret import user_key\n"
        "sys.stdin.read(); print(user_key(Path(sys.argv[1])).hex())"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, tmp_path / "state"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(4)
    ]
    for run in runs:
        run.stdin.close()
    keys = {run.stdout.read() for run in runs}
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    assert len(keys) == 1


def refused(state: Path) -> str:
    with pytest.raises(Unusable) as caught:
        user_key(state)
    assert caught.value.notice.code == "cache-refused"
    return caught.value.notice.text


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    user_key(tmp_path)
    (tmp_path / "key").chmod(mode)
    assert "Other users have access" in refused(tmp_path)


@pytest.mark.parametrize("mode", [0o720, 0o702])
def test_a_folder_in_which_others_could_replace_the_key_is_refused(tmp_path: Path, mode: int) -> None:
    user_key(tmp_path)
    tmp_path.chmod(mode)
    assert "folder of the cache's key" in refused(tmp_path)


def test_another_users_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user_key(tmp_path)
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert "belongs to another user" in refused(tmp_path)


def test_a_linked_key_is_refused(tmp_path: Path) -> None:
    user_key(tmp_path / "real")
    (tmp_path / "state").mkdir(mode=0o700)
    (tmp_path / "state" / "key").symlink_to(tmp_path / "real" / "key")
    assert "symbolic link" in refused(tmp_path / "state")


def test_a_dangling_link_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "key").symlink_to(tmp_path / "elsewhere")
    assert "symbolic link" in refused(tmp_path)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_key_of_another_size_is_refused(tmp_path: Path, content: bytes) -> None:
    user_key(tmp_path)
    (tmp_path / "key").write_bytes(content)
    assert "32 bytes" in refused(tmp_path)


def test_a_pipe_in_the_keys_place_holds_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "key", 0o600)
    assert "32 bytes" in refused(tmp_path)


def test_a_state_folder_that_is_a_file_makes_the_key_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable) as caught:
        user_key(tmp_path / "file")
    assert caught.value.notice.code == "cache-unavailable"
