"""The supervisor port on this machine: each program has an overseer, a small process that outlives neither it nor this one."""

import json
import os
import pwd
import select
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mainstay
from mainstay.adapters.processes.overseer.overseeing import BEAT, FORKING, NOT_BEGUN, STOP
from mainstay.adapters.processes.overseer.standing_behind import HARDEST
from mainstay.adapters.processes.overseer.starting import FOLDER, PROGRAM, USER
from mainstay.adapters.processes.sessions import end_session
from mainstay.ports.supervisor import Bounds, Ending, Outcome, Program
from mainstay.present.visible import visible

_OVERSEER = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from mainstay.adapters.processes.overseer.overseeing import main; main()"
)
_GLANCE = 0.1
_PORTION = 64 << 10
# What an overseer may need beyond its program's time on a machine that is busy.
_LEEWAY = 20.0


@dataclass(frozen=True, slots=True)
class LocalSupervisor:
    """Runs programs on this machine, each under an overseer that the interpreter `python` runs."""

    python: str = sys.executable

    def hindrance(self, program: Program) -> str:
        """Say why a program could not be begun; see the port."""
        name = visible(Path(program.argv[0]).name if program.argv else "", 100)
        if sys.platform != "linux":
            return "programs can be run for plans on Linux alone"
        if not name:
            return "no program is named"
        if _misspelt(program):
            return f"{name} cannot be begun: an argument or variable holds what none can"
        if not Path(program.cwd).is_absolute() or not Path(program.cwd).is_dir():
            return f"{name} cannot be begun: the folder {visible(program.cwd, 300)} is not there"
        return _hindrance_of_user(program.user) or _hindrance_of_program(program, name)

    def supervise(self, program: Program, bounds: Bounds, stopped: Callable[[], bool]) -> Outcome:
        """Run a program to its end; see the port."""
        if stopped():
            return Outcome(Ending.NOT_BEGUN, "it was stopped before it was begun")
        if hindrance := self.hindrance(program):
            return Outcome(Ending.NOT_BEGUN, hindrance)
        ours, theirs = socket.socketpair()
        with ours:
            ours.setblocking(False)
            try:
                with theirs:
                    overseer = self._started(theirs)
            except (OSError, ValueError) as error:
                return Outcome(Ending.NOT_BEGUN, f"no process could be started for it: {error}")
            try:
                return _Talk(ours, program, bounds, stopped).outcome()
            finally:
                # Its end of the line closed, it ends all and then itself.
                ours.close()
                _reaped(overseer, bounds.grace + HARDEST + _LEEWAY)

    def _started(self, line: socket.socket) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            # Nothing of the environment, of the user's site or of the folder that this runs in reaches it.
            [self.python, "-I", "-S", "-B", "-c", _OVERSEER, str(Path(mainstay.__file__).parents[1])],
            stdin=line.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
            start_new_session=True,
            close_fds=True,
        )


class _Talk:
    """What is said over the line to an overseer, until it tells what came of its program."""

    def __init__(
        self, line: socket.socket, program: Program, bounds: Bounds, stopped: Callable[[], bool]
    ) -> None:
        self._line = line
        self._name = visible(Path(program.argv[0]).name, 100)
        self._stopped = stopped
        self._poll = select.poll()
        self._poll.register(line, select.POLLIN)
        self._asked = bytearray(_request(program, bounds))
        self._told = bytearray()
        self._wanted = True
        self._ending = bounds.grace + HARDEST + _LEEWAY
        self._deadline = time.monotonic() + bounds.seconds + self._ending
        self._over = False

    def outcome(self) -> Outcome:
        """Talk until the overseer hangs up, or should have long ago."""
        self._say()
        while self._wants_more():
            if self._wanted and self._stopped():
                self._wanted = False
                self._deadline = min(self._deadline, time.monotonic() + self._ending)
                self._asked += STOP
            elif not self._asked:
                self._asked += BEAT
            self._say()
        return self._understood()

    def _wants_more(self) -> bool:
        """Take what comes within a glance; whether there may be more."""
        if time.monotonic() >= self._deadline:
            return False
        if self._poll.poll(_GLANCE * 1000):
            portion = self._received()
            self._told += portion
            self._over = not portion
        return not self._over

    def _received(self) -> bytes:
        try:
            return self._line.recv(_PORTION)
        except ConnectionResetError:
            return b""

    def _say(self) -> None:
        # What cannot be said now is said next time; that nobody listens any more is seen by reading.
        with suppress(OSError):
            del self._asked[: self._line.send(self._asked)]

    def _understood(self) -> Outcome:
        forking, leader, head, outputs = (*bytes(self._told).split(b"\n", 3), b"", b"", b"", b"")[:4]
        if outputs or head.endswith(b"}"):
            return _outcome(json.loads(head), outputs, self._name)
        if self._over and forking + b"\n" != FORKING:
            return Outcome(Ending.NOT_BEGUN, f"{self._name} cannot be begun: what looks after it cannot run")
        alive = end_session(int(leader), HARDEST) if leader.isdigit() else 0
        reason = f"what looked after {self._name} is gone, and nobody knows what came of it"
        return Outcome(Ending.LOST, reason, alive=alive)


def _request(program: Program, bounds: Bounds) -> bytes:
    asked = {
        "argv": list(program.argv),
        "file": program.file,
        "env": dict(program.env),
        "cwd": program.cwd,
        "user": _identity(program.user),
        "seconds": bounds.seconds,
        "silence": bounds.silence,
        "grace": bounds.grace,
        "memory": bounds.memory,
        "kept": bounds.kept,
    }
    return json.dumps(asked).encode() + b"\n"


def _identity(user: str) -> tuple[int, int, list[int]] | None:
    """Give the number, group and groups of another user, None for one's own."""
    if not user:
        return None
    entry = pwd.getpwnam(user)
    if entry.pw_uid == os.geteuid():
        return None
    return entry.pw_uid, entry.pw_gid, os.getgrouplist(user, entry.pw_gid)


def _outcome(told: dict[str, Any], outputs: bytes, name: str) -> Outcome:
    if told["why"] == NOT_BEGUN:
        return Outcome(Ending.NOT_BEGUN, f"{name} cannot be begun: {_reason(told['failed'])}")
    return Outcome(
        Ending(told["why"]),
        status=told["status"],
        stdout=outputs[: told["stdout"]],
        stderr=outputs[told["stdout"] :],
        written=told["written"],
        left=told["left"],
        alive=told["alive"],
    )


def _reason(failed: str) -> str:
    stage, _, number = failed.partition(" ")
    reason = os.strerror(int(number)) if number.isdigit() else "nobody knows why"
    place = {
        USER: "this worker cannot go over to its user",
        FOLDER: "its folder cannot be entered",
        PROGRAM: "it cannot be executed, or what should interpret it is not there",
    }
    return f"{place.get(stage, 'no process could be started for it')} ({reason})"


def _misspelt(program: Program) -> bool:
    names = any(not name or "=" in name for name in program.env)
    return names or any(
        "\0" in one for one in (program.cwd, program.file, *program.argv, *program.env, *program.env.values())
    )


def _hindrance_of_user(user: str) -> str:
    if not user:
        return ""
    shown = visible(user, 100)
    try:
        number = pwd.getpwnam(user).pw_uid
    except (KeyError, ValueError):
        return f"there is no user {shown} on this machine"
    if os.geteuid() not in {0, number}:
        return f"this worker does not run as root, so it can run nothing as {shown}"
    return ""


def _hindrance_of_program(program: Program, name: str) -> str:
    asked = program.file or program.argv[0]
    if "/" in asked:
        found = Path(program.cwd, asked)
        there, fit = found.is_file(), os.access(found, os.X_OK)
    else:
        there = fit = shutil.which(asked, path=program.env.get("PATH", os.defpath)) is not None
    if not there:
        return f"the program {name} is not there"
    return "" if fit else f"the program {name} may not be executed"


def _reaped(overseer: "subprocess.Popen[bytes]", seconds: float) -> None:
    try:
        overseer.wait(seconds)
    except subprocess.TimeoutExpired:
        overseer.kill()
        overseer.wait()
