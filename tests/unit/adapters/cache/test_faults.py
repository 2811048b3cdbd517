"""Killed, crowded, full, read-only: the cache forgets and says so, and no failure leaves it."""

import os
import random
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.users import NOBODY, as_nobody
from tests.unit.adapters.cache.place import Place, codes, in_child

WRITER = """
import sys
from pathlib import Path
from mainstay.adapters.cache import file
from mainstay.adapters.cache.opening import open_cache
file._BUSY_SECONDS = 60
folder, state, name, rounds = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
cache = open_cache(folder, version="1", state=state, enabled=True)
for generation in range(rounds):
    noise = generation.to_bytes(4, "big")
    cache.put("blob", {f"{name}{number}": noise + bytes(900) for number in range(400)})
    print(generation, flush=True)
cache.close()
assert not cache.notices, cache.notices
"""


def writer(place: Place, name: str, rounds: int) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", WRITER, place.folder, place.state, name, str(rounds)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE)


def test_killed_at_any_instant_it_holds_the_old_or_the_new(place: Place) -> None:
    chance = random.Random(20260)
    told_before = -1
    for _ in range(15):
        with writer(place, "key", 10_000) as run:
            run.stdout.readline()
            time.sleep(chance.uniform(0, 0.03))
            run.kill()
            told = 1 + run.stdout.read().count(b"\n")
        cache = place.open()
        found = cache.get("blob", [f"key{number}" for number in range(400)])
        cache.close()
        generations = {int.from_bytes(payload[:4], "big") for payload in found.values()}
        assert len(found) == 400
        assert len(generations) == 1
        assert generations <= {told - 1, told}
        assert cache.notices == ()
        told_before = max(told_before, told)
    assert told_before > 1


def test_killed_while_it_begins_it_can_begin_again(place: Place) -> None:
    chance = random.Random(7)
    for _ in range(10):
        with writer(place, "key", 1) as run:
            time.sleep(chance.uniform(0.03, 0.2))
            run.kill()
        cache = place.open()
        cache.put("blob", {"a": b"1"})
        assert cache.get("blob", ["a"]) == {"a": b"1"}
        assert cache.notices == ()
        cache.close()
        for path in place.folder.iterdir():
            path.unlink()


def test_runs_that_begin_at_once_share_one_file(place: Place) -> None:
    runs = [writer(place, f"run{number}-", 1) for number in range(4)]
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    cache = place.open()
    assert len(cache.get("blob", [f"run{number}-0" for number in range(4)])) == 4


def test_two_writers_at_once_lose_nothing(place: Place) -> None:
    runs = [writer(place, name, 15) for name in ("one", "two")]
    assert [run.communicate()[0].count(b"\n") for run in runs] == [15, 15]
    assert [run.returncode for run in runs] == [0, 0]
    cache = place.open()
    for name in ("one", "two"):
        found = cache.get("blob", [f"{name}{number}" for number in range(400)])
        assert {payload[:4] for payload in found.values()} == {(14).to_bytes(4, "big")}
        assert len(found) == 400


def test_a_file_that_another_holds_is_read_but_not_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mainstay.adapters.cache.file._BUSY_SECONDS", 0.05)
    cache = place.open()
    cache.put("blob", {"a": b"1"})
    other = sqlite3.connect(place.file(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache.put("blob", {"b": b"2"})
    cache.keep_only("blob", [])
    assert cache.get("blob", ["a", "b"]) == {"a": b"1"}
    assert codes(cache) == ["cache-busy"]
    other.execute("ROLLBACK")
    other.close()


def test_a_file_removed_under_a_run_harms_neither(place: Place) -> None:
    first = place.open()
    first.put("blob", {"a": b"1"})
    for path in place.folder.iterdir():
        path.unlink()
    second = place.open()
    second.put("blob", {"a": b"2"})
    first.put("blob", {"a": b"3"})
    first.close()
    assert second.get("blob", ["a"]) == {"a": b"2"}
    second.close()
    assert place.open().get("blob", ["a"]) == {"a": b"2"}


def test_a_full_disk_keeps_what_was_there(place: Place) -> None:
    cache = place.open()
    cache.put("blob", {"a": b"before"})
    cache.close()

    def fill_up() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        cache = place.open()
        cache.put("blob", {f"b{number}": os.urandom(1_000) for number in range(1_000)})
        assert codes(cache) == ["cache-unavailable"]
        assert cache.get("blob", ["a", "b1"]) == {"a": b"before"}
        cache.put("blob", {"c": b"too late"})
        cache.close()

    in_child(fill_up)
    again = place.open()
    assert again.get("blob", ["a", "b1", "c"]) == {"a": b"before"}
    assert again.notices == ()


@pytest.mark.parametrize("room", [0, 1, 100, 4_096, 10_000, 40_000])
def test_no_room_from_the_start_is_told(place: Place, room: int) -> None:
    def start_without_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        cache = place.open()
        cache.put("blob", {f"b{number}": os.urandom(1_000) for number in range(100)})
        assert cache.get("blob", ["b1"]) == {}
        assert codes(cache) == ["cache-unavailable"]
        cache.close()

    in_child(start_without_room)
    cache = place.open()
    cache.put("blob", {"a": b"1"})
    assert cache.get("blob", ["a"]) == {"a": b"1"} or room < 100


def test_a_folder_that_may_not_be_written_is_told(place: Place) -> None:
    repository = place.folder.parent
    place.state.mkdir(mode=0o700)

    def as_somebody_without_rights() -> None:
        if os.geteuid() == 0:
            os.chown(place.state, NOBODY, NOBODY)
        as_nobody(repository)
        cache = place.open()
        cache.put("blob", {"a": b"1"})
        assert cache.get("blob", ["a"]) == {}
        assert codes(cache) == ["cache-unavailable"]
        assert "Permission denied" in cache.notices[0].text

    repository.chmod(0o555)
    in_child(as_somebody_without_rights)
    repository.chmod(0o755)


def test_too_few_file_handles_are_told(place: Place) -> None:
    def without_handles() -> None:
        lowest = os.dup(0)
        os.close(lowest)
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, lowest))
        assert codes(place.open()) == ["cache-unavailable"]

    in_child(without_handles)


def test_an_interrupt_in_the_middle_of_a_put_leaves_nothing_behind(place: Place) -> None:
    cache = place.open()

    class Interrupting(dict):
        def items(self):
            yield "a", b"1"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.put("blob", Interrupting())
    cache.put("blob", {"b": b"2"})
    assert cache.get("blob", ["a", "b"]) == {"b": b"2"}
    assert cache.notices == ()


def test_the_special_file_systems_have_no_room_for_a_cache(tmp_path: Path) -> None:
    cache = Place(Path("/proc/self/.mainstay"), tmp_path / "state").open()
    assert codes(cache) == ["cache-unavailable"]
