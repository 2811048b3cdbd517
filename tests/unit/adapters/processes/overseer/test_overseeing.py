"""The overseer, whose worker goes at a moment that the test chooses."""

import json
import os
import socket
import subprocess
import sys
import time

import pytest

from mainstay.adapters.processes.overseer.overseeing import FORKING
from tests.fakes.marked import running

_OVERSEER = "from mainstay.adapters.processes.overseer.overseeing import main; main()"


@pytest.mark.parametrize("turn", range(4))
def test_a_worker_that_goes_while_the_program_is_begun_leaves_nothing_of_it(turn: int) -> None:
    mark = f"mark-{os.getpid()}-{time.monotonic_ns()}-{turn}"
    asked = {
        # What it leaves behind is over soon, should this test fail.
        "argv": ["sh", "-c", "setsid sh -c 'sleep 20; :' $0 & sleep 20; :", mark],
        "file": "",
        "env": {"PATH": "/usr/local/bin:/usr/bin:/bin"},
        "cwd": "/",
        "user": None,
        "seconds": 600.0,
        "silence": 600.0,
        "grace": 0.0,
        "memory": 0,
        "kept": 0,
    }
    ours, theirs = socket.socketpair()
    with ours, theirs, subprocess.Popen([sys.executable, "-c", _OVERSEER], stdin=theirs) as overseer:
        theirs.close()
        ours.sendall(json.dumps(asked).encode() + b"\n")
        # Between this and the number of its process there is nobody any more to be told of it.
        assert ours.recv(len(FORKING)) == FORKING
        ours.close()
    assert overseer.returncode == 0
    assert running(mark) == set()
