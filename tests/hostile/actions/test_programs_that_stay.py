"""Programs that want to outlive the one who ran them, in every way that a process of the same user has."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.ports.supervisor import Bounds, Ending, Outcome, Program
from tests.fakes.marked import come, gone, running
from tests.fakes.watched import alive, children
from tests.hostile.room import LONG, adopting_orphans

PATH = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
# Each ends by itself one day, should a test fail.
STAY = "import sys, time; time.sleep(600)"
DAEMON = f"""
import os, sys, time
if os.fork():
    os._exit(0) if len(sys.argv) > 2 else time.sleep(600)
os.setsid()
if os.fork():
    os._exit(0)
os.closerange(0, 100)
os.execv(sys.executable, [sys.executable, "-c", {STAY!r}, sys.argv[1]])
"""
DEAF = """
import signal, sys, time
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
print("deaf", flush=True)
time.sleep(600)
"""
SILENT = "import os, time; os.closerange(0, 100); time.sleep(600)"
STANDING = "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"
# Each is the leader of a new session and starts another before it ends, so no group holds two of them.
RUNAWAY = """
import os, sys, time
for _ in range(400):
    if os.fork():
        time.sleep(0.002)
        os._exit(0)
    os.setsid()
time.sleep(600)
"""
# A bomb that is over after 2 ** 7 processes, half of which ignore what they are told.
BOMB = """
import os, signal, time
for _ in range(7):
    if not os.fork():
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(600)
"""
WAYS = {
    "daemon": DAEMON,
    "deaf": DEAF,
    "silent": SILENT,
    "standing": STANDING,
    "runaway": RUNAWAY,
    "bomb": BOMB,
}


@pytest.fixture
def mark(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give a word that nothing else has in its arguments; nothing that has it outlives the test."""
    word = f"mark-{os.getpid()}-{time.monotonic_ns()}"
    yield word
    for pid in running(word):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def run(mark: str, code: str, *more: str, bounds: Bounds) -> Outcome:
    program = Program([sys.executable, "-c", code, mark, *more], PATH)
    return LocalSupervisor().supervise(program, bounds, lambda: False)


@pytest.mark.parametrize("way", WAYS)
def test_past_its_time_nothing_of_it_is_left(mark: str, way: str) -> None:
    outcome = run(mark, WAYS[way], bounds=Bounds(seconds=1.5, grace=0.2))
    # Of the runaway nothing is left that could be late: its first process ended, and the rest was left running.
    ending = Ending.EXITED if way == "runaway" else Ending.LATE
    assert (outcome.ending, outcome.alive) == (ending, 0)
    assert running(mark) == set()


def test_a_daemon_that_it_leaves_behind_is_found(mark: str) -> None:
    outcome = run(mark, DAEMON, "leaves", bounds=Bounds(seconds=60.0))
    assert (outcome.ending, outcome.status, outcome.left, outcome.alive) == (Ending.EXITED, 0, 1, 0)
    assert running(mark) == set()


@contextmanager
def working(argv: Sequence[str], silence: float) -> "Iterator[subprocess.Popen[str]]":
    """Have a worker run a program; the worker is killed in the end, whatever came before."""
    command = [sys.executable, "-m", "tests.hostile.actions.working"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
    ) as worker:
        try:
            assert worker.stdin is not None
            worker.stdin.write(json.dumps([600.0, silence, argv]) + "\n")
            worker.stdin.flush()
            yield worker
        finally:
            worker.kill()


def last_words(worker: "subprocess.Popen[str]") -> str:
    assert worker.stdout is not None
    return worker.stdout.read()


@pytest.mark.parametrize("way", WAYS)
def test_nothing_outlives_a_worker_that_is_killed(mark: str, way: str) -> None:
    with working([sys.executable, "-c", WAYS[way], mark], silence=600.0) as worker:
        assert come(mark)
        worker.kill()
        worker.wait()
        assert gone(mark)


def test_nothing_outlives_the_lease_of_a_worker_that_stands_still(mark: str) -> None:
    with working([sys.executable, "-c", DEAF, mark], silence=5.0) as worker:
        assert come(mark)
        worker.send_signal(signal.SIGSTOP)
        assert gone(mark)
        assert worker.poll() is None
        worker.send_signal(signal.SIGCONT)
        assert last_words(worker) == "silent\n"


@pytest.mark.parametrize("turn", range(30 if LONG else 4))
def test_killed_at_any_moment_it_leaves_nothing(mark: str, turn: int) -> None:
    argv = ["sh", "-c", "setsid sh -c 'sleep 600; :' $0 & sleep 600; :", mark]
    with adopting_orphans():
        before = children()
        with working(argv, silence=600.0) as worker:
            # From the first line of the worker to the time when all of it runs.
            time.sleep(0.03 * (turn % 15))
            worker.kill()
        # Whatever the worker had started comes to us, and all else has ended before that does.
        for orphan in children() - before:
            os.waitpid(orphan, 0)
        assert running(mark) == set()


def test_a_program_that_kills_what_looks_after_it_goes_too(mark: str) -> None:
    code = (
        "import os, signal, subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {STAY!r}, sys.argv[1]])\n"
        "os.kill(os.getppid(), signal.SIGKILL)\n"
        "time.sleep(600)\n"
    )
    outcome = run(mark, code, bounds=Bounds(seconds=60.0))
    assert outcome.ending is Ending.LOST
    assert "nobody knows" in outcome.reason
    assert gone(mark)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV])
def test_what_ran_away_goes_too_when_what_looks_after_it_is_killed_or_held(mark: str, number: int) -> None:
    code = (
        "import os, signal, subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {STAY!r}, sys.argv[1]], start_new_session=True)\n"
        f"os.kill(os.getppid(), {number})\n"
        "time.sleep(600)\n"
    )
    outcome = run(mark, code, bounds=Bounds(seconds=600.0))
    assert outcome.ending is Ending.LOST
    # Not soon, but by now: when this returns nothing of it runs any more.
    assert running(mark) == set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_looks_after_it_ends_all_when_it_is_told_to_end(mark: str, number: int) -> None:
    with working([sys.executable, "-c", DEAF, mark], silence=600.0) as worker:
        assert come(mark)
        (program,) = running(mark)
        parent = int(Path(f"/proc/{program}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(parent, number)
        assert last_words(worker) == "stopped\n"
        assert not alive(program)
