"""Looks after one program for a worker, and ends all of it when it is late, not wanted any more, or the worker is silent."""

import json
import os
import select
import signal
import time
from contextlib import suppress
from typing import Any

from mainstay.adapters.processes.overseer.standing_behind import HARDEST, stand_behind
from mainstay.adapters.processes.overseer.starting import PROCESS, start
from mainstay.adapters.processes.overseer.tails import Tail
from mainstay.plugins.host.offspring import adopt_orphans, end_offspring, tell_offspring

BEAT, STOP = b".", b"!"
"""What a worker says: that it is there, and that the program is not wanted any more."""

FORKING = b"forking\n"
"""What it is told before anything can have been begun; then the number of the program's process, then how it ended."""

EXITED, LATE, STOPPED, SILENT, LEFT, NOT_BEGUN = "exited", "late", "stopped", "silent", "left", "not-begun"
_PORTION = 64 << 10
_ASKING = 30.0
_GLANCE = 0.01
# What ends by itself right after the program, such as the head of a pipeline, was not left behind by it.
_AFTERWARDS = 0.1


class Oversight:
    """One program, from its start to the end of all that it started; `line` leads to the worker."""

    def __init__(self, line: int, request: dict[str, Any]) -> None:
        """Start it. Raises OSError where there cannot be another process."""
        self.why = ""
        self.failed = b""
        self.status: int | None = None
        self._line = line
        self._silence: float = request["silence"]
        self._grace: float = request["grace"]
        self._told_to_end = False
        self._woken = _wakes(self._on_signal)
        self.outputs = (Tail(request["kept"]), Tail(request["kept"]))
        self.leader, self._begun = start(request, self.outputs[0].inlet, self.outputs[1].inlet)
        for output in self.outputs:
            os.close(output.inlet)
        self._heard = _now()
        self._deadline = self._heard + request["seconds"]
        self._poll = select.poll()
        for one in (line, self._woken, *(output.outlet for output in self.outputs)):
            self._poll.register(one, select.POLLIN)

    def watch(self) -> None:
        """Go on until there is a reason to end: `why`."""
        while not self.why:
            wait = min(self._deadline, self._heard + self._silence) - _now()
            ready = self._turn(max(0.0, wait))
            self._hear(self._line in ready)
            if self._told_to_end:
                self.why = STOPPED
            if _now() >= self._deadline:
                self.why = LATE
            if self.status is not None:
                self.failed = os.read(self._begun, _PORTION)
                self.why = NOT_BEGUN if self.failed else EXITED

    def end(self) -> tuple[int, int]:
        """End what is left: ask first, then kill. Give how many there were, and how many nobody could end."""
        if self.why == EXITED:
            self._drain_until(_now() + _AFTERWARDS)
        left = tell_offspring(signal.SIGTERM)
        if left:
            # What was made to stand still cannot heed it.
            tell_offspring(signal.SIGCONT)
            self._drain_until(_now() + self._grace)
        return left, end_offspring(self.leader if self.status is None else None, HARDEST)

    def _drain_until(self, deadline: float) -> None:
        """Go on reading what is written until nothing runs any more."""
        with suppress(OSError, KeyError):
            self._poll.unregister(self._line)
        while (wait := deadline - _now()) > 0 and not self._reap():
            self._turn(min(wait, _GLANCE))

    def _turn(self, seconds: float) -> set[int]:
        """Wait for anything to come, and take it."""
        ready = {one for one, _ in self._poll.poll(seconds * 1000 + 1)}
        for output in self.outputs:
            if output.outlet in ready and not output.read():
                self._poll.unregister(output.outlet)
        if self._woken in ready:
            with suppress(BlockingIOError):
                os.read(self._woken, _PORTION)
        self._reap()
        return ready

    def _hear(self, spoken: bool) -> None:
        # Late words count as none: who stood still for so long may have lost the right to what it does.
        silent = _now() - self._heard >= self._silence
        if spoken:
            words = _read(self._line)
            self._heard = _now()
            if not words:
                self.why = LEFT
            elif STOP in words:
                self.why = STOPPED
        if silent:
            self.why = SILENT

    def _reap(self) -> bool:
        """Take leave of what has ended; whether nothing runs any more."""
        with suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return False
                if pid == self.leader:
                    self.status = os.waitstatus_to_exitcode(status)
        return True

    def _on_signal(self, number: int, _frame: object) -> None:
        self._told_to_end |= number != signal.SIGCHLD


def main() -> None:
    """Take a request from the worker at the other end of the standard input, and tell it what came of it."""
    line = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    request = _request(line)
    if request is None:
        return
    stand_behind(line)
    adopt_orphans()
    with suppress(BrokenPipeError, ConnectionResetError):
        _write(line, FORKING)
        try:
            oversight = Oversight(line, request)
        except OSError as error:
            told = json.dumps({"why": NOT_BEGUN, "failed": f"{PROCESS} {error.errno}"})
            _write(line, f"0\n{told}\n".encode())
            return
        try:
            # The worker may be gone by now, and what was started is to end all the same.
            _write(line, f"{oversight.leader}\n".encode())
            oversight.watch()
        finally:
            left, alive = oversight.end()
        _write(line, _report(oversight, left, alive))


def _report(oversight: Oversight, left: int, alive: int) -> bytes:
    stdout, stderr = (output.last() for output in oversight.outputs)
    told = {
        "why": oversight.why,
        "failed": oversight.failed.decode(),
        "status": oversight.status or 0,
        "left": left if oversight.why == EXITED else 0,
        "alive": alive,
        "stdout": len(stdout),
        "stderr": len(stderr),
        "written": sum(output.written for output in oversight.outputs),
    }
    return json.dumps(told).encode() + b"\n" + stdout + stderr


def _request(line: int) -> dict[str, Any] | None:
    """Read the request, a line of JSON; None where none came in time."""
    poll = select.poll()
    poll.register(line, select.POLLIN)
    asked, deadline = bytearray(), _now() + _ASKING
    while b"\n" not in asked:
        if not poll.poll(max(0.0, deadline - _now()) * 1000):
            return None
        portion = _read(line)
        if not portion:
            return None
        asked += portion
    request: dict[str, Any] = json.loads(asked.partition(b"\n")[0])
    return request


def _read(line: int) -> bytes:
    try:
        return os.read(line, _PORTION)
    except ConnectionResetError:
        return b""


def _write(line: int, told: bytes) -> None:
    while told:
        told = told[os.write(line, told) :]


def _wakes(handler: Any) -> int:  # noqa: ANN401  # as the library types it
    """Give the end of a pipe that tells of every signal: of children that ended, and of those that ask this process to end."""
    outlet, inlet = os.pipe()
    for one in (outlet, inlet):
        os.set_blocking(one, False)
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    signal.set_wakeup_fd(inlet, warn_on_full_buffer=False)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, handler)
    return outlet


def _now() -> float:
    # Also while the machine sleeps, for leases run out meanwhile.
    return time.clock_gettime(time.CLOCK_BOOTTIME)
