"""A network between workers and a server that a test cuts: a port on loopback that hands on, holds back, or breaks off."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PORTION = 1 << 16


class Proxy:
    """Hands bytes on between a port and a server's socket. `open` is set while they pass."""

    def __init__(self, behind: Path) -> None:
        self._behind = behind
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self.open = threading.Event()
        self.open.set()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._alone = threading.Lock()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def hold(self) -> None:
        """Let nothing pass any more, in either direction, and break no connection: nobody is told."""
        self.open.clear()

    def let_pass(self) -> None:
        """Let all pass, what was held back too."""
        self.open.set()

    def cut(self) -> None:
        """Break every connection."""
        with self._alone:
            pairs, self._pairs = self._pairs, []
        for one in pairs:
            for end in one:
                _close(end)

    def end(self) -> None:
        """Break off everything."""
        _close(self._listening)
        self.cut()
        self.open.set()
        for one in self._threads:
            one.join(10)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
                far = socket.socket(socket.AF_UNIX)
            except OSError:
                return
            try:
                far.connect(str(self._behind))
            except OSError:
                _close(near)
                continue
            with self._alone:
                self._pairs.append((near, far))
            for given, taken in ((near, far), (far, near)):
                thread = threading.Thread(target=self._hand_on, args=(given, taken), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _hand_on(self, given: socket.socket, taken: socket.socket) -> None:
        with suppress(OSError):
            while portion := given.recv(_PORTION):
                self.open.wait()
                taken.sendall(portion)
        _close(given)
        _close(taken)


@contextmanager
def network(behind: Path) -> Iterator[Proxy]:
    """Give a network to what listens on a socket."""
    proxy = Proxy(behind)
    try:
        yield proxy
    finally:
        proxy.end()


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
