"""Commands of the program by users whom a test names, each in a process of its own that is forked from one which has loaded it.

All but how the process began is real: to load the program takes longer than most commands do. How it begins is tried by
tests/packaging, tests/docs and tests/journeys/test_two_users.py.
"""

import atexit
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from mainstay.adapters.clock import SystemClock
from mainstay.cli.main import main
from mainstay.cli.table import COMMANDS, load
from tests.fakes.command_line import Ended, environment
from tests.journeys.as_user import Doors

_LARGEST = 1 << 17
_WIRING = ("acting", "chores", "code_checking", "record_keeping", "run_keeping")


class Forks:
    """Has a process that has loaded the program fork one for each command; several threads may ask at once."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # No threads: what is forked has none of them.
            quiet = environment(OPENBLAS_NUM_THREADS="1")
            self._process = subprocess.Popen([sys.executable, __file__], stdin=theirs, env=quiet)

    def run(
        self,
        who: str,
        *words: str,
        cwd: Path,
        env: dict[str, str],
        given: str = "",
        at: int = 0,
        seconds: float = 300.0,
    ) -> Ended:
        """Run a command to its end. Raises TimeoutExpired, and kills it, where it takes longer.

        `at` is the moment that its clock tells (seconds since 1970), 0 for the real one.
        """
        told = {"who": who, "words": words, "cwd": str(cwd), "env": env, "at": at}
        asked = json.dumps(told).encode()
        with (
            tempfile.TemporaryFile() as stdin,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            stdin.write(given.encode())
            stdin.seek(0)
            reading, writing = os.pipe()
            try:
                files = [stdin.fileno(), out.fileno(), err.fileno(), writing]
                socket.send_fds(self._line, [asked], files)
            finally:
                os.close(writing)
            code = _ended(reading, words, seconds)
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode())
        return Ended(code, *texts)

    def close(self) -> None:
        self._line.close()
        self._process.wait()


@cache
def forks() -> Forks:
    """Give what forks for this process of tests."""
    made = Forks()
    atexit.register(made.close)
    return made


def _ended(reading: int, words: tuple[str, ...], seconds: float) -> int:
    """Read the number of a process, and then how it ended."""
    deadline, told = time.monotonic() + seconds, b""
    try:
        while select.select([reading], [], [], max(0.0, deadline - time.monotonic()))[0]:
            portion = os.read(reading, 100)
            if not portion:
                return int(told.split()[1])
            told += portion
        os.kill(int(told.split()[0]), signal.SIGKILL)
        raise subprocess.TimeoutExpired(words, seconds)
    finally:
        os.close(reading)


def serve(line: socket.socket) -> None:
    """Fork for whatever is asked, until nobody can ask any more; a command ends by the exception that it ends by."""
    while True:
        asked, files, *_ = socket.recv_fds(line, _LARGEST, 4)
        if not asked:
            return
        if os.fork():
            for one in files:
                os.close(one)
            continue
        line.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        *streams, reply = files
        # Whoever waits for the command has no other children, so that neither has to look for its own.
        command = os.fork()
        if not command:
            os.close(reply)
            become(json.loads(asked), streams)
        for one in streams:
            os.close(one)
        os.write(reply, b"%d " % command)
        _, status = os.waitpid(command, 0)
        os.write(reply, b"%d" % os.waitstatus_to_exitcode(status))
        os._exit(0)


def become(asked: dict, streams: list[int]) -> None:
    """Be the command, with nothing left of where it was forked from; the streams' text stays UTF-8."""
    for place, one in enumerate(streams):
        os.dup2(one, place)
        os.close(one)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    sys.argv = ["mainstay", *asked["words"]]
    if asked["at"]:
        SystemClock.now = lambda _: asked["at"]
    main(Doors(asked["who"]))


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for row in COMMANDS:
        load(row.module)
    for name in _WIRING:
        importlib.import_module(f"mainstay.wiring.{name}")
    # What is looked through, or taken apart at the end, would have to be copied first.
    gc.collect()
    gc.freeze()
    serve(socket.socket(fileno=os.dup(0)))
