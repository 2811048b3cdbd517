"""Work trees made to lead a reader astray."""

import hashlib
import os
import struct
from pathlib import Path

import pytest

from mainstay.adapters.git import log_reading, trees, work_tree
from mainstay.domain.errors import RunFailed
from mainstay.ports.process import Limits
from tests.fakes.opened import no_mark, opened
from tests.fakes.repositories import (
    Repo,
    make_repository,
    small_repository,
    write_commit,
    write_object,
    write_tree,
)


def write_index(repo: Repo, paths: list[bytes]) -> None:
    """Write an index (version 2) with entries that git would refuse to make."""
    blob = bytes.fromhex(write_object(repo, "blob", b"x"))
    body = struct.pack(">4sII", b"DIRC", 2, len(paths))
    for path in paths:
        entry = struct.pack(">10I20sH", 0, 0, 0, 0, 0, 0, 0o100644, 0, 0, 1, blob, len(path)) + path
        body += entry + b"\0" * (8 - len(entry) % 8)
    (repo.path / ".git/index").write_bytes(body + hashlib.sha1(body).digest())


def test_an_index_that_names_files_outside(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    (tmp_path / "secret").write_text("secret")
    (repo.path / "link").symlink_to(tmp_path)
    paths = sorted([b"../secret", b"/etc/passwd", b".git/config", b"link/secret", b"README.md"])
    write_index(repo, paths)
    with opened(repo.path) as source:
        try:
            seen = source.work_tree()
        except RunFailed as error:
            assert "index" in error.where
        else:
            assert not {"../secret", "/etc/passwd", ".git/config", "link/secret"} & {
                *seen.edited,
                *seen.added,
            }
        for path in paths:
            if path != b"README.md":
                assert source.read_work_file(path.decode(), 100) is None


def test_an_index_that_claims_nothing_changes(tmp_path: Path) -> None:
    """A file system monitor that always answers "nothing", remembered in the index together with its answers."""
    repo = small_repository(tmp_path / "repo")
    monitor = tmp_path / "monitor"
    monitor.write_text("#!/bin/sh\nprintf 'token\\0'\n")
    monitor.chmod(0o755)
    repo.git("config", "core.fsmonitor", str(monitor))
    repo.git("config", "core.untrackedCache", "true")
    repo.git("update-index", "--fsmonitor", "--untracked-cache")
    repo.git("status")
    repo.git("status")
    repo.write({"README.md": "# Edited\n", "new.py": "", "small/new.txt": ""})
    assert repo.git("status", "--porcelain", "--untracked-files=no") == ""
    with opened(repo.path) as source:
        seen = source.work_tree()
    assert (seen.edited, seen.added) == (("README.md",), ("new.py", "small/new.txt"))


def test_a_tree_that_names_files_outside(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    (tmp_path / "secret").write_text("secret")
    blob = write_object(repo, "blob", b"x")
    inner = write_tree(repo, [("100644", b"secret", blob)])
    entries = [
        ("100644", b".git", blob),
        ("40000", b"..", inner),
        ("100644", b"a/b", blob),
        ("40000", b".GIT", inner),
    ]
    commit = write_commit(repo, write_tree(repo, entries))
    repo.git("update-ref", "refs/heads/main", commit)
    with opened(repo.path) as source:
        paths = [entry.path for entry in source.tree(commit)]
        assert "../secret" in paths
        assert [source.read_work_file(path, 100) for path in paths] == [None] * len(paths)
        assert not {"../secret", ".git"} & set(source.work_tree().edited)


def test_filters_do_not_run_and_line_ends_are_git_s_own_matter(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    repo.commit(
        {".gitattributes": "*.txt text eol=crlf\n*.ident ident\n*.odd working-tree-encoding=UTF-16\n"}
    )
    repo.commit({"a.txt": "one\r\ntwo\r\n", "b.ident": "$Id$\n", "c.odd": "text".encode("utf-16")})
    for name in ("a.txt", "b.ident", "c.odd"):
        os.utime(tmp_path / name, (1, 1))
    with opened(tmp_path) as source:
        assert source.work_tree().edited == ()


@pytest.mark.parametrize("name", [".gitignore", ".gitattributes"])
def test_a_fifo_that_git_would_wait_for_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    repo = small_repository(tmp_path)
    os.utime(repo.path / "README.md", (1, 1))
    os.mkfifo(tmp_path / name)
    monkeypatch.setattr(work_tree, "LISTING", Limits(seconds=1))
    with opened(tmp_path) as source:
        with pytest.raises(RunFailed, match="ran longer than the 1 seconds"):
            source.work_tree()
        assert len(source.tree(repo.head)) == 4


def test_a_tree_that_holds_itself_a_thousand_times_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = make_repository(tmp_path)
    tree = write_tree(repo, [("100644", b"file", write_object(repo, "blob", b"x"))])
    for _ in range(12):
        tree = write_tree(repo, [("40000", b"%d" % number, tree) for number in range(10)])
    commit = write_commit(repo, tree)
    repo.git("update-ref", "refs/heads/main", commit)
    # In the time that is allowed, the limits of output and memory end git first.
    small = Limits(seconds=120, output=1 << 20, memory=24 << 20)
    for module, name in ((trees, "LISTING"), (work_tree, "LISTING"), (log_reading, "HISTORY")):
        monkeypatch.setattr(module, name, small)
    with opened(tmp_path) as source:
        for read in (lambda: source.tree(commit), source.work_tree, lambda: source.log(no_mark)):
            with pytest.raises(RunFailed, match=r"git wrote more than|[Oo]ut of memory|larger than"):
                read()


def test_ten_thousand_new_files(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    names = {f"new-{number % 50}/file-{number}" for number in range(10_000)}
    repo.write(dict.fromkeys(names, "x"))
    with opened(tmp_path) as source:
        assert set(source.work_tree().added) == names


def test_links_in_circles_everywhere(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    (tmp_path / "up").symlink_to("..")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "small/round").symlink_to("../small")
    repo.commit()
    (tmp_path / "small/more").symlink_to(".")
    with opened(tmp_path) as source:
        assert source.work_tree().added == ()
        assert {entry.path: entry.mode for entry in source.tree(repo.head)}["self"] == 0o120000


def test_a_depth_of_a_thousand_folders(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    blob = write_object(repo, "blob", b"deep\n")
    tree = write_tree(repo, [("100644", b"file", blob)])
    for _ in range(1000):
        tree = write_tree(repo, [("40000", b"d", tree)])
    commit = write_commit(repo, tree)
    repo.git("update-ref", "refs/heads/main", commit)
    with opened(repo.path) as source:
        (entry,) = source.tree(commit)
        assert entry.path == "d/" * 1000 + "file"
        assert source.read_work_file(entry.path, 10) is None
        assert source.work_tree().removed == (entry.path,)
