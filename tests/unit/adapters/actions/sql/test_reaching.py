"""Names of servers as addresses."""

import socket
import threading
import time

import pytest

from mainstay.adapters.actions.sql.reaching import reached
from mainstay.adapters.actions.sql.session import NotBegun, Within
from mainstay.domain.errors import RunFailed


def within(ends: float = 60.0) -> Within:
    stops = time.monotonic() + ends
    return Within(1, 1, stops + 60, lambda: time.monotonic() >= stops)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"host": "/var/run/postgresql", "port": "5432"},
        {"host": "@abstract"},
        {"host": "db.example", "hostaddr": "127.0.0.1"},
    ],
)
def test_what_needs_no_asking_stays(given: dict[str, str]) -> None:
    assert reached(given, within()) == given


def test_each_host_has_its_addresses() -> None:
    given = {"host": "127.0.0.1,/tmp,127.0.0.2", "port": "1,2,3", "dbname": "x"}
    assert reached(given, within()) == {
        "host": "127.0.0.1,/tmp,127.0.0.2",
        "hostaddr": "127.0.0.1,,127.0.0.2",
        "port": "1,2,3",
        "dbname": "x",
    }
    assert reached({"host": "127.0.0.1"}, within()) == {"host": "127.0.0.1", "hostaddr": "127.0.0.1"}
    assert reached({"host": "127.0.0.1,127.0.0.2", "port": "7"}, within())["port"] == "7,7"


def test_a_name_that_nobody_knows_is_told() -> None:
    with pytest.raises(RunFailed, match="nobody knows the address of"):
        reached({"host": "x" * 300}, within())


def test_who_waits_for_a_name_hears_a_wish_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(60) and [])
    with pytest.raises(NotBegun, match="it was stopped"):
        reached({"host": "slow.example"}, within(0.3))
    over.set()
