"""Files at a repository's root, read before the repository is opened."""

from pathlib import Path

import pytest

from mainstay.adapters.git.root_files import read_root_file
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.errors import ConfigurationError, RunFailed, UsageError
from tests.fakes.repositories import Repo, small_repository

NAME = "mainstay.toml"
TEXT = b'exclude = ["docs/"]\n'


def read(path: Path, *, limit: int = 1_000, follow_alternates: bool = False) -> bytes | None:
    return read_root_file(path, NAME, limit, LocalProcesses(), follow_alternates=follow_alternates)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = small_repository(tmp_path / "repo")
    repo.commit({NAME: TEXT})
    return repo


def bare_clone(repo: Repo, *options: str) -> Path:
    place = repo.path.parent / "bare.git"
    repo.git("clone", "--quiet", "--bare", *options, str(repo.path), str(place))
    return place


def test_that_of_the_work_tree_counts_even_uncommitted(repo: Repo) -> None:
    repo.write({NAME: "exclude = []\n", "deep/er/x.py": "x = 1\n"})
    assert read(repo.path / "deep" / "er") == b"exclude = []\n"
    assert read(repo.path, limit=3) == b"exc"
    repo.write({NAME: None})
    assert read(repo.path) is None


def test_of_a_bare_repository_that_of_the_head(repo: Repo) -> None:
    bare = bare_clone(repo)
    assert read(bare) == TEXT
    assert read(bare, limit=3) == TEXT[:3]


def test_what_is_no_regular_file_is_refused(repo: Repo) -> None:
    repo.write({NAME: None})
    (repo.path / NAME).symlink_to("/etc/hostname")
    with pytest.raises(ConfigurationError):
        read(repo.path)


def test_without_a_repository(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read(tmp_path)


def test_borrowed_objects_are_read_only_when_followed(repo: Repo) -> None:
    bare = bare_clone(repo, "--shared")
    with pytest.raises(RunFailed) as caught:
        read(bare)
    assert "--follow-alternates" in caught.value.mend
    assert read(bare, follow_alternates=True) == TEXT


def test_a_link_to_a_repository_elsewhere_does_not_hide_the_file_beside_it(
    repo: Repo, tmp_path: Path
) -> None:
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / ".git").symlink_to(repo.path / ".git")
    (linked / NAME).write_bytes(b"labels = {}\n")
    assert read(linked) == b"labels = {}\n"
