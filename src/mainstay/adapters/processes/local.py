"""The process port on this machine."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import IO

from mainstay.adapters.processes.running import LocalRunning
from mainstay.ports.process import Ended, Limits

_USUAL = Limits()
# What an empty pipe takes without waiting for its reader, on every system (the least PIPE_BUF of POSIX).
_SURE = 512


@dataclass(frozen=True, slots=True)
class LocalProcesses:
    """Starts programs in `folder`, by default the root: no scanned folder is a program's own place."""

    folder: str = "/"

    def start(self, argv: Sequence[str], env: Mapping[str, str], *, limits: Limits = _USUAL) -> LocalRunning:
        """Start a program and talk to it through its pipes. Raises RunFailed when it cannot be started."""
        return LocalRunning(argv, env, self.folder, limits)

    def run(
        self, argv: Sequence[str], env: Mapping[str, str], *, stdin: bytes = b"", limits: Limits = _USUAL
    ) -> Ended:
        """Run a program to its end. Raises RunFailed when it cannot be started or runs past its limits."""
        with self.start(argv, env, limits=limits) as running:
            if len(stdin) <= _SURE:
                _feed(running.stdin, stdin)
                return running.finish()
            fed: SimpleQueue[None] = SimpleQueue()
            threading.Thread(target=_feed_all, args=(running.stdin, stdin, fed), daemon=True).start()
            stdout = running.stdout.read()
            # Not by `join`, in which Ctrl-C would have to wait.
            fed.get()
            ended = running.finish()
            return replace(ended, stdout=stdout + ended.stdout)


def _feed_all(pipe: IO[bytes], content: bytes, fed: "SimpleQueue[None]") -> None:
    try:
        _feed(pipe, content)
    finally:
        fed.put(None)


def _feed(pipe: IO[bytes], content: bytes) -> None:
    # A program may end before it has read everything; what it then says counts, not the broken pipe. The pipe is closed
    # beneath us where the program is ended from here.
    with suppress(BrokenPipeError, ValueError):
        pipe.write(content)
        pipe.close()
