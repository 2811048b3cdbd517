"""Folders of private files: each that is made is for its owner alone, and none that is there is changed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from mainstay.adapters.points.file import PointsFile
from mainstay.adapters.points.holding import holding
from mainstay.adapters.secrets.private_file import make_private, make_private_folder


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that others may look into, while what is made is open to all unless it says otherwise."""
    folder = tmp_path / "there"
    folder.mkdir()
    folder.chmod(0o755)
    before = os.umask(0)
    yield folder
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(there: Path, *names: str) -> list[int]:
    folders = [there]
    for name in names:
        folders.append(folders[-1] / name)
    return list(map(mode, folders))


def test_all_that_is_made_is_private_and_what_is_there_stays(there: Path) -> None:
    make_private_folder(there / "a" / "b" / "c")
    assert modes(there, "a", "b", "c") == [0o755, 0o700, 0o700, 0o700]
    (there / "a" / "b").chmod(0o750)
    make_private_folder(there / "a" / "b" / "c")
    make_private_folder(there / "a" / "b" / "d")
    assert modes(there, "a", "b", "d") == [0o755, 0o700, 0o750, 0o700]


def test_the_folders_above_points_and_private_files_are_private(there: Path) -> None:
    PointsFile(there / "of" / "points").append(1_767_225_600, {"load": 1.0})
    assert modes(there, "of", "points") == [0o755, 0o700, 0o700]
    with holding(there / "who" / "collects"):
        assert modes(there, "who", "collects") == [0o755, 0o700, 0o700]
    assert make_private(there / "a" / "b" / "key", b"1")
    assert modes(there, "a", "b") == [0o755, 0o700, 0o700]


def test_a_link_to_a_folder_is_one_and_a_file_is_none(there: Path) -> None:
    (there / "link").symlink_to(there)
    make_private_folder(there / "link" / "a")
    assert mode(there / "a") == 0o700
    (there / "file").write_bytes(b"")
    (there / "away").symlink_to(there / "nowhere")
    for name in ("file", "away"):
        with pytest.raises(OSError, match=name):
            make_private_folder(there / name / "a")


def test_a_relative_name_is_made_below_the_working_folder(there: Path, monkeypatch) -> None:
    monkeypatch.chdir(there)
    make_private_folder(Path("a") / "b")
    assert modes(there, "a", "b") == [0o755, 0o700, 0o700]
