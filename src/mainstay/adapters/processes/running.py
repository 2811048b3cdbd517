"""One program at work in a session of its own, ended as a group."""

import io
import math
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from mainstay.adapters.processes.bounded import BoundedPipe
from mainstay.adapters.processes.feeding import FeedingPipe
from mainstay.adapters.processes.group import Group
from mainstay.adapters.processes.interrupts import interrupts_held
from mainstay.adapters.processes.watch import Watch
from mainstay.domain.errors import RunFailed
from mainstay.ports.process import Ended, Limits

if sys.platform == "linux":
    import fcntl
    import resource

_PIPE = 256 << 10
_PORTION = 64 << 10


class LocalRunning:
    """A program started on this machine; see the port `Running`.

    It leads a session of its own: it has no terminal to ask at, and Ctrl-C reaches only Mainstay. It is ended even when
    it is never left, by the end of this object or of Mainstay.
    """

    stdin: IO[bytes]
    stdout: IO[bytes]

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], folder: str, limits: Limits) -> None:
        """Start `argv` in `folder` with nothing but `env`. Raises RunFailed when it cannot be started."""
        self._name = Path(argv[0]).name
        self._limits = limits
        self._ending = threading.Lock()
        with interrupts_held():
            process = _spawn(argv, env, folder)
            self._group = Group(process)
            self._unless_left = weakref.finalize(self, self._group.kill)
            deadline = time.monotonic() + limits.seconds if limits.seconds > 0 else math.inf
            _limit_memory(process.pid, limits.memory)
            stdin, stdout, self._stderr = _pipes(process)
            _widen(stdout)
            self.stdin = io.BufferedWriter(FeedingPipe(stdin, self._group))
            self._pipe = BoundedPipe(stdout, limits.output, deadline, self._name, self._group)
            self.stdout = io.BufferedReader(self._pipe, _PORTION)
            self._watch = Watch(self._stderr, deadline, self._group)

    def __enter__(self) -> "LocalRunning":
        return self

    def __exit__(self, *exc: object) -> None:
        self._end()

    def finish(self) -> Ended:
        """Close the input, read the rest of the output and wait. Raises RunFailed past a limit."""
        with suppress(BrokenPipeError):
            self.stdin.close()
        rest = self.stdout.read()
        self._group.wait()
        status, stderr = self._end()
        if self._watch.expired or self._pipe.expired:
            raise RunFailed(
                f"{self._name} ran longer than the {self._limits.seconds:g} seconds it may",
                where=self._name,
                mend="look whether the disk or the network drive is slow, and try again",
            )
        return Ended(status, rest, stderr)

    def _end(self) -> tuple[int, bytes]:
        # In one go, and by one thread at a time: the main thread ends what another one reads from.
        with interrupts_held(), self._ending:
            status = self._group.end()
            self._unless_left.detach()
            stderr = self._watch.last_words()
            for pipe in (self.stdin, self.stdout, self._stderr):
                with suppress(BrokenPipeError):
                    pipe.close()
        return status, stderr


def _spawn(argv: Sequence[str], env: Mapping[str, str], folder: str) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(
            list(argv),
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=dict(env),
            start_new_session=True,
            close_fds=True,
        )
    except FileNotFoundError as error:
        raise RunFailed(
            f"the program {Path(argv[0]).name} is not there",
            where=argv[0],
            mend="install it, or put its folder on PATH",
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise RunFailed(
            f"the program {Path(argv[0]).name} cannot be started: {reason}",
            where=argv[0],
            mend="look at its permissions and at this machine's free memory and processes",
        ) from error


def _pipes(process: "subprocess.Popen[bytes]") -> tuple[io.FileIO, io.FileIO, io.FileIO]:
    return (
        cast(io.FileIO, process.stdin),
        cast(io.FileIO, process.stdout),
        cast(io.FileIO, process.stderr),
    )


def _limit_memory(pid: int, memory: int) -> None:
    if memory and sys.platform == "linux":
        # Set from outside: running Python between fork and exec is unsafe beside threads.
        with suppress(ProcessLookupError, PermissionError):
            resource.prlimit(pid, resource.RLIMIT_DATA, (memory, memory))


def _widen(pipe: io.FileIO) -> None:
    # The program may run further ahead of its reader; refused where the user's share of pipes is used up.
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
