"""Running a command and telling what it took: wall time, processor time of its whole tree, its largest process."""

import os
import select
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Taken:
    """One run: seconds of wall and processor time, and bytes of the largest single process."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: all runs of one thing, or why there are none."""

    name: str
    runs: tuple[Taken, ...] = ()
    failure: str = ""
    note: str = ""

    @property
    def wall(self) -> float:
        """The median wall time in seconds."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median processor time in seconds."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def memory(self) -> int:
        """The most that any process of any run held, in bytes."""
        return max(run.memory for run in self.runs)


class Failed(Exception):
    """A command that did not do its work; the message says why."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, where, in which environment, for how long, and which exit codes mean that it worked."""

    argv: Sequence[object]
    folder: Path
    environment: Mapping[str, str]
    seconds: float = 1_800.0
    well: frozenset[int] = frozenset({0})


def take(command: Command) -> Taken:
    """Run to the end, the output thrown away. Raises Failed when it ends badly or not in time.

    The figures are those of wait4: processor time sums over all descendants that were waited for, memory is the
    peak of the largest single one of them.
    """
    with tempfile.TemporaryFile() as told:
        began = time.perf_counter()
        try:
            child = subprocess.Popen(
                [str(word) for word in command.argv],
                cwd=command.folder,
                env=dict(command.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
                start_new_session=True,
            )
        except OSError as error:
            raise Failed(f"cannot be started: {error.strerror}") from error
        in_time = _ended(child.pid, command.seconds)
        if not in_time:
            os.killpg(child.pid, signal.SIGKILL)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if not in_time:
            raise Failed(f"not done after {command.seconds:.0f} s")
        if child.returncode not in command.well:
            told.seek(0)
            lines = told.read().decode(errors="replace").strip().splitlines()
            raise Failed(f"ended with {child.returncode}: {lines[-1] if lines else 'no message'}")
    return Taken(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def _ended(process: int, seconds: float) -> bool:
    handle = os.pidfd_open(process)
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def repeat(
    name: str, command: Command, runs: int, *, before: Callable[[], None] = lambda: None, note: str = ""
) -> Row:
    """Run several times, `before` each of them outside the watch; a failure becomes the row's reason."""
    taken = []
    try:
        for _ in range(runs):
            before()
            taken.append(take(command))
    except Failed as failure:
        return Row(name, failure=str(failure), note=note)
    return Row(name, tuple(taken), note=note)
