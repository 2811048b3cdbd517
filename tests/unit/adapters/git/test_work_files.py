"""Files of the work tree, never through a link."""

import os
from pathlib import Path

import pytest

from mainstay.adapters.git.work_files import WorkFolders, read_work_file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    (folder / "real/deep").mkdir(parents=True)
    (folder / "real/deep/file").write_bytes(b"12345")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_bytes(b"secret")
    return folder


def test_a_regular_file_up_to_the_limit(root: Path) -> None:
    assert read_work_file(str(root), "real/deep/file", 5) == b"12345"
    assert read_work_file(str(root), "real/deep/file", 4) is None
    assert read_work_file(str(root), "real/missing", 5) is None


def test_no_link_is_followed_wherever_it_stands(root: Path) -> None:
    (root / "link").symlink_to("real/deep/file")
    (root / "out").symlink_to(root.parent / "outside")
    (root / "real/out").symlink_to("../../outside")
    (root / "real/loop").symlink_to(".")
    for path in ("link", "out/secret", "real/out/secret", "real/loop/deep/file", "real/loop"):
        assert read_work_file(str(root), path, 100) is None
        assert read_work_file(str(root), path.rpartition("/")[0] or ".", 100) is None


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../outside/secret",
        "real/../../outside/secret",
        "/etc/passwd",
        ".git/config",
        "a\0b",
        "\ud800",
    ],
)
def test_paths_that_lead_elsewhere(root: Path, path: str) -> None:
    assert read_work_file(str(root), path, 1 << 20) is None


def test_what_is_no_regular_file(root: Path) -> None:
    os.mkfifo(root / "fifo")
    assert read_work_file(str(root), "fifo", 10) is None
    assert read_work_file(str(root), "real", 10) is None
    assert read_work_file(str(root), "real/deep/file/below", 10) is None
    assert read_work_file("/", "dev/zero", 10) is None


def test_strange_names(root: Path) -> None:
    for raw, text in ((b"a\xff", "a\\xff"), (b"a\\b", "a\\b"), (b"x\n-", "x\n-"), ("ü".encode(), "ü")):
        (root / os.fsdecode(raw)).write_bytes(raw)
        assert read_work_file(str(root), text, 10) == raw
    (root / "b\\xff").write_bytes(b"spelled out")
    assert read_work_file(str(root), "b\\xff", 20) == b"spelled out"


def test_looking_goes_through_no_link_either(root: Path) -> None:
    (root / "out").symlink_to(root.parent / "outside")
    folders = WorkFolders(str(root))
    found = folders.look(b"real/deep/file")
    assert found is not None
    assert found.st_size == 5
    assert folders.look(b"out") is not None
    for raw in (
        b"out/secret",
        b"real/deep/file/below",
        b"missing",
        b"../outside/secret",
        b"/etc/passwd",
        b"a\0",
    ):
        assert folders.look(raw) is None
