"""A real terminal, as far as a program can tell: a pseudo-terminal that keeps what was written to it."""

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Sequence
from pathlib import Path


class Terminal:
    """A program on a terminal of its own; leaving it ends the program."""

    def __init__(
        self, argv: Sequence[str], env: dict[str, str], cwd: Path, *, columns: int = 80, rows: int = 24
    ) -> None:
        self.written = ""
        self._seen = 0
        # A character may come in two reads.
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.status: int | None = None
        self._pid, self._number = pty.fork()
        if self._pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.chdir(cwd)
                os.execvpe(argv[0], list(argv), env)
            finally:
                os._exit(127)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *exc: object) -> None:
        if self.status is None:
            os.kill(self._pid, signal.SIGKILL)
            self._collect()
        os.close(self._number)

    def type(self, text: str) -> None:
        os.write(self._number, text.encode())

    def read_until(self, text: str, seconds: float = 60) -> str:
        """Read until a text comes after the one waited for last, and give all up to its end.

        Fails the test when the program ends or the time is up before.
        """
        start = self._seen
        while (at := self.written.find(text, start)) < 0:
            assert self._read(seconds), f"{text!r} never came; there was:\n{self.written[start:]}"
        self._seen = at + len(text)
        return self.written[start : self._seen]

    def read_to_end(self, seconds: float = 60) -> int:
        """Read all that comes and give the exit code."""
        while self._read(seconds):
            pass
        self._collect()
        assert self.status is not None
        return self.status

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._number], [], [], seconds)
        assert ready, f"nothing came for {seconds} s; there was:\n{self.written}"
        try:
            data = os.read(self._number, 65_536)
        except OSError:  # what Linux says when the other side has closed
            return False
        self.written += self._decode(data)
        return bool(data)

    def _collect(self) -> None:
        _, status = os.waitpid(self._pid, 0)
        self.status = os.waitstatus_to_exitcode(status)
