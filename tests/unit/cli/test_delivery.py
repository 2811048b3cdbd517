"""A file is written whole or left as it was, and every reason why it cannot be is told."""

import errno
import os
import stat
import subprocess
import threading
from pathlib import Path

import pytest

from mainstay.cli import delivery
from mainstay.cli.delivery import Target
from mainstay.domain.errors import MainstayError, RunFailed, UsageError


def names(folder: Path) -> list[str]:
    return [place.name for place in folder.iterdir()]


def test_a_file_is_written_as_utf8_and_nothing_is_left_beside_it(tmp_path) -> None:
    Target(str(tmp_path / "r.txt")).write("né\ud800\n")
    assert (tmp_path / "r.txt").read_bytes() == b"n\xc3\xa9\\ud800\n"
    assert names(tmp_path) == ["r.txt"]


def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path) -> None:
    before = os.umask(0o027)
    try:
        Target(str(tmp_path / "new")).write("x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    (tmp_path / "new").chmod(0o604)
    Target(str(tmp_path / "new")).write("y")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o604


def test_a_link_stays_a_link(tmp_path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder/real")
    Target(str(tmp_path / "link")).write("x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "real").read_text() == "x"


def test_a_device_and_a_pipe_are_written_to_and_not_replaced(tmp_path) -> None:
    Target("/dev/null").write("x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    Target(str(pipe)).write("through")
    reader.join(10)
    assert got == ["through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        (".", "over a folder"),
        ("no/such/file", "no such folder"),
        ("a\0b", "cannot be written there"),
        ("file/x", "no such folder"),
    ],
)
def test_places_that_are_none(tmp_path, monkeypatch, name: str, what: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    for act in (Target(name).check, lambda: Target(name).write("x")):
        with pytest.raises(UsageError, match=what) as caught:
            act()
        assert caught.value.mend


def test_a_circle_of_links_is_refused(tmp_path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(MainstayError):
        Target(str(tmp_path / "a")).write("x")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EACCES, "there is no permission to write it"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "chmod"])
def test_a_failure_at_any_step_leaves_the_old_file(
    tmp_path, monkeypatch, number: int, reason: str, step: str
) -> None:
    def broken(*_arguments) -> None:
        raise OSError(number, os.strerror(number))

    place = tmp_path / "r.txt"
    place.write_text("old")
    monkeypatch.setattr(delivery.os if step == "fsync" else delivery.Path, step, broken)
    with pytest.raises(RunFailed, match=reason) as caught:
        Target(str(place)).write("new")
    assert place.read_text() == "old"
    assert names(tmp_path) == ["r.txt"]
    assert caught.value.where == str(place)


def test_an_interrupt_leaves_the_old_file_too(tmp_path, monkeypatch) -> None:
    def interrupted(*_arguments) -> None:
        raise KeyboardInterrupt

    place = tmp_path / "r.txt"
    place.write_text("old")
    monkeypatch.setattr(delivery.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Target(str(place)).write("new")
    assert place.read_text() == "old"
    assert names(tmp_path) == ["r.txt"]


@pytest.mark.parametrize(
    "place", [".git/config", ".git/hooks/x", "a/.GIT/x", "bare/hooks/x", "bare/config", "link/config"]
)
def test_nothing_is_written_where_git_keeps_what_it_runs(tmp_path, place: str) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "bare"], check=True)
    (tmp_path / "a" / ".GIT").mkdir(parents=True)
    (tmp_path / "link").symlink_to(".git")
    before = (tmp_path / ".git" / "config").read_bytes()
    with pytest.raises(UsageError, match="belongs to git"):
        Target(str(tmp_path / place)).write("x")
    assert (tmp_path / ".git" / "config").read_bytes() == before
