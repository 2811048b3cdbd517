"""Ending what is left of a session."""

import subprocess
import sys

from mainstay.adapters.processes.sessions import end_session
from tests.fakes.watched import alive, ends


def test_all_of_a_session_is_ended_and_nothing_else() -> None:
    code = (
        "import os, subprocess, sys\n"
        "inner = subprocess.Popen(['sleep', '600'], preexec_fn=lambda: os.setpgid(0, 0))\n"
        "print(inner.pid, flush=True)\n"
        "inner.wait()\n"
    )
    command = [sys.executable, "-c", code]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as one,
        subprocess.Popen(["sleep", "600"], start_new_session=True) as other,
    ):
        assert one.stdout is not None
        inner = int(one.stdout.readline())
        assert end_session(one.pid, 60.0) == 0
        assert ends(inner)
        assert ends(one.pid)
        assert alive(other.pid)
        other.kill()


def test_a_session_that_is_over() -> None:
    with subprocess.Popen(["true"], start_new_session=True) as process:
        process.wait()
    assert end_session(process.pid, 0.0) == 0
