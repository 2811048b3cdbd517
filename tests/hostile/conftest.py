"""What holds for every test of bad input: a room of its own, and nothing of it left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.room import Room, adopting_orphans


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Give a room to run the command line in."""
    folder = tmp_path / "room"
    folder.mkdir()
    with adopting_orphans():
        made = Room(folder)
        yield made
        made.is_tidy()
