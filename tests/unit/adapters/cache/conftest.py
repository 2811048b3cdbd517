"""A fresh place for each test of the cache."""

from pathlib import Path

import pytest

from tests.unit.adapters.cache.place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "repository" / ".mainstay", tmp_path / "state")


@pytest.fixture(autouse=True)
def repository(place: Place) -> None:
    place.folder.parent.mkdir()
