"""Each figure of a machine from what its kernel says, with its limit and whose limit that is."""

import socket
from pathlib import Path

import pytest

from mainstay.adapters.host.kernel_files import KernelFiles
from mainstay.adapters.host.linux import LinuxHost
from mainstay.adapters.host.sizes import PatientSizes, Size
from mainstay.domain.signal import Limit, Side
from mainstay.ports.host import Counts, Look
from tests.fakes.machine import kernel

ROOT = "27 1 254:0 / / rw - ext4 /dev/vda rw\n"


def looked(folder: Path, before: Counts | None = None, **texts: str) -> Look:
    files = KernelFiles(kernel(folder, **texts))
    sizes = PatientSizes(lambda _: Size(30, 90, 4, 8))
    return LinuxHost("web1", files=files, sizes=sizes).look(before)


def limits(look: Look) -> dict[str, tuple[float, str] | None]:
    return {
        one.signal.key: (one.signal.limit.value, one.signal.limit.source) if one.signal.limit else None
        for one in look.readings
    }


def test_what_is_true_at_the_moment(tmp_path: Path) -> None:
    look = looked(tmp_path, **{"proc/self/mountinfo": ROOT})
    assert look.values == {
        "load": 0.5,
        "memory_used": 600 * 1_024,
        "file_handles": 800,
        "tasks": 200,
        "disk_used:/": 30,
        "inodes_used:/": 4,
    }
    assert limits(look) == {
        "load": None,
        "memory_used": (1_000 * 1_024, "the machine's own MemTotal"),
        "file_handles": (9_999, "the kernel's fs.file-max"),
        "tasks": (30_000, "the kernel's kernel.threads-max"),
        "disk_used:/": (90, "the filesystem's own size, without what is reserved for root"),
        "inodes_used:/": (8, "the filesystem's own number of inodes"),
    }


def test_a_series_is_told_to_people(tmp_path: Path) -> None:
    (one,) = [
        reading.signal
        for reading in looked(tmp_path, **{"proc/self/mountinfo": ROOT}).readings
        if reading.signal.key == "disk_used:/"
    ]
    assert (one.source, one.subject, one.what) == ("host", "host:web1", "disk used of /")
    assert (one.sort, one.unit, dict(one.labels)) == ("disk", "B", {"of": "/"})
    assert one.limit == Limit(90, Side.ABOVE, "the filesystem's own size, without what is reserved for root")


def test_rates_are_what_grew_over_the_seconds_between(tmp_path: Path) -> None:
    before = looked(tmp_path).counts
    net = "a\nb\n  eth0: 2000 9 3 0 0 0 0 0 8000 9 10 0 0 0 0 0\n"
    stat = "cpu  130 0 110 740 70 0 0 50 0 0\n"
    look = looked(
        tmp_path, before, **{"proc/net/dev": net, "proc/stat": stat, "proc/uptime": "1060.00 1.00\n"}
    )
    rates = {name: value for name, value in look.values.items() if name.startswith(("cpu", "network"))}
    assert rates == {
        "cpu_busy": 0.4,
        "cpu_waiting": 0.2,
        "cpu_stolen": 0.0,
        "network_received:eth0": 16.667,
        "network_receive_errors:eth0": 0.0,
        "network_sent:eth0": 100.0,
        "network_send_errors:eth0": 0.1,
    }
    assert limits(look)["network_sent:eth0"] == (125_000_000, "the link's own speed")
    assert look.notices == ()


@pytest.mark.parametrize(("seconds", "has"), [(86_400, True), (86_401, False), (0, False), (-5, False)])
def test_an_average_over_more_than_a_day_is_no_rate(seconds: int, has: bool, tmp_path: Path) -> None:
    before = looked(tmp_path).counts
    stat = "cpu  130 0 110 740 70 0 0 50 0 0\n"
    later = looked(tmp_path, before, **{"proc/stat": stat, "proc/uptime": f"{1_000 + seconds}.00 1.00\n"})
    assert ("cpu_busy" in later.values) is has
    assert ("rates-later" in {one.code for one in later.notices}) is not has


def test_a_counter_that_was_put_back_has_no_rate(tmp_path: Path) -> None:
    before = looked(tmp_path).counts
    net = "a\nb\n  eth0: 5 9 3 0 0 0 0 0 8000 9 10 0 0 0 0 0\n"
    look = looked(tmp_path, before, **{"proc/net/dev": net, "proc/uptime": "1060.00 1.00\n"})
    assert "network_received:eth0" not in look.values
    assert look.values["network_sent:eth0"] == 100.0


def test_swap_is_told_where_there_is_some(tmp_path: Path) -> None:
    meminfo = "MemTotal: 10 kB\nMemAvailable: 4 kB\nSwapTotal: 8 kB\nSwapFree: 5 kB\n"
    look = looked(tmp_path, **{"proc/meminfo": meminfo})
    assert (look.values["swap_used"], limits(look)["swap_used"]) == (
        3_072,
        (8_192, "the machine's own SwapTotal"),
    )


def test_no_limit_where_nobody_has_set_one(tmp_path: Path) -> None:
    look = looked(tmp_path, **{"proc/sys/fs/file-max": f"{2**63 - 1}\n"})
    assert limits(look)["file_handles"] is None


def test_the_control_group_that_leaves_least(tmp_path: Path) -> None:
    group = "sys/fs/cgroup/app.slice/web.service"
    look = looked(
        tmp_path,
        **{
            "proc/self/cgroup": "0::/app.slice/web.service\n",
            "proc/self/mountinfo": "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
            f"{group}/memory.max": "max\n",
            f"{group}/memory.current": "1\n",
            f"{group}/pids.max": "50\n",
            f"{group}/pids.current": "7\n",
            "sys/fs/cgroup/app.slice/memory.max": "4096\n",
            "sys/fs/cgroup/app.slice/memory.current": "3000\n",
            "sys/fs/cgroup/app.slice/memory.stat": "anon 1\ninactive_file 1000\n",
        },
    )
    assert (look.values["cgroup_memory_used"], look.values["cgroup_tasks"]) == (2_000, 7)
    assert limits(look)["cgroup_memory_used"] == (4_096, "memory.max of the control group")
    assert limits(look)["cgroup_tasks"] == (50, "pids.max of the control group")


def test_the_control_group_of_the_first_version_in_a_container(tmp_path: Path) -> None:
    look = looked(
        tmp_path,
        **{
            "proc/self/cgroup": "8:pids:/docker/abc\n4:memory,hugetlb:/docker/abc\n0::/\n",
            "proc/self/mountinfo": "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "8192\n",
            "sys/fs/cgroup/memory/memory.usage_in_bytes": "5000\n",
            "sys/fs/cgroup/memory/memory.stat": "inactive_file 1\ntotal_inactive_file 2000\n",
        },
    )
    assert look.values["cgroup_memory_used"] == 3_000
    assert "cgroup_tasks" not in look.values


def test_no_limit_of_the_first_version_is_none(tmp_path: Path) -> None:
    look = looked(
        tmp_path,
        **{
            "proc/self/cgroup": "4:memory:/\n",
            "proc/self/mountinfo": "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "sys/fs/cgroup/memory/memory.usage_in_bytes": "5000\n",
        },
    )
    assert "cgroup_memory_used" not in look.values


def test_a_machine_without_proc_says_so(tmp_path: Path) -> None:
    look = LinuxHost("web1", files=KernelFiles(tmp_path)).look()
    assert (look.readings, [one.code for one in look.notices]) == ((), ["host-unread"])


def test_this_machine_has_a_root_that_can_fill() -> None:
    look = LinuxHost(socket.gethostname()).look()
    assert {"load", "memory_used", "file_handles", "tasks"} <= look.values.keys()
    assert any(key.startswith("disk_used:/") for key in look.values)
    assert limits(look)["file_handles"] is not None or Path("/proc/sys/fs/file-max").read_text()[:4] == "9223"


@pytest.mark.parametrize("name", ["a\u202eb", "\x1b[31m", "n" * 5_000])
def test_names_from_outside_are_made_visible(tmp_path: Path, name: str) -> None:
    net = f"a\nb\n  {name}: 5 9 3 0 0 0 0 0 8000 9 10 0 0 0 0 0\n"
    before = looked(tmp_path, **{"proc/net/dev": net}).counts
    look = looked(tmp_path, before, **{"proc/net/dev": net, "proc/uptime": "1060.00 1.00\n"})
    keys = [key for key in look.values if key.startswith("network_sent:")]
    assert len(keys) == 1
    assert keys[0].isprintable()
    assert len(keys[0]) < 1_000


def test_the_root_of_a_chroot_can_fill_though_nothing_is_mounted_there(tmp_path: Path) -> None:
    proc = "27 1 0:5 / /proc rw - proc proc rw\n"
    assert looked(tmp_path, **{"proc/self/mountinfo": proc}).values["disk_used:/"] == 30
