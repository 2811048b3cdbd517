"""The kind `check-tcp`: whether a port lets in."""

import socket

import pytest

from mainstay.adapters.actions.check_tcp import TcpCheck
from mainstay.domain.run import Mark, WaitFor
from tests.fakes.occasions import NOW, occasion

KIND = TcpCheck()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def test_it_is_a_kind_that_looks() -> None:
    assert (KIND.name, KIND.looks) == ("check-tcp", True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_port_that_lets_in_holds_and_gets_nothing(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        parameters = {"host": host, "port": listening.getsockname()[1]}
        assert KIND.act(parameters, occasion()).mark is Mark.DONE
        connection, _ = listening.accept()
        with connection:
            assert connection.recv(1) == b""


def test_one_that_lets_nobody_in_does_not() -> None:
    port = free_port()
    result = KIND.act({"host": "127.0.0.1", "port": port}, occasion())
    assert (result.mark, result.detail) == (Mark.FAILED, f"port {port} of 127.0.0.1 lets nobody in")


@pytest.mark.parametrize("host", ["a" * 64, "\x1b[31m" + "a" * 64])
def test_one_that_cannot_be_reached_cannot_be_told(host: str) -> None:
    result = KIND.act({"host": host, "port": 80}, occasion())
    assert (result.mark, result.detail.isprintable()) == (Mark.UNKNOWN, True)


def test_one_that_is_stopped_cannot_be_told() -> None:
    parameters = {"host": "127.0.0.1", "port": free_port(), "within": "5m"}
    assert KIND.act(parameters, occasion(stopped=lambda: True)).mark is Mark.UNKNOWN


def test_it_is_patient() -> None:
    result = KIND.act({"host": "127.0.0.1", "port": free_port(), "within": "1m", "every": "3s"}, occasion())
    assert (result.mark, result.wake_at, result.waits_for) == (Mark.LATER, NOW + 3, WaitFor.TIME)


def test_the_dry_run_connects_to_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        parameters = {"host": "127.0.0.1", "port": listening.getsockname()[1]}
        assert KIND.foresee(parameters, occasion()).mark is Mark.DONE
        with pytest.raises(BlockingIOError):
            listening.accept()
