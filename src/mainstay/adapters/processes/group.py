"""A started program and all that it starts in turn, ended together."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

_GLANCE = 0.02


class Group:
    """The process group that a program leads. All methods may be called from any thread, and again.

    `over` is set once it has been ended from here.
    """

    def __init__(self, leader: "subprocess.Popen[bytes]") -> None:
        """Look after the group of a program that was started in a session of its own."""
        self.over = threading.Event()
        self._leader = leader
        self._lock = threading.Lock()
        self._reaped = False

    def kill(self) -> None:
        """End every program of the group."""
        with self._lock:
            if not self._reaped:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._leader.pid, signal.SIGKILL)
        self.over.set()

    def wait(self) -> None:
        """Wait until the leader has ended by itself."""
        if sys.platform == "linux":
            # Not reaped yet, so that its number, also the group's, cannot become another program's.
            os.waitid(os.P_PID, self._leader.pid, os.WEXITED | os.WNOWAIT)
        else:
            # In portions, so that Ctrl-C finds a moment outside the library.
            while self._leader.poll() is None:
                time.sleep(_GLANCE)

    def end(self) -> int:
        """End the group and give the leader's exit status."""
        self.kill()
        with self._lock:
            status = self._leader.wait()
            self._reaped = True
        return status
