"""A new file of a store that is filled before it has its name."""

import stat
from pathlib import Path

import pytest

from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.drafting import drafted


@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o770, 0o600), (0o2770, 0o660)])
def test_what_is_restored_is_shared_as_what_is_made(tmp_path: Path, folder: int, file: int) -> None:
    place = tmp_path / "shared"
    place.mkdir()
    place.chmod(folder)
    with drafted(store_address(str(place / "store.sqlite"))):
        pass
    assert stat.S_IMODE((place / "store.sqlite").stat().st_mode) == file
    assert [one.name for one in place.iterdir()] == ["store.sqlite"]
