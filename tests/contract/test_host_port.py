"""What everything promises that looks at a machine, tried on this one, on made-up kernel files, and on the fake."""

import math
import time
from pathlib import Path

import pytest

from mainstay.adapters.host.kernel_files import KernelFiles
from mainstay.adapters.host.linux import LinuxHost
from mainstay.ports.host import Counts, Host
from tests.fakes.machine import MemoryHost, kernel


@pytest.fixture(params=["this machine", "kernel files", "memory"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    if request.param == "memory":
        return MemoryHost()
    return LinuxHost(
        "web1", files=KernelFiles(kernel(tmp_path)) if request.param == "kernel files" else KernelFiles()
    )


def test_each_reading_is_a_series_of_its_own(host: Host) -> None:
    look = host.look()
    keys = [one.signal.key for one in look.readings]
    assert keys
    assert len(keys) == len(set(keys)) == len(look.values)


def test_each_series_says_what_it_is(host: Host) -> None:
    for one in host.look().readings:
        signal = one.signal
        assert signal.source == "host"
        assert signal.subject.startswith("host:")
        assert all((signal.key, signal.what, signal.sort, signal.unit))
        assert math.isfinite(one.value)
        if signal.limit is not None:
            assert signal.limit.source
            assert math.isfinite(signal.limit.value)


def test_keys_last(host: Host) -> None:
    first, second = host.look(), host.look()
    assert {one.signal.key for one in first.readings} == {one.signal.key for one in second.readings}


def test_one_look_alone_has_no_rates_and_says_so(host: Host) -> None:
    look = host.look()
    assert [one.code for one in look.notices] == ["rates-later"]
    assert not any(one.signal.unit.endswith("/s") for one in look.readings)


def test_what_another_run_of_the_machine_counted_makes_no_rates(host: Host) -> None:
    before = host.look().counts
    look = host.look(Counts("another", before.seconds - 60, before.counts))
    assert "rates-later" in [one.code for one in look.notices]
    assert not any(one.signal.unit.endswith("/s") for one in look.readings)


@pytest.mark.parametrize("kind", ["this machine", "memory"])
def test_the_second_look_has_rates(kind: str) -> None:
    host: Host = LinuxHost("web1") if kind == "this machine" else MemoryHost()
    before = host.look().counts
    ends = time.monotonic() + 30
    look = host.look(before)
    # Until the processor's clock has ticked there is nothing to tell.
    while len(look.readings) <= len(host.look().readings) and time.monotonic() < ends:
        look = host.look(before)
    rates = {one.signal.key.partition(":")[0] for one in look.readings} - {
        one.signal.key.partition(":")[0] for one in host.look().readings
    }
    assert rates & {"cpu_busy", "network_sent"}
