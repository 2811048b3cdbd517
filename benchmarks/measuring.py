"""Running a command and telling what it took: wall time, processor time of its whole tree, its largest process."""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCHER = Path(__file__).with_name("launcher.py")


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
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder, "result")
        words = [sys.executable, "-I", "-S", LAUNCHER, result, command.seconds, *command.argv]
        # Into a file: a process that outlives the command would keep a pipe open.
        with Path(folder, "told").open("w+b") as told:
            subprocess.run(
                [str(word) for word in words],
                check=False,
                cwd=command.folder,
                env=dict(command.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
            )
            told.seek(0)
            last = told.read().decode(errors="replace").strip().splitlines()[-1:] or ["no message"]
        figures = result.read_text().split() if result.exists() else []
    if figures == ["late"]:
        raise Failed(f"not done after {command.seconds:.0f} s")
    if not figures:
        raise Failed(f"cannot be started: {last[0]}")
    wall, cpu, memory, code = figures
    if int(code) not in command.well:
        raise Failed(f"ended with {code}: {last[0]}")
    return Taken(float(wall), float(cpu), int(memory))


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
