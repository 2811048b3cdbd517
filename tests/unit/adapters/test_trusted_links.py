"""Opening a path: links of root and of this user are followed, those of others are not."""

import errno
import os
from pathlib import Path

import pytest

from mainstay.adapters.trusted_links import open_trusted
from tests.fakes.users import of_somebody_else


def text(path: Path | str) -> str:
    handle = open_trusted(str(path), os.O_RDONLY)
    with os.fdopen(handle) as file:
        return file.read()


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give a folder with a file `a/b/file` and links to it of all kinds."""
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/file").write_text("text")
    (tmp_path / "whole").symlink_to(tmp_path / "a/b/file")
    (tmp_path / "near").symlink_to("a/b/file")
    (tmp_path / "a/up").symlink_to("../a/./b")
    (tmp_path / "here").symlink_to(".")
    (tmp_path / "twice").symlink_to("here/here/near")
    return tmp_path


@pytest.mark.parametrize(
    "way", ["a/b/file", "whole", "near", "a/up/file", "here/here/near", "twice", "a/up/../../near"]
)
def test_own_links_are_followed(house: Path, way: str) -> None:
    assert text(f"{house}/{way}") == "text"


def test_folders_are_opened_too(house: Path) -> None:
    for way in ("/", f"{house}", f"{house}/here", f"{house}/a/up", "//"):
        handle = open_trusted(way, os.O_RDONLY | os.O_DIRECTORY)
        assert os.path.sameopenfile(handle, os.open(way, os.O_RDONLY))
        assert not os.get_inheritable(handle)


@pytest.mark.parametrize(
    ("link", "way"), [("near", "near"), ("whole", "whole"), ("here", "twice"), ("a/up", "a/up/file")]
)
def test_those_of_others_are_not(house: Path, link: str, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    of_somebody_else(house / link, monkeypatch)
    with pytest.raises(PermissionError, match="link of another user"):
        text(house / way)
    assert text(house / "a/b/file") == "text"


def test_what_is_not_there_or_goes_round_is_told(house: Path) -> None:
    (house / "round").symlink_to("round")
    for way, number in {
        "none": errno.ENOENT,
        "a/b/file/below": errno.ENOTDIR,
        "round": errno.ELOOP,
        "round/x": errno.ELOOP,
    }.items():
        with pytest.raises(OSError) as failure:
            text(house / way)
        assert failure.value.errno == number


def test_no_descriptor_is_left_open(house: Path) -> None:
    before = sorted(Path("/proc/self/fd").iterdir())
    for way in ("twice", "none", "a/up/file"):
        try:
            text(house / way)
        except OSError:
            continue
    assert sorted(Path("/proc/self/fd").iterdir()) == before
