"""The cache's folder: invisible to git, and refused where the repository or another user laid it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.unit.adapters.cache.place import Place, codes


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def test_git_does_not_see_the_folder(place: Place) -> None:
    repository = place.folder.parent
    git(repository, "init", "-q")
    cache = place.open()
    cache.put("blob", {"a": b"1"})
    assert git(repository, "status", "--porcelain") == ""
    cache.close()
    assert git(repository, "status", "--porcelain") == ""
    assert (place.folder / ".gitignore").read_text() == "*\n"
    assert place.folder.stat().st_mode & 0o777 == 0o700


def kept(place: Place) -> bool:
    cache = place.open()
    cache.put("blob", {"a": b"1"})
    cache.close()
    again = place.open()
    return again.get("blob", ["a"]) == {"a": b"1"}


def refusal(place: Place) -> str:
    cache = place.open()
    cache.put("blob", {"a": b"1"})
    assert cache.get("blob", ["a"]) == {}
    assert codes(cache) == ["cache-refused"]
    return cache.notices[0].text


def test_a_folder_half_made_by_a_killed_run_is_completed(place: Place) -> None:
    place.folder.mkdir(mode=0o700)
    (place.folder / ".gitignore").write_bytes(b"")
    assert kept(place)
    assert (place.folder / ".gitignore").read_text() == "*\n"


def test_a_link_is_not_followed(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir(mode=0o700)
    place.folder.symlink_to(target)
    assert "is a link" in refusal(place)
    assert list(target.iterdir()) == []


def test_a_dangling_link_makes_nothing(place: Place, tmp_path: Path) -> None:
    place.folder.symlink_to(tmp_path / "nowhere")
    assert "is a link" in refusal(place)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_of_the_name_is_left_alone(place: Place) -> None:
    place.folder.write_text("notes of the project")
    assert "not a folder" in refusal(place)
    assert place.folder.read_text() == "notes of the project"


@pytest.mark.parametrize("mode", [0o777, 0o720])
def test_a_folder_that_others_may_write_is_refused(place: Place, mode: int) -> None:
    place.folder.mkdir()
    place.folder.chmod(mode)
    assert "Other users may write" in refusal(place)


def test_another_users_folder_is_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.open().close()
    owner = os.geteuid()
    place.folder.joinpath("x").write_text("")

    def another() -> int:
        # The key and the folder around are looked at first, so the first three questions are answered truly.
        asked.append(1)
        return owner if len(asked) <= 3 else owner + 1

    asked: list[int] = []
    monkeypatch.setattr(os, "geteuid", another)
    assert "belongs to another user" in refusal(place)


def test_files_that_the_repository_keeps_there_are_left_alone(place: Place) -> None:
    place.folder.mkdir(mode=0o700)
    (place.folder / ".gitignore").write_text("!keep\n")
    assert "files of the repository" in refusal(place)
    assert (place.folder / ".gitignore").read_text() == "!keep\n"


def test_a_linked_gitignore_is_not_followed(place: Place, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    place.folder.mkdir(mode=0o700)
    (place.folder / ".gitignore").symlink_to(tmp_path / "empty")
    cache = place.open()
    assert codes(cache) == ["cache-unavailable"]
    assert (tmp_path / "empty").read_bytes() == b""


def test_a_pipe_for_gitignore_holds_nobody(place: Place) -> None:
    place.folder.mkdir(mode=0o700)
    os.mkfifo(place.folder / ".gitignore", 0o600)
    assert "files of the repository" in refusal(place)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    cache = Place(tmp_path / "absent" / ".mainstay", tmp_path / "state").open()
    assert codes(cache) == ["cache-unavailable"]
    assert "No such file" in cache.notices[0].text


def test_no_home_no_cache(place: Place) -> None:
    cache = Place(place.folder, None).open()
    assert codes(cache) == ["cache-unavailable"]
    assert "HOME" in cache.notices[0].mend
    assert not place.folder.exists()


def test_a_repository_of_another_user_is_no_place_for_a_cache(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its owner could lay a link in the place of our folder while we work in it."""
    around, owner = place.folder.parent, os.geteuid()
    if owner == 0:
        os.chown(around, 12_345, 12_345)
        assert "another user" in refusal(place)
        assert not place.folder.exists()
        os.chown(around, 0, 0)
        assert kept(place)
        return
    answers = iter([owner, owner])
    monkeypatch.setattr(os, "geteuid", lambda: next(answers, owner + 1))
    assert "another user" in refusal(place)
    assert not place.folder.exists()


def test_a_folder_that_all_may_change_is_no_place_for_a_cache(place: Place) -> None:
    around = place.folder.parent
    around.chmod(0o777)
    assert "Every user may change" in refusal(place)
    assert not place.folder.exists()
    around.chmod(0o1777)
    assert kept(place)


def test_an_empty_file_with_a_second_name_is_not_written(place: Place, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    place.folder.mkdir(mode=0o700)
    (place.folder / ".gitignore").hardlink_to(empty)
    assert "files of the repository" in refusal(place)
    assert empty.read_bytes() == b""
