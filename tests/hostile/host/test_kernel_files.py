"""Whatever stands in the files of a kernel, or in an imitation of them, a look ends with readings that are numbers."""

import math
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mainstay.adapters.host.kernel_files import MOST, KernelFiles
from mainstay.adapters.host.linux import LinuxHost
from mainstay.adapters.host.sizes import PatientSizes, Size
from mainstay.ports.host import Counts
from tests.fakes.machine import KERNEL, kernel

VILE = [
    "",
    "\n\n\n",
    "0",
    "-1 -1 -1 -1\n",
    "cpu\n",
    "cpu " + "9" * 400 + "\n",
    "nan inf 1e999 x/y z",
    ":::\n::\n: : :\n",
    "MemTotal: 0 kB\nMemAvailable: 5 kB\n",
    "\x00" * 100,
    "a\nb\n" + "x" * 100_000,
    "a\nb\n ../../../etc/passwd: 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5\n",
    "0::/../../..\n0::" + "/a" * 500 + "\n",
    "٣٤ ٣ ٤\n",
    "\udcff\udcfe",
]


def looked(folder: Path) -> None:
    host = LinuxHost("web1", files=KernelFiles(folder), sizes=PatientSizes(lambda _: Size(1, 2, 3, 4)))
    before = Counts("9a4e", 1.0, {"user": 1.0, "received:eth0": -5.0})
    for one in host.look(before).readings:
        assert math.isfinite(one.value)
        assert one.signal.key.isprintable()
        assert one.signal.limit is None or one.signal.limit.value > 0


@pytest.mark.parametrize("name", sorted(KERNEL))
def test_vile_texts(tmp_path: Path, name: str) -> None:
    for number, text in enumerate(VILE):
        looked(kernel(tmp_path / str(number), **{name: text}))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(KERNEL)), place=st.integers(0, 200), bytes_=st.binary(max_size=6))
def test_texts_of_which_a_part_is_another(tmp_path: Path, name: str, place: int, bytes_: bytes) -> None:
    text = KERNEL[name].encode()
    looked(kernel(tmp_path, **{name: text[:place] + bytes_ + text[place + 3 :]}))


def test_a_text_without_end_is_cut(tmp_path: Path) -> None:
    kernel(tmp_path)
    (tmp_path / "proc/loadavg").unlink()
    (tmp_path / "proc/loadavg").symlink_to("/dev/zero")
    assert len(KernelFiles(tmp_path).text("proc/loadavg")) == MOST
    looked(tmp_path)


def test_a_pipe_and_a_folder_hold_nobody_up(tmp_path: Path) -> None:
    kernel(tmp_path)
    (tmp_path / "proc/loadavg").unlink()
    os.mkfifo(tmp_path / "proc/loadavg")
    (tmp_path / "proc/meminfo").unlink()
    (tmp_path / "proc/meminfo").mkdir()
    looked(tmp_path)
