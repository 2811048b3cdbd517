"""Lines appended by many stand whole, one after another, and half a line that was left is ended first."""

import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.adapters.appending import LONGEST, append_line
from mainstay.domain.errors import RunFailed


def test_the_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    append_line(path, "it", lambda last: f"one {last!r}\n")
    append_line(path, "it", lambda last: f"two {last!r}\n")
    assert path.read_text() == "one b''\ntwo b\"one b''\\n\"\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_may_be_appended(tmp_path: Path) -> None:
    append_line(tmp_path / "lines", "it", lambda _: "")
    assert (tmp_path / "lines").read_bytes() == b""


def test_half_a_line_is_ended_first(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"whole\nhalf")
    seen: list[bytes] = []
    append_line(path, "it", lambda last: seen.append(last) or "new\n")
    assert seen == [b"half\n"]
    assert path.read_bytes() == b"whole\nhalf\nnew\n"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"", b"a", b"b" * 70_000, b"c" * 65_536, b"d" * 65_535]), min_size=1, max_size=4
    )
)
def test_the_last_line_is_found_however_long(tmp_path_factory, lines: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("it") / "lines"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    seen: list[bytes] = []
    append_line(path, "it", lambda last: seen.append(last) or "")
    assert seen == [lines[-1] + b"\n"]


def test_a_file_without_lines_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    seen: list[int] = []
    append_line(path, "it", lambda last: seen.append(len(last)) or "")
    assert seen == [LONGEST + 1]


def test_lines_of_many_stand_whole(tmp_path: Path) -> None:
    path = tmp_path / "lines"

    def write(number: int) -> None:
        for turn in range(20):
            append_line(path, "it", lambda _, turn=turn: f"{number} {turn} {'x' * 9_000}\n")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = path.read_text().splitlines()
    assert sorted(lines) == sorted(
        f"{number} {turn} {'x' * 9_000}" for number in range(4) for turn in range(20)
    )


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "no folder"])
def test_what_is_no_file_is_not_written_to(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "lines"
    target = tmp_path / "target"
    if kind == "link":
        path.symlink_to(target)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path = tmp_path / "none" / "lines"
    with pytest.raises(RunFailed, match="it cannot be written"):
        append_line(path, "it", lambda _: "x\n")
    assert not target.exists()


def test_a_full_disk_is_told() -> None:
    with pytest.raises(RunFailed):
        append_line(Path("/dev/full"), "it", lambda _: "x\n")
