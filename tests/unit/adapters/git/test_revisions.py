"""Names of revisions are read as data from every place where git keeps them, and nothing else is followed."""

from pathlib import Path

import pytest

from tests.fakes.opened import opened
from tests.fakes.repositories import make_repository


@pytest.fixture
def repo(tmp_path: Path):
    repo = make_repository(tmp_path / "repo")
    repo.commit({"a": "1\n"})
    repo.commit({"a": "2\n"})
    return repo


@pytest.mark.parametrize("packed", [False, True])
def test_branches_tags_and_remote_branches(repo, packed: bool) -> None:
    first, second = repo.git("rev-parse", "HEAD~1"), repo.git("rev-parse", "HEAD")
    repo.git("branch", "side", first)
    repo.git("tag", "-a", "-m", "A tag", "v1", first)
    repo.git("update-ref", "refs/remotes/origin/main", second)
    repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    if packed:
        repo.git("pack-refs", "--all")
    with opened(repo.path) as source:
        names = ("side", "v1", "origin/main", "origin", "refs/heads/side", "side~0", first[:8], "@")
        assert [source.commit_named(name) for name in names] == [
            first,
            first,
            second,
            second,
            first,
            first,
            first,
            second,
        ]


def test_what_is_no_commit_is_none(repo) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    (repo.path / ".git/refs/heads/loop").write_text("ref: refs/heads/loop\n")
    (repo.path / ".git/refs/heads/out").write_text("ref: ../../etc/passwd\n")
    (repo.path / ".git/refs/heads/junk").write_text("junk\n")
    (repo.path / ".git/refs/heads/link").symlink_to("/etc/hostname")
    with opened(repo.path) as source:
        for name in (
            tree,
            "loop",
            "out",
            "junk",
            "link",
            "",
            "~1",
            "../x",
            "a" * 400,
            "x\x00y",
            "HEAD:a",
            "--all",
        ):
            assert source.commit_named(name) == "", name


def test_two_lines_meet_or_do_not(repo) -> None:
    met = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "-q", "-b", "side")
    side = repo.commit({"b": "1\n"})
    repo.git("checkout", "-q", "-")
    main = repo.commit({"c": "1\n"})
    repo.git("checkout", "-q", "--orphan", "other")
    other = repo.commit({"d": "1\n"})
    with opened(repo.path) as source:
        assert source.merge_base(side, main) == met
        assert source.merge_base(main, other) == ""
