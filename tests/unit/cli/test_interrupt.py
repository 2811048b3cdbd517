"""Where and how often a signal is raised: not where it leaves a lock taken, and not only where Python looks by itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.command_line import environment

BEGIN = """
import os, queue, signal, threading, time
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.cli import interrupt
interrupt.unwind()
"""


@contextmanager
def running(program: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a program and wait until it says that it is ready."""
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN + program],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(
    "waits",
    [
        "queue.SimpleQueue().get()",
        "LocalProcesses().run(['/bin/sleep', '600'], {})",
        "os.read(os.pipe()[0], 1)",
    ],
)
def test_a_signal_that_does_not_wake_the_main_thread_is_noticed(waits: str) -> None:
    """Another thread gets it, so the main one waits on, as it does when a signal comes just before it begins to wait."""
    program = f"""
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
signal.pthread_sigmask(signal.SIG_BLOCK, {{signal.SIGINT}})
try:
    print("ready", flush=True)
    {waits}
except KeyboardInterrupt:
    print("noticed")
"""
    with running(program) as process:
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == ("noticed\n", "")


def test_no_lock_of_a_library_stays_taken() -> None:
    """`Condition` is written in Python: an exception in its `__enter__` would leave for ever taken what that took."""
    program = """
class Struck:
    taken = False
    def acquire(self): ...
    def release(self): ...
    def __enter__(self):
        self.taken = True
        signal.raise_signal(signal.SIGTERM)
    def __exit__(self, *_):
        self.taken = False
lock = Struck()
print("ready", flush=True)
try:
    with threading.Condition(lock):
        print("inside")
    time.sleep(600)
except KeyboardInterrupt as interrupted:
    print(lock.taken, *interrupt.ending(interrupted))
"""
    with running(program) as process:
        assert process.communicate(timeout=60) == ("inside\nFalse terminated 143\n", "")


def test_a_clean_up_that_does_not_end_is_ended_by_insisting() -> None:
    program = """
try:
    print("ready", flush=True)
    time.sleep(600)
finally:
    print("cleaning up", flush=True)
    time.sleep(600)
"""
    with running(program) as process:
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.readline() == "cleaning up\n"
        while process.poll() is None:
            process.send_signal(signal.SIGHUP)
            time.sleep(0.05)
        assert (process.returncode, *process.communicate()) == (129, "", "hung up\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_counts(number: signal.Signals) -> None:
    program = """
try:
    print("ready", flush=True)
    time.sleep(600)
except KeyboardInterrupt as interrupted:
    print(*interrupt.ending(interrupted), flush=True)
    time.sleep(1)
    print("in order")
"""
    with running(program) as process:
        process.send_signal(number)
        assert process.stdout is not None
        assert process.stdout.readline().split()[-1] == str(128 + number)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == ("in order\n", "")
        assert process.returncode == 0


def test_what_a_fork_is_told_to_do_is_not_done_here() -> None:
    program = """
reading, writing = os.pipe()
child = os.fork()
if not child:
    signal.signal(signal.SIGTERM, lambda *_: None)
    os.write(writing, b"+")
    while True:
        signal.pause()
os.read(reading, 1)
for _ in range(20):
    os.kill(child, signal.SIGTERM)
    time.sleep(0.01)
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)
print("ready", flush=True)
try:
    signal.pause()
except KeyboardInterrupt:
    print("only when told itself")
"""
    with running(program) as process:
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=60) == ("only when told itself\n", "")


def test_a_fork_that_unwinds_hears_its_own_signals() -> None:
    program = """
child = os.fork()
if not child:
    interrupt.unwind()
    try:
        print("ready", flush=True)
        queue.SimpleQueue().get()
    except KeyboardInterrupt:
        print("noticed", flush=True)
    os._exit(0)
try:
    os.waitpid(child, 0)
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()
except KeyboardInterrupt:
    print("and here")
"""
    with running(program) as process:
        (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(child), signal.SIGTERM)
        assert process.communicate(timeout=60) == ("noticed\nand here\n", "")
