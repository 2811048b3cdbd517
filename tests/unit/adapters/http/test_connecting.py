"""Connecting: names that nobody knows or that take for ever, and machines with several addresses."""

import errno
import socket
import threading

import pytest

from mainstay.adapters.http.connecting import connected
from mainstay.adapters.http.limit import Ended, Limit


def known_as(monkeypatch: pytest.MonkeyPatch, *places: tuple[str, int]) -> None:
    """Let the system's resolver know a name by these addresses; what is no name it looks at itself."""
    real = socket.getaddrinfo

    def look_up(host, port, family=0, type=0, proto=0, flags=0):  # noqa: A002
        if flags & socket.AI_NUMERICHOST:
            return real(host, port, family, type, proto, flags)
        if not places:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def test_a_name_that_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    known_as(monkeypatch)
    with pytest.raises(socket.gaierror), connected("nobody", 80, Limit(5)):
        pass


def test_what_can_be_no_name() -> None:
    with pytest.raises(OSError, match="no name of a machine"), connected("a" * 64, 80, Limit(5)):
        pass


def test_a_resolver_that_never_answers_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    real = socket.getaddrinfo

    def look_up(*words, **rest):
        if rest["flags"] & socket.AI_NUMERICHOST:
            return real(*words, **rest)
        over.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    try:
        with pytest.raises(Ended, match="took too long"), connected("slow", 80, Limit(0.2)):
            pass
        with pytest.raises(Ended, match="stopped"), connected("slow", 80, Limit(60, lambda: True)):
            pass
    finally:
        over.set()


def test_the_next_address_is_tried_where_one_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        known_as(monkeypatch, ("127.0.0.1", free_port()), listening.getsockname())
        with connected("twice", 80, Limit(5)) as sock:
            assert sock.getpeername() == listening.getsockname()


def test_one_that_answers_late_leaves_time_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with full() as late, socket.create_server(("127.0.0.1", 0)) as listening:
        known_as(monkeypatch, late.getsockname(), listening.getsockname())
        with connected("twice", 80, Limit(1)) as sock:
            assert sock.getpeername() == listening.getsockname()


def test_it_is_refused_only_where_no_address_was_just_late(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = ("127.0.0.1", free_port())
    known_as(monkeypatch, refusing, refusing)
    with pytest.raises(ConnectionRefusedError), connected("both", 80, Limit(5)):
        pass
    with full() as late:
        known_as(monkeypatch, refusing, late.getsockname())
        with pytest.raises((TimeoutError, Ended)), connected("one", 80, Limit(0.4)):
            pass


def test_an_address_that_this_machine_has_no_way_to_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # An address of a kind that the socket does not take stands for one of IPv6 where there is none.
    real = socket.socket.connect_ex
    refusing = ("127.0.0.1", free_port())
    known_as(monkeypatch, ("127.0.0.2", 1), refusing)

    def connect(sock, place):
        return errno.ENETUNREACH if place[0] == "127.0.0.2" else real(sock, place)

    monkeypatch.setattr(socket.socket, "connect_ex", connect, raising=False)
    with pytest.raises(ConnectionRefusedError), connected("both", 80, Limit(5)):
        pass


class full:
    """A listener whose queue is full: who connects waits."""

    def __enter__(self) -> socket.socket:
        self.listening = socket.socket()
        self.listening.bind(("127.0.0.1", 0))
        self.listening.listen(0)
        self.waiting = []
        for _ in range(3):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(self.listening.getsockname())
            self.waiting.append(one)
        return self.listening

    def __exit__(self, *_: object) -> None:
        for one in (*self.waiting, self.listening):
            one.close()


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "fd00:ec2::254",
        "100.100.100.200",
    ],
)
def test_no_name_leads_to_the_metadata_of_this_machine(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    known_as(monkeypatch, (address, 80))
    with pytest.raises(OSError, match="neighbourhood"), connected("rebound.shop.internal", 80, Limit(5)):
        pass


def test_a_name_with_another_address_beside_it_leads_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        known_as(monkeypatch, ("169.254.169.254", port), ("127.0.0.1", port))
        with connected("shop.internal", port, Limit(5)) as sock:
            assert sock.getpeername() == ("127.0.0.1", port)
