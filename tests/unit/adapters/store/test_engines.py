"""The file of a store, as it is made."""

import stat
from pathlib import Path

import pytest

from mainstay.adapters.store.opening import open_store


@pytest.mark.parametrize(
    ("folder", "file"), [(0o700, 0o600), (0o770, 0o600), (0o2750, 0o600), (0o2770, 0o660), (0o2775, 0o660)]
)
def test_the_group_has_rights_where_the_folder_says_that_it_shares(
    tmp_path: Path, folder: int, file: int
) -> None:
    place = tmp_path / "shared"
    place.mkdir()
    place.chmod(folder)
    with_log = []
    store = open_store(str(place / "store.sqlite"))
    try:
        with store.writing() as work:
            work.trail.append([])
        with_log = sorted(place.iterdir())
        assert {stat.S_IMODE(one.stat().st_mode) for one in with_log} == {file}
    finally:
        store.close()
    assert place / "store.sqlite" in with_log
