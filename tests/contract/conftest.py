"""Stores of all kinds, each new and empty."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mainstay.adapters.store.opening import open_store
from mainstay.ports.store import Store
from tests.fakes.store import MemoryStore

Opener = Callable[[], Store]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a new and empty real store."""
    if request.param == "sqlite":
        return str(tmp_path / "store.sqlite")
    return str(request.getfixturevalue("postgresql_server").new_place())


@pytest.fixture(params=["sqlite", "postgresql", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give a new and empty store."""
    if request.param == "memory":
        yield MemoryStore()
        return
    if request.param == "sqlite":
        opened = open_store(str(tmp_path / "store.sqlite"))
    else:
        opened = open_store(request.getfixturevalue("postgresql_server").new_place())
    yield opened
    opened.close()
