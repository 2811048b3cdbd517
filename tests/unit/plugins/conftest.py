"""An environment with planted plugins, for each test its own."""

from pathlib import Path

import pytest

from tests.fakes.plugins import Environment


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return Environment.made(tmp_path / "environment")
