"""Running a program for an action so that nothing of it outlives the one who wanted it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Program:
    """What is run: `argv` (no shell reads it) in the folder `cwd`, with nothing but `env`, as `user` ("" for one's own).

    With `file`, a whole path, exactly that file is executed, by whatever name `argv` calls it; else it is looked for.
    """

    argv: Sequence[str]
    env: Mapping[str, str]
    cwd: str = "/"
    user: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far it may go: `seconds` of time, `memory` bytes of private memory in each of its processes (0: no limit).

    Where the one who wanted it was silent for `silence` seconds, it is ended. Whatever ends it asks first, and leaves it
    `grace` seconds. Of each of its two outputs the last `kept` bytes are kept, however much it writes.
    """

    seconds: float = 600.0
    silence: float = 10.0
    grace: float = 0.5
    memory: int = 0
    kept: int = 16 << 10


class Ending(StrEnum):
    """How it came to its end.

    NOT_BEGUN: nothing of it was ever run. EXITED: by itself. LATE: its time was over. STOPPED: it was not wanted any more.
    SILENT: the one who wanted it was silent for too long. LOST: who looked after it is gone, so nobody knows.
    """

    NOT_BEGUN = "not-begun"
    EXITED = "exited"
    LATE = "late"
    STOPPED = "stopped"
    SILENT = "silent"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended, `reason` says why it was not begun or lost; `status` is its exit status (negative: the signal).

    `stdout` and `stderr` are the ends of its outputs, `written` how many bytes it wrote in all. `left` counts the processes
    that it had left running when it exited, and that were ended then; `alive` those that nobody could end.
    """

    ending: Ending
    reason: str = ""
    status: int = 0
    stdout: bytes = b""
    stderr: bytes = b""
    written: int = 0
    left: int = 0
    alive: int = 0


class Supervisor(Protocol):
    """Runs programs under supervision. Trouble is an outcome and never raised."""

    def hindrance(self, program: Program) -> str:
        """Say why a program could not be begun, as far as that can be told without beginning it; "" where nothing is known."""
        ...

    def supervise(self, program: Program, bounds: Bounds, stopped: Callable[[], bool]) -> Outcome:
        """Run a program to its end, asking `stopped` at least every 0.2 seconds whether it is still wanted.

        When this returns, and soon after this process ends or stands still, nothing that the program started runs any more,
        also not what left its group or its session.
        """
        ...
