"""A disk that is full while the collector runs: it says so, goes on trying, and keeps again once there is room."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mainstay.adapters.points.file import PointsFile
from mainstay.ports.points import LATEST
from tests.fakes.command_line import environment
from tests.fakes.disks import SmallDisk, small_disk

PATIENCE = 120.0


def until(right: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not right():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def fill(disk: SmallDisk, process: "subprocess.Popen[bytes]") -> None:
    disk.fill()
    if disk.within:
        limit(process, "0:unlimited")


def clear(disk: SmallDisk, process: "subprocess.Popen[bytes]") -> None:
    disk.clear()
    if disk.within:
        limit(process, "unlimited")


def limit(process: "subprocess.Popen[bytes]", size: str) -> None:
    subprocess.run(["prlimit", f"--pid={process.pid}", f"--fsize={size}"], check=True)


def test_it_goes_on_trying_until_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", size=2 << 20) as disk, (tmp_path / "said").open("wb") as said:
        points = PointsFile(disk.folder / "points")

        def looks() -> int:
            return len(points.read("load", 0, LATEST).times)

        process = subprocess.Popen(
            [sys.executable, "-m", "mainstay", "collect", "--every", "1s", "--points", str(points.folder)],
            env=environment(HOME=str(tmp_path)),
            stdin=subprocess.DEVNULL,
            stderr=said,
        )
        try:
            until(lambda: looks() >= 2)
            fill(disk, process)
            until(lambda: "failed: " in (tmp_path / "said").read_text())
            # What is there can be read all the same, and a forecast is what is wanted then.
            kept = looks()
            asked = [
                *disk.within,
                sys.executable,
                "-m",
                "mainstay",
                "forecast",
                "--points",
                str(points.folder),
            ]
            told = subprocess.run(asked, env=environment(HOME=str(tmp_path)), capture_output=True, text=True)
            assert told.returncode == 0, told.stderr
            assert "disk used of" in told.stdout
            clear(disk, process)
            until(lambda: "Points are kept again." in (tmp_path / "said").read_text())
            until(lambda: looks() >= kept + 2)
        finally:
            process.terminate()
            assert process.wait(PATIENCE) == 143
        text = (tmp_path / "said").read_text()
        assert text.count("failed: ") == 1
        assert disk.within or "the disk is full: nothing was kept" in text
        assert "the next look is tried all the same" in text
