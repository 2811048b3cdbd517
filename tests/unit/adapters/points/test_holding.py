"""One process collects into a folder: the second is told who does, and whoever ends lets go, however it ends."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from mainstay.adapters.points.holding import NAME, Held, holding, last_held
from mainstay.domain.errors import RunFailed

HOLDS = """
import sys, time
from pathlib import Path
from mainstay.adapters.points.holding import holding
with holding(Path(sys.argv[1]), "process 7 (the other)"):
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_second_is_told_who_collects(tmp_path: Path) -> None:
    folder = tmp_path / "points"
    with holding(folder, "process 1 (mainstay collect)"):
        with (
            pytest.raises(Held, match=r"process 1 \(mainstay collect\) collects here already"),
            holding(folder, "me"),
        ):
            pass
        with pytest.raises(Held, match="process 1"), holding(folder):
            pass
    with holding(folder, "process 2"):
        pass
    who, at = last_held(folder)
    assert who == "process 2"
    assert abs(at - time.time()) < 600
    assert (folder.stat().st_mode & 0o777, (folder / NAME).stat().st_mode & 0o777) == (0o700, 0o600)


def test_who_only_looks_in_leaves_what_was_said(tmp_path: Path) -> None:
    assert last_held(tmp_path) == ("", 0)
    with holding(tmp_path):
        assert last_held(tmp_path) == ("", 0)
    with holding(tmp_path, "process 2"):
        pass
    with holding(tmp_path):
        pass
    assert last_held(tmp_path)[0] == "process 2"


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    with pytest.raises(Held, match=r"process 7 \(the other\)"), holding(tmp_path, "me"):
        pass
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    other.stdout.close()
    with holding(tmp_path, "me"):
        assert last_held(tmp_path)[0] == "me"


def test_a_short_holder_is_waited_for(tmp_path: Path) -> None:
    first, waiting = threading.Event(), threading.Event()

    def hold() -> None:
        with holding(tmp_path, "first"):
            first.set()
            waiting.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    first.wait(60)
    ends = threading.Timer(0.2, waiting.set)
    ends.start()
    with holding(tmp_path, "second", 60.0):
        assert last_held(tmp_path)[0] == "second"
    thread.join()


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "points").mkdir()
    (tmp_path / "points" / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RunFailed, match="cannot be used"), holding(tmp_path / "points", "me"):
        pass
    assert not (tmp_path / "elsewhere").exists()
    assert last_held(tmp_path / "points") == ("", 0)


def test_what_others_wrote_there_is_shown_harmlessly(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\x1b[31m\xff" + b"x" * 10_000)
    who, _ = last_held(tmp_path)
    assert "\x1b" not in who
    assert len(who) < 400


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFailed, match="cannot be used"), holding(tmp_path / "file" / "points", "me"):
        pass
