"""One git that stays open and answers with contents, asked ahead so that neither side waits."""

import hashlib
import time
from collections.abc import Sequence

from mainstay.adapters.git.program import Git
from mainstay.adapters.git.repacking import packs
from mainstay.ports.process import Limits

# What an empty pipe surely takes at once: so asking never waits for git while git waits for its answer to be read.
_WINDOW = 4096
# A reader stuck in a damaged repository (a FIFO in an object's place) is ended; a working one is renewed before.
_LIMITS = Limits(seconds=150, memory=2 << 30, output=1 << 50)
_OLD = 120.0
_LARGEST = 256 << 20
_PORTION = 1 << 20


class ReaderEndedError(Exception):
    """Git ended before its answer was complete."""


class BlobReader:
    """Answers in the order of asking. Whoever holds it must have read all answers before another may use it."""

    def __init__(self, git: Git, object_format: str) -> None:
        """Start git; `object_format` is the hash that contents are checked with."""
        self._format = object_format
        self._begun = time.monotonic()
        self._unread = 0
        self._git, self._packs = git, packs(git)
        self._running = git.start("cat-file", "--batch", limits=_LIMITS)

    @property
    def is_idle(self) -> bool:
        """Whether all that was asked has been answered."""
        return not self._unread

    @property
    def is_old(self) -> bool:
        """Whether nothing more should be asked of it, for its time limit comes near."""
        return time.monotonic() - self._begun > _OLD

    @property
    def is_behind(self) -> bool:
        """Whether the repository was packed since git began, so that another one may find what this one does not."""
        return packs(self._git) != self._packs

    def ask(self, oids: Sequence[str], start: int) -> int:
        """Ask for as many objects from position `start` on as may be, and give the position behind the last.

        Raises ReaderEndedError when git has ended.
        """
        if start == len(oids) or (self._unread and self.is_old):
            return start
        most = _WINDOW // (len(oids[start]) + 1)
        if self._unread > most // 2:
            return start
        portion = oids[start : start + most - self._unread]
        try:
            self._running.stdin.write("".join(f"{oid}\n" for oid in portion).encode())
            self._running.stdin.flush()
        except (BrokenPipeError, ValueError) as error:
            raise ReaderEndedError from error
        self._unread += len(portion)
        return start + len(portion)

    def answer(self, oid: str) -> bytes | None:
        """Read the next answer, which is about `oid`: its content, or None.

        Raises ReaderEndedError when git ended instead: it gives up at some corrupt objects, even half way through.
        """
        try:
            content = self._answer(oid)
        except ValueError as error:
            # Closed meanwhile, or an answer that is none.
            raise ReaderEndedError from error
        self._unread -= 1
        return content

    def close(self) -> None:
        """End git."""
        self._running.__exit__()

    def _answer(self, oid: str) -> bytes | None:
        stdout = self._running.stdout
        header = stdout.readline().decode()
        if header == f"{oid} missing\n":
            return None
        name, kind, length = header.split()
        size = int(length)
        if name != oid:
            raise ReaderEndedError
        if kind != "blob" or size > _LARGEST:
            self._skip(size)
            return None
        content = stdout.read(size)
        if stdout.read(1) != b"\n":
            raise ReaderEndedError
        digest = hashlib.new(self._format, b"blob %d\0" % size, usedforsecurity=False)
        digest.update(content)
        return content if digest.hexdigest() == oid else None

    def _skip(self, size: int) -> None:
        left = size + 1
        while left:
            portion = self._running.stdout.read(min(left, _PORTION))
            if not portion:
                raise ReaderEndedError
            left -= len(portion)
