"""Programs that end when somebody wants them to, or when time is over."""

import shutil
import time

import pytest

from mainstay.adapters.actions.git.stopping import StoppableProcesses, Stopped
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.errors import RunFailed
from mainstay.ports.process import Limits


def processes(seconds: float = 60.0, stops: float = 1_000.0) -> StoppableProcesses:
    now = time.monotonic()
    return StoppableProcesses(LocalProcesses(), lambda: time.monotonic() >= now + stops, now + seconds)


def program(name: str) -> str:
    found = shutil.which(name)
    assert found
    return found


def test_a_program_is_fed_and_heard() -> None:
    content = bytes(5 << 20)
    ended = processes().run([program("cat")], {}, stdin=content)
    assert (ended.status, ended.stdout) == (0, content)
    assert processes().run([program("true")], {}, stdin=content).status == 0


def test_a_wish_to_stop_ends_it() -> None:
    with pytest.raises(Stopped, match="it was stopped"):
        processes(stops=0.3).run([program("sleep"), "1000"], {})
    with pytest.raises(Stopped):
        processes(stops=0.3).run([program("sh"), "-c", "sleep 1000 & sleep 1000"], {}, stdin=bytes(1 << 20))
    with pytest.raises(Stopped):
        processes(stops=0).run([program("true")], {})


def test_time_that_is_over_ends_it() -> None:
    with pytest.raises(RunFailed, match="ran longer"):
        processes(seconds=0.3).run([program("sleep"), "1000"], {})
    with pytest.raises(RunFailed, match="ran longer"):
        processes().run([program("sleep"), "1000"], {}, limits=Limits(seconds=0.3))
    with pytest.raises(RunFailed, match="its time was over"):
        processes(seconds=0).run([program("true")], {})


def test_what_writes_too_much_is_ended() -> None:
    with pytest.raises(RunFailed, match="wrote more"):
        processes().run([program("yes")], {}, limits=Limits(output=1_000))
