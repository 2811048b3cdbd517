"""Sizes of filesystems come in time, whatever one of them does."""

import os
import threading
import time
from pathlib import Path

from mainstay.adapters.host.sizes import PatientSizes, Size, measured

SOME = Size(1, 2, 3, 4)


def until(condition) -> None:
    ends = time.monotonic() + 30
    while not condition() and time.monotonic() < ends:
        time.sleep(0.005)
    assert condition()


def test_what_the_kernel_says_of_a_folder(tmp_path: Path) -> None:
    facts, size = os.statvfs(tmp_path), measured(str(tmp_path))
    assert size is not None
    assert 0 < size.used <= size.room <= facts.f_blocks * facts.f_frsize
    assert size.names_room == facts.f_files


def test_a_file_and_a_filesystem_without_size_have_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert measured(str(tmp_path / "file")) is None
    assert measured("/proc") is None


def test_one_that_fails_is_told() -> None:
    told = PatientSizes().of(["/", "/is not there", "/\0"], 5)
    assert (set(told.found), set(told.failed), told.hanging) == ({"/"}, {"/is not there", "/\0"}, ())


def test_one_that_hangs_holds_nobody_up_and_is_asked_no_more_until_it_answers() -> None:
    free, asked = threading.Event(), []

    def measure(place: str) -> Size:
        asked.append(place)
        if place == "/nfs":
            free.wait(60)
        return SOME

    sizes = PatientSizes(measure)
    for _ in range(3):
        told = sizes.of(["/nfs", "/a"], 0.2)
        assert (told.found, told.hanging) == ({"/a": SOME}, ("/nfs",))
    assert asked.count("/nfs") == 1
    free.set()
    until(lambda: sizes.of(["/nfs"], 5).found == {"/nfs": SOME})


def test_many_that_hang_take_no_longer_than_one() -> None:
    free = threading.Event()
    sizes = PatientSizes(lambda _: SOME if free.wait(60) else None)
    begun = time.monotonic()
    told = sizes.of([f"/{number}" for number in range(100)], 0.3)
    took = time.monotonic() - begun
    free.set()
    assert len(told.hanging) == 100
    # A hundred times as long as one would be half a minute.
    assert took < 15
