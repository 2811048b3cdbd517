"""A connection as the standard library's HTTP wants it, each wait of which is short, and what comes in bounded."""

import io
import socket
from http.client import IncompleteRead
from typing import TYPE_CHECKING

from mainstay.adapters.http.limit import Limit

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

HEAD = 256 << 10
"""How many bytes come in at most before the headers of an answer have ended."""

_AHEAD = 64 << 10


class TooMuch(Exception):
    """More comes in than any honest answer needs."""


class Line:
    """What is sent and received. Whoever connected closes it."""

    def __init__(self, sock: socket.socket, limit: Limit) -> None:
        """Begin, with nothing sent."""
        self._sock = sock
        self._limit = limit
        self._incoming = _Incoming(sock, limit)
        self.sent = False

    def sendall(self, data: "ReadableBuffer") -> None:
        """Send all of it. Raises OSError where it broke, and Ended."""
        rest = memoryview(data).cast("B")
        while rest:
            self._sock.settimeout(self._limit.wait())
            self.sent = True
            try:
                rest = rest[self._sock.send(rest) :]
            except TimeoutError:
                continue

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Give what reads the answer."""
        return io.BufferedReader(self._incoming, _AHEAD)

    def expect_body(self, most: int) -> None:
        """Let a body come in, now that the headers have ended: what its framing adds may be as much as itself."""
        self._incoming.left = 2 * most + (1 << 20)
        self._incoming.in_head = False

    def close(self) -> None:
        """Do nothing: the answer may not have been read yet."""


class _Incoming(io.RawIOBase):
    def __init__(self, sock: socket.socket, limit: Limit) -> None:
        self._sock = sock
        self._limit = limit
        self.left = HEAD
        self.in_head = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        if self.left <= 0:
            raise TooMuch
        while True:
            self._sock.settimeout(self._limit.wait())
            try:
                count = self._sock.recv_into(view, min(len(view), self.left))
            except TimeoutError:
                continue
            break
        if count == 0 and self.in_head:
            # The standard library takes headers that broke off for all of them.
            raise IncompleteRead(b"")
        self.left -= count
        return count
