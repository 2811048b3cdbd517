"""Git programs that threads start and the main thread may have to end."""

import threading

from mainstay.adapters.git.program import HISTORY, Git
from mainstay.adapters.processes.interrupts import interrupts_held
from mainstay.domain.errors import RunFailed
from mainstay.ports.process import Running


class Programs:
    """A context manager: leaving it ends what still runs, whoever started it, and lets nothing more start."""

    def __init__(self, git: Git) -> None:
        """Start programs with `git`."""
        self._git = git
        self._lock = threading.Lock()
        self._running: list[Running] = []
        self._left = False

    def __enter__(self) -> "Programs":
        return self

    def __exit__(self, *exc: object) -> None:
        with self._lock:
            self._left = True
            running, self._running = self._running, []
        with interrupts_held():
            for program in running:
                program.__exit__(None, None, None)

    def start(self, *arguments: str) -> Running:
        """Start a git command. Raises RunFailed when it cannot be started, or once this was left."""
        with self._lock:
            if self._left:
                raise RunFailed("git was stopped", where=f"git {arguments[0]}", mend="run again")
            running = self._git.start(*arguments, limits=HISTORY)
            self._running.append(running)
            return running
