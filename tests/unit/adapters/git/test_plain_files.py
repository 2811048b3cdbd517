"""Small files read without trust."""

import os
import tracemalloc
from pathlib import Path

import pytest

from mainstay.adapters.git.plain_files import read_bounded, read_plain


def test_a_regular_file_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert read_plain(tmp_path / "file", 5) == b"12345"
    assert read_plain(tmp_path / "file", 4) is None


def test_a_file_that_holds_more_than_it_says() -> None:
    for limit, expected in ((50_000, b"x" * 50_000), (49_999, None)):
        # A pipe says that it holds nothing, as a file does that is written to a moment later.
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(b"x" * 50_000)
        assert read_bounded(reading, limit) == expected


def test_a_small_file_takes_little_memory_whatever_the_limit(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    tracemalloc.start()
    assert read_plain(tmp_path / "file", 1 << 30) == b"12345"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 << 20


def test_what_is_no_regular_file_counts_as_absent(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"secret")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("link", "fifo", "loop", "missing", "file/below", "x" * 5000):
        assert read_plain(tmp_path / name, 100) is None
    assert read_plain(tmp_path, 100) is None
    assert read_plain("/dev/zero", 100) is None


def test_other_failures_are_not_hidden() -> None:
    with pytest.raises(ValueError, match="null"):
        read_plain("a\0b", 10)
