"""Starting a program from the overseer: in a session of its own, under its limits, as its user, with nothing of ours open."""

import fcntl
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from mainstay.plugins.host.offspring import die_with

PROCESS, USER, FOLDER, PROGRAM = "process", "user", "folder", "program"
"""At what the start of a program may fail."""

_ERROR = 3
# Whoever runs out of memory first is to be the program, and not the worker beside it.
_FIRST_TO_GO = "500"


def start(request: dict[str, Any], stdout: int, stderr: int) -> tuple[int, int]:
    """Start a program; give its number, and the end of a pipe that closes once it was begun.

    Where it was not begun, that pipe tells at what it failed and the number of the error. Raises OSError where there cannot be
    another process.
    """
    reading, writing = os.pipe()
    overseer = os.getpid()
    child = os.fork()
    if not child:
        _become(request, (stdout, stderr, writing), overseer)
    os.close(writing)
    return child, reading


def _become(request: dict[str, Any], outlets: tuple[int, int, int], overseer: int) -> NoReturn:
    failing = PROCESS
    try:
        os.setsid()
        _take_descriptors(outlets)
        _bound(request["memory"])
        failing = USER
        _take_user(request["user"])
        # Asked for after the user, for a change of user takes it back.
        die_with(overseer)
        failing = FOLDER
        os.chdir(request["cwd"])
        failing = PROGRAM
        _forget_signals()
        # With a slash in it nothing is looked for on PATH. No shell is what is wanted.
        os.execvpe(request["file"] or request["argv"][0], request["argv"], request["env"])  # noqa: S606
    except OSError as error:
        os.write(_ERROR, f"{failing} {error.errno}".encode())
    finally:
        # Whatever came of it, this copy of the overseer must not go on as one.
        os._exit(70)


def _take_descriptors(outlets: tuple[int, int, int]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    # Moved out of the way first, so that none is closed by what takes its place.
    moved = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, _ERROR + 1) for one in (nothing, *outlets)]
    for place, one in enumerate(moved):
        os.dup2(one, place, inheritable=place != _ERROR)
    # All others of this process close when the program begins, as Python has them do (PEP 446).


def _bound(memory: int) -> None:
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        bound = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO)


def _take_user(user: list[Any] | None) -> None:
    if user is not None:
        number, group, groups = user
        os.setgroups(groups)
        os.setresgid(group, group, group)
        os.setresuid(number, number, number)


def _forget_signals() -> None:
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        # The C library keeps two for itself.
        with suppress(OSError):
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
