"""Which commit and branch a repository stands at."""

import os
from pathlib import Path

import pytest

from mainstay.adapters.git.discovery import find_place
from mainstay.adapters.git.refs import Head, has_replacements, read_head
from mainstay.domain.errors import UsageError
from tests.fakes.repositories import make_repository, small_repository


def test_a_branch_loose_and_packed(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    place = find_place(tmp_path)
    assert read_head(place) == Head(repo.head, "main")
    repo.git("branch", "main-two", "HEAD~1")
    repo.git("pack-refs", "--all")
    assert not (tmp_path / ".git/refs/heads/main").exists()
    assert read_head(place) == Head(repo.head, "main")


def test_a_loose_reference_counts_more_than_a_packed_one(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    repo.git("pack-refs", "--all")
    newer = repo.commit({"a": "a"})
    assert read_head(find_place(tmp_path)).oid == newer


def test_a_detached_head_and_none_yet(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    assert read_head(find_place(tmp_path)) == Head("", "main")
    commit = repo.commit({"a": "a"})
    repo.git("checkout", "--quiet", "--detach")
    assert read_head(find_place(tmp_path)) == Head(commit, "")


def test_a_branch_with_folders_and_strange_letters(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    repo.git("checkout", "--quiet", "-b", "fix/größe+(x)")
    assert read_head(find_place(tmp_path)) == Head(repo.head, "fix/größe+(x)")
    repo.git("pack-refs", "--all")
    assert read_head(find_place(tmp_path)) == Head(repo.head, "fix/größe+(x)")


def test_a_branch_that_stands_for_another(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    repo.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    repo.git("symbolic-ref", "HEAD", "refs/heads/alias")
    assert read_head(find_place(tmp_path)).oid == repo.head


def test_a_linked_work_tree_has_a_head_of_its_own(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"), "HEAD~1")
    assert read_head(find_place(tmp_path / "linked")) == Head(repo.git("rev-parse", "HEAD~1"), "other")
    assert read_head(find_place(tmp_path / "repo")) == Head(repo.head, "main")


def test_head_as_a_link_as_it_was_long_ago(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    (tmp_path / ".git/HEAD").unlink()
    (tmp_path / ".git/HEAD").symlink_to("refs/heads/main")
    assert read_head(find_place(tmp_path)) == Head(repo.head, "main")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 41,
        b"nonsense\n",
        b"ref: refs/../config\n",
        b"ref: /etc/passwd\n",
        b"ref: heads/main\n",
        b"abc123\n",
    ],
)
def test_a_damaged_head(tmp_path: Path, content: bytes) -> None:
    small_repository(tmp_path)
    (tmp_path / ".git/HEAD").write_bytes(content)
    with pytest.raises(UsageError, match="names no commit and no branch") as caught:
        read_head(find_place(tmp_path))
    assert caught.value.where.endswith("HEAD")


def test_a_damaged_branch(tmp_path: Path) -> None:
    small_repository(tmp_path)
    # What a power cut leaves.
    (tmp_path / ".git/refs/heads/main").write_bytes(b"\0" * 41)
    with pytest.raises(UsageError, match="names no commit and no branch") as caught:
        read_head(find_place(tmp_path))
    assert caught.value.where.endswith("refs/heads/main")


def test_branches_in_a_circle(tmp_path: Path) -> None:
    small_repository(tmp_path)
    (tmp_path / ".git/refs/heads/a").write_text("ref: refs/heads/b\n")
    (tmp_path / ".git/refs/heads/b").write_text("ref: refs/heads/a\n")
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/a\n")
    with pytest.raises(UsageError, match="names no commit"):
        read_head(find_place(tmp_path))


def test_a_fifo_in_the_place_of_head_or_branch_is_not_waited_for(tmp_path: Path) -> None:
    small_repository(tmp_path)
    (tmp_path / ".git/refs/heads/main").unlink()
    os.mkfifo(tmp_path / ".git/refs/heads/main")
    assert read_head(find_place(tmp_path)) == Head("", "main")
    (tmp_path / ".git/HEAD").unlink()
    os.mkfifo(tmp_path / ".git/HEAD")
    with pytest.raises(UsageError, match="names no commit"):
        read_head(find_place(tmp_path))


def test_substituted_objects_are_seen(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    place = find_place(tmp_path)
    assert not has_replacements(place)
    repo.git("replace", "--graft", "HEAD")
    assert has_replacements(place)
    repo.git("pack-refs", "--all")
    assert has_replacements(place)
