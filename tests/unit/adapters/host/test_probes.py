"""Probes on real sockets: up, down, slow, and the end of a certificate whoever signed it."""

import socket
import time
from pathlib import Path

import pytest

from mainstay.adapters.host.kernel_files import KernelFiles
from mainstay.adapters.host.linux import LinuxHost
from mainstay.adapters.host.probes import Probe, Probing
from mainstay.adapters.http.client import HttpClient
from mainstay.domain.address import Address, address_in
from mainstay.domain.errors import UsageError
from tests.fakes.certificates import make_certificate
from tests.fakes.receiver import answer, close_early, garbage, hang, receiving, say

NOW = time.time()


def values(tmp_path: Path, *probes: Probe, seconds: float = 5.0) -> dict[str, float]:
    host = LinuxHost("web1", Probing(probes, HttpClient(), lambda: NOW), KernelFiles(tmp_path / "nothing"))
    return host.look(seconds=seconds).values


def test_an_address_that_answers(tmp_path: Path) -> None:
    with receiving(say(200, b"yes")) as receiver:
        found = values(tmp_path, Probe("shop", address_in(receiver.address)))
    assert found["probe_up:shop"] == 1.0
    assert 0 < found["probe_seconds:shop"] < 5
    assert receiver.received[0].method == "GET"
    assert "certificate_left:shop" not in found


def test_to_be_sent_elsewhere_is_up_and_an_error_is_down(tmp_path: Path) -> None:
    for status, up in ((302, 1.0), (404, 0.0), (503, 0.0)):
        with receiving(answer(status, location="http://127.0.0.1:1/")) as receiver:
            found = values(tmp_path, Probe("shop", address_in(receiver.address)))
        assert found["probe_up:shop"] == up
        assert ("probe_seconds:shop" in found) == bool(up)


def test_those_that_hang_and_lie_are_down_and_hold_up_nobody(tmp_path: Path) -> None:
    with (
        receiving(hang) as one,
        receiving(garbage) as two,
        receiving(close_early) as three,
        receiving() as well,
    ):
        servers = {"hang": one, "garbage": two, "close": three, "well": well}
        probes = [Probe(name, address_in(server.address)) for name, server in servers.items()]
        found = values(tmp_path, *probes, seconds=2.0)
    assert {name: found[f"probe_up:{name}"] for name in servers} == {
        "hang": 0.0,
        "garbage": 0.0,
        "close": 0.0,
        "well": 1.0,
    }


def test_a_port_that_lets_in_and_one_that_does_not(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = Address("127.0.0.1", listening.getsockname()[1], "/", False)
        up = values(tmp_path, Probe("queue", address, http=False))
    down = values(tmp_path, Probe("queue", address, http=False))
    assert (up["probe_up:queue"], down["probe_up:queue"]) == (1.0, 0.0)
    assert 0 < up["probe_seconds:queue"] < 5
    assert "probe_seconds:queue" not in down


def test_a_certificate_that_nobody_trusts_still_tells_its_end(tmp_path: Path) -> None:
    with receiving(say(200, b""), certificate=make_certificate(tmp_path)) as receiver:
        found = values(tmp_path, Probe("shop", address_in(receiver.address)))
    assert found["probe_up:shop"] == 0.0
    # It was made for two days.
    assert abs(found["certificate_left:shop"] - 2 * 86_400) < 600


def test_a_server_that_speaks_no_tls_has_no_certificate(tmp_path: Path) -> None:
    with receiving(garbage) as receiver:
        address = address_in(receiver.address.replace("http:", "https:"))
        found = values(tmp_path, Probe("shop", address))
    assert found == {"probe_up:shop": 0.0}


def test_many_are_probed_at_once(tmp_path: Path) -> None:
    with receiving() as receiver:
        probes = [Probe(f"s{number}", address_in(receiver.address)) for number in range(80)]
        found = values(tmp_path, *probes, seconds=20.0)
    assert sum(found[f"probe_up:s{number}"] for number in range(80)) == 80


def test_those_that_hang_leave_the_others_their_time(tmp_path: Path) -> None:
    with receiving(hang) as slow, receiving() as well:
        probes = [Probe(f"a{number}", address_in(slow.address)) for number in range(40)]
        found = values(tmp_path, *probes, Probe("well", address_in(well.address)), seconds=3.0)
    assert found["probe_up:well"] == 1.0
    assert [found[f"probe_up:a{number}"] for number in range(40)] == [0.0] * 40


def test_too_many_and_two_of_one_name_are_refused() -> None:
    address = address_in("http://127.0.0.1:9/")
    for names in (["a", "a"], [str(number) for number in range(201)]):
        with pytest.raises(UsageError):
            Probing([Probe(name, address) for name in names], HttpClient())
