"""What most journeys begin with: a room to run the program in, and a repository that stands on a change of its main branch."""

from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room

Files = dict[str, str]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.fixture
def files() -> Files:
    """Give what stands on the main branch; a journey says its own."""
    return {"src/prices.py": "def price(value):\n    return value\n"}


@pytest.fixture
def repo(tmp_path: Path, files: Files) -> Repo:
    repo = make_repository(tmp_path / "repo")
    repo.commit(files)
    repo.git("checkout", "-q", "-b", "change")
    return repo
