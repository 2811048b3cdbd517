"""Yards on both kinds of stores."""

from pathlib import Path

import pytest

from tests.hostile.runs.yard import Yard, yard_of


@pytest.fixture(params=["sqlite", "postgresql"])
def yard(request: pytest.FixtureRequest, tmp_path: Path) -> Yard:
    """Give a yard with a new and empty store."""
    if request.param == "sqlite":
        return yard_of(str(tmp_path / "store.sqlite"), tmp_path)
    return yard_of(str(request.getfixturevalue("postgresql_server").new_place()), tmp_path)
