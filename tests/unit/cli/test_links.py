"""Links on the way to a file to write are followed unless somebody else may have laid them there."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from mainstay.cli.links import laid_by_others


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """A link that another user laid into a folder that all may write to."""
    if os.geteuid() == 0:
        tmp_path.chmod(0o1777)
        link = tmp_path / "link"
        link.symlink_to("target")
        os.lchown(link, 12_345, 12_345)
    else:
        link = Path("/tmp", f"mainstay-test-{secrets.token_hex(8)}")  # that of root is wanted
        link.symlink_to("target")
    yield link
    link.unlink()


def test_a_link_of_another_user_in_a_shared_folder(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid():
        assert laid_by_others(shared, "") is None
        monkeypatch.setattr(os, "geteuid", lambda: 12_346)
    assert laid_by_others(shared, "") == shared
    assert laid_by_others(shared / "within", "") == shared


def test_a_link_in_a_foreign_folder_however_it_is_reached(tmp_path: Path) -> None:
    foreign, own = tmp_path / "foreign", tmp_path / "own"
    foreign.mkdir()
    own.mkdir()
    (foreign / "out").symlink_to(own)
    (own / "in").symlink_to(foreign)
    (own / "there").symlink_to("in/out/file")
    for path in (foreign / "out", own / "in" / "out" / "file", own / "there", own / ".." / "foreign" / "out"):
        assert laid_by_others(path, str(foreign)) == foreign / "out", path
        assert laid_by_others(path, "") is None, path
    assert laid_by_others(own / "in" / "file", str(foreign)) is None
    assert laid_by_others(foreign / "file", str(foreign)) is None


def test_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert laid_by_others(tmp_path / "a", "") is None
