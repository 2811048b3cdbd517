"""Reading as plugins are to read: nothing is followed, nothing is waited for, nothing is held that is too much."""

import os
from pathlib import Path

import pytest

from mainstay.plugins.collector import File, NoOptions, Subject


@pytest.fixture
def subject(tmp_path: Path) -> Subject[NoOptions]:
    (tmp_path / "plain").write_bytes(b"x" * 100)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("plain")
    os.mkfifo(tmp_path / "pipe")
    return Subject(tmp_path, (), NoOptions())


def test_a_regular_file_is_read_up_to_a_size(subject: Subject[NoOptions]) -> None:
    file = File("plain", "source", "")
    assert subject.read(file) == b"x" * 100
    assert subject.read(file, 100) == b"x" * 100
    assert subject.read(file, 99) is None


@pytest.mark.parametrize("name", ["folder", "link", "pipe", "gone", "plain/x", "a\0b", "\ud800", "n" * 5_000])
def test_what_is_no_plain_file_is_none(subject: Subject[NoOptions], name: str) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert subject.read(File(name, "source", "")) is None
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize(("kind", "maintained"), [("source", True), ("test", True), ("vendored", False)])
def test_what_people_keep_is_told_from_the_rest(kind: str, maintained: bool) -> None:
    assert File("a", kind, "").maintained is maintained
