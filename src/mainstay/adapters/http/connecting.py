"""Connects to a port of a machine: each wait is short, so that it ends in time."""

import select
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EADDRNOTAVAIL, EAFNOSUPPORT, EINPROGRESS, ENETUNREACH
from os import strerror
from queue import Empty, Queue
from typing import TypeAlias

from mainstay.adapters.http.limit import Ended, Limit
from mainstay.adapters.http.next_door import is_next_door

_NO_WAY = {EADDRNOTAVAIL, EAFNOSUPPORT, ENETUNREACH}
"""What this machine itself says of an address that it has no way to, such as one of IPv6 where there is none."""

_Place: TypeAlias = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]
_Places: TypeAlias = list[tuple[int, _Place]]


@contextmanager
def connected(host: str, port: int, limit: Limit) -> Iterator[socket.socket]:
    """Connect, to the first of the machine's addresses that takes it, and let go at the end.

    Raises OSError where it cannot be reached, ConnectionRefusedError among them, and Ended.
    """
    sock = _first_that_connects(host, port, limit)
    try:
        yield sock
    finally:
        sock.close()


@contextmanager
def encrypted(
    sock: socket.socket, host: str, context: ssl.SSLContext, limit: Limit
) -> Iterator[ssl.SSLSocket]:
    """Agree on encryption with a machine that proves its name. Raises OSError where it does not, and Ended."""
    with context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False) as wrapped:
        while True:
            wrapped.settimeout(limit.wait())
            try:
                wrapped.do_handshake()
            except TimeoutError:
                continue
            break
        yield wrapped


def _first_that_connects(host: str, port: int, limit: Limit) -> socket.socket:
    places = _places(host, port, limit)
    failures: list[OSError] = []
    for number, (family, place) in enumerate(places):
        # One that does not answer leaves time for the next.
        seconds = limit.left / (len(places) - number)
        try:
            return _connect(family, place, limit, seconds)
        except OSError as failure:
            failures.append(failure)
    raise _telling(failures)


def _telling(failures: Sequence[OSError]) -> OSError:
    """Give the failure that tells most: a machine lets nobody in only where none of its addresses may be just late."""
    reached = [one for one in failures if one.errno not in _NO_WAY]
    late = [one for one in reached if not isinstance(one, ConnectionRefusedError)]
    return (late or reached or failures)[0]


def _connect(family: int, place: _Place, limit: Limit, seconds: float) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        number = sock.connect_ex(place)
        if number == EINPROGRESS:
            _wait_for(sock, limit, limit.left - seconds)
            number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if number:
            raise OSError(number, strerror(number))
    except (OSError, Ended):
        sock.close()
        raise
    return sock


def _wait_for(sock: socket.socket, limit: Limit, until: float) -> None:
    poll = select.poll()
    poll.register(sock, select.POLLOUT)
    while not poll.poll(limit.wait() * 1_000):
        if limit.left <= until:
            raise TimeoutError


def _places(host: str, port: int, limit: Limit) -> _Places:
    """Look up the addresses of a machine. Raises OSError where it has none, and Ended."""
    try:
        return _looked_up(host, port, socket.AI_NUMERICHOST)
    except OSError:
        return _asked(host, port, limit)


def _looked_up(host: str, port: int, flags: int = 0) -> _Places:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    except UnicodeError:
        raise OSError("it is no name of a machine") from None
    return [(family, place) for family, _, _, _, place in found]


def _asked(host: str, port: int, limit: Limit) -> _Places:
    """Ask the system's resolver, which nobody can interrupt: what answers too late is left to end by itself.

    Whoever has a name in their hands may let it lead to the metadata of this machine, so such places are left out. Who means
    them writes the address itself.
    """
    answers: Queue[_Places | OSError] = Queue()

    def ask() -> None:
        try:
            answers.put(_looked_up(host, port))
        except OSError as failure:
            answers.put(failure)

    threading.Thread(target=ask, daemon=True).start()
    while True:
        try:
            answer = answers.get(timeout=limit.wait())
        except Empty:
            continue
        if isinstance(answer, OSError):
            raise answer
        fit = [(family, place) for family, place in answer if not is_next_door(str(place[0]))]
        if not fit:
            raise OSError("its name leads to this machine's own neighbourhood, where nobody is asked by name")
        return fit
