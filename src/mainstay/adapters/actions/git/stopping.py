"""Programs that end when an action is to stop or its time is over."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import IO

from mainstay.domain.errors import MainstayError, RunFailed
from mainstay.ports.process import Ended, Limits, Processes, Running

_USUAL = Limits()
_GLANCE = 0.1


class Stopped(RunFailed):
    """Somebody wanted the action to stop, so what it had started was ended."""


@dataclass(frozen=True, slots=True)
class StoppableProcesses:
    """Starts programs with `processes`; none runs beyond `deadline` (monotonic clock) or for long once `stopped` says so.

    `run` raises Stopped where that ended the program. Only the thread that calls it asks `stopped`.
    """

    processes: Processes
    stopped: Callable[[], bool]
    deadline: float

    def start(self, argv: Sequence[str], env: Mapping[str, str], *, limits: Limits = _USUAL) -> Running:
        """Start a program. Raises RunFailed when it cannot be started or the time is over, Stopped when it is to stop."""
        if self.stopped():
            raise _stopped(argv[0])
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise RunFailed("its time was over", where=argv[0], mend="give the step a longer time_out")
        seconds = min(limits.seconds, left) if limits.seconds > 0 else left
        return self.processes.start(argv, env, limits=replace(limits, seconds=seconds))

    def run(
        self, argv: Sequence[str], env: Mapping[str, str], *, stdin: bytes = b"", limits: Limits = _USUAL
    ) -> Ended:
        """Run a program to its end. Raises RunFailed as `start` does, and past its limits."""
        with self.start(argv, env, limits=limits) as running:
            ended: SimpleQueue[Ended | MainstayError] = SimpleQueue()
            threading.Thread(target=_finish, args=(running, stdin, ended), daemon=True).start()
            while True:
                with suppress(Empty):
                    how = ended.get(timeout=_GLANCE)
                    if isinstance(how, MainstayError):
                        raise how
                    return how
                if self.stopped():
                    raise _stopped(argv[0])


def _finish(running: Running, stdin: bytes, ended: "SimpleQueue[Ended | MainstayError]") -> None:
    try:
        feeding = threading.Thread(target=_feed, args=(running.stdin, stdin), daemon=True)
        feeding.start()
        stdout = running.stdout.read()
        feeding.join()
        how = running.finish()
        ended.put(replace(how, stdout=stdout + how.stdout))
    except MainstayError as error:
        ended.put(error)
    except (OSError, ValueError):
        # The program was ended from outside, and its pipes closed.
        ended.put(Stopped("it was stopped", where="git"))


def _feed(pipe: IO[bytes], content: bytes) -> None:
    # What a program that ended early then says counts, not the broken pipe.
    with suppress(BrokenPipeError, ValueError):
        pipe.write(content)
        pipe.close()


def _stopped(program: str) -> Stopped:
    return Stopped("it was stopped", where=program, mend="start the run again when it may go on")
