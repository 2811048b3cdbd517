"""Collectors that are killed, many at once, full disks and changed bytes: what was acknowledged stays as it was."""

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mainstay.adapters.points.file import FEW, PointsFile
from mainstay.domain.errors import RunFailed
from mainstay.ports.points import LATEST
from tests.conftest import LONG
from tests.fakes.disks import small_disk
from tests.unit.adapters.points.test_file import MORNING, fill

KILLS = 200 if LONG else 12

# Appends look after look and says of each, once it is kept, that it is.
COLLECT = """
import sys
from pathlib import Path
from mainstay.adapters.points import file
from mainstay.adapters.points.file import PointsFile
file.FEW, file.MANY = 5, 10
points, at, step = PointsFile(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
while True:
    points.append(at, {"a": float(at), "b": at / 8})
    print(at, flush=True)
    at += step
"""

# Appends one look and says what came of it.
ONCE = """
import sys
from pathlib import Path
from mainstay.adapters.points.file import PointsFile
from mainstay.domain.errors import Full
points = PointsFile(Path(sys.argv[1]))
at = int(sys.argv[2])
try:
    while True:
        points.append(at, {f"{number}:{at}:" + "k" * 900: float(at) for number in range(20)})
        print(at, flush=True)
        at += 60
except Full:
    print("full", flush=True)
"""


def start(script: str, *words: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)], stdout=subprocess.PIPE, text=True
    )


def kill(process: "subprocess.Popen[str]") -> list[int]:
    """Kill a collector, and give what it acknowledged since it was last heard; half a line is none."""
    process.send_signal(signal.SIGKILL)
    assert process.stdout is not None
    told = process.stdout.read()
    process.wait(30)
    return [int(line) for line in told.splitlines(keepends=True) if line.endswith("\n")]


def test_what_was_acknowledged_outlives_its_collector(tmp_path: Path) -> None:
    points = PointsFile(tmp_path / "collector")
    kept: list[int] = []
    at = 1_000
    for number in range(KILLS):
        chance = random.Random(number)
        with start(COLLECT, points.folder, at, 40_000) as process:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], 60)[0]
            heard = [int(process.stdout.readline()) for _ in range(chance.randint(1, 12))]
            kept += heard + kill(process)
        found = points.read("a", 0, LATEST)
        extra = set(found.times.tolist()) - set(kept)
        # One that was kept at the moment of the kill may not have been acknowledged any more.
        assert len(extra) <= 1
        kept += extra
        assert found.times.tolist() == sorted(kept)
        assert found.values.tolist() == [float(one) for one in found.times]
        other = points.read("b", 0, LATEST)
        assert (other.times.tolist(), other.values.tolist()) == (
            found.times.tolist(),
            (found.times / 8).tolist(),
        )
        at = max(kept) + 40_000


def test_one_reads_while_others_write_and_none_is_lost(tmp_path: Path) -> None:
    points = PointsFile(tmp_path / "collector")
    writers = [start(COLLECT, points.folder, begin, 40_000) for begin in (1, 2, 3)]
    try:
        seen = 0
        while seen < 40:
            found = points.read("a", 0, LATEST)
            assert len(found.times) >= seen
            assert found.values.tolist() == found.times.tolist()
            seen = len(found.times)
            assert all(one.poll() is None for one in writers)
    finally:
        told = [at for one in writers for at in kill(one)]
    found = points.read("a", 0, LATEST).times.tolist()
    assert set(told) <= set(found)
    assert len(found) == len(set(found)) <= len(told) + len(writers)


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", size=1 << 20) as disk:
        points = PointsFile(disk.folder / "collector")
        command = [*disk.within, sys.executable, "-c", ONCE, str(points.folder), str(MORNING)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120)
        *kept, last = ended.stdout.split() or [""]
        if not disk.within:
            assert (last, ended.stderr) == ("full", "")
            assert len(kept) > 3
            reader = PointsFile(disk.folder / "collector")
            keys = reader.keys()
            for at in kept:
                key = next(one for one in keys if one.startswith(f"3:{at}:"))
                assert reader.read(key, 0, LATEST).times.tolist() == [int(at)]
            assert len(keys) == 20 * len(kept)
        else:
            assert kept == []


def test_the_end_that_a_power_cut_took_away_takes_no_earlier_look_with_it(tmp_path: Path) -> None:
    points = PointsFile(tmp_path / "collector")
    with start(COLLECT, points.folder, 1_000, 1) as process:
        assert process.stdout is not None
        heard = [int(process.stdout.readline()) for _ in range(4)]
        heard += kill(process)
    log = Path(f"{points.path}-wal")
    plain, content = points.path.read_bytes(), log.read_bytes() if log.exists() else b""
    whole = points.read("a", 0, LATEST).times.tolist()
    assert set(heard) <= set(whole)
    chance = random.Random(5)
    for length in sorted(chance.randint(0, len(content)) for _ in range(10)):
        again = PointsFile(tmp_path / f"cut{length}")
        again.folder.mkdir(exist_ok=True)
        again.path.write_bytes(plain)
        again.path.chmod(0o600)
        Path(f"{again.path}-wal").write_bytes(content[:length])
        Path(f"{again.path}-wal").chmod(0o600)
        times = again.read("a", 0, LATEST).times.tolist()
        assert times == whole[: len(times)]


@pytest.mark.parametrize("number", range(60))
def test_changed_bytes_are_told_or_harmless_and_never_crash(tmp_path: Path, number: int) -> None:
    points = PointsFile(tmp_path / "collector")
    fill(points, FEW, series=3)
    points.append(MORNING + FEW * 60, {"s0": 7.0})
    content = bytearray(points.path.read_bytes())
    chance = random.Random(number)
    for _ in range(chance.choice((1, 8, 200))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if number % 3 == 0:
        del content[chance.randrange(len(content)) :]
    points.path.write_bytes(content)
    try:
        points.keys()
        points.read("s1", 0, LATEST)
        points.reach()
        points.append(MORNING + FEW * 60 + 60, {"s0": 8.0})
        points.forget(1, MORNING + 10 * 86_400)
    except RunFailed as failure:
        assert failure.mend
    assert os.access(points.path, os.R_OK)
