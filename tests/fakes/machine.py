"""A machine in memory, made-up kernel files, and a filesystem that never answers."""

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mainstay.adapters.host.signals import Naming, above
from mainstay.domain.notice import Notice
from mainstay.ports.host import Counts, Look

_LATER = Notice("rates-later", "Rates come from the second look on.", mend="look again")
_DETACHED = 2

KERNEL = {
    "proc/sys/kernel/random/boot_id": "9a4e\n",
    "proc/uptime": "1000.00 900.00\n",
    "proc/stat": "cpu  100 0 100 700 50 0 0 50 0 0\ncpu0 1 2 3\n",
    "proc/loadavg": "0.50 0.40 0.30 1/200 4000\n",
    "proc/meminfo": "MemTotal:    1000 kB\nMemFree:   100 kB\nMemAvailable:  400 kB\n"
    "SwapTotal:  0 kB\nSwapFree:  0 kB\nHugePages_Total:  0\n",
    "proc/sys/fs/file-nr": "900\t100\t9999\n",
    "proc/sys/fs/file-max": "9999\n",
    "proc/sys/kernel/pid_max": "32768\n",
    "proc/sys/kernel/threads-max": "30000\n",
    "proc/net/dev": "Inter-| Receive | Transmit\n face |bytes |bytes\n"
    "    lo: 99 1 0 0 0 0 0 0 99 1 0 0 0 0 0 0\n  eth0:1000 9 3 0 0 0 0 0 2000 9 4 0 0 0 0 0\n"
    "veth1a: 5 1 0 0 0 0 0 0 5 1 0 0 0 0 0 0\n  ifb0: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n",
    "sys/class/net/eth0/speed": "1000\n",
    "proc/self/mountinfo": "",
    "proc/self/cgroup": "",
}


def kernel(folder: Path, **texts: str | bytes) -> Path:
    """Write the files of a small machine, some of them other than usual, and give the folder in which they stand."""
    for name, text in {**KERNEL, **texts}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    return folder


@dataclass
class MemoryHost:
    """A machine that counts a hundred bytes each second and has a disk; tests set both."""

    seconds: float = 1_000.0
    sent: float = 0.0
    used: float = 5.0
    boot: str = "one"
    notices: list[Notice] = field(default_factory=list)

    def look(
        self, before: Counts | None = None, seconds: float = 10.0, stopped: Callable[[], bool] = lambda: False
    ) -> Look:
        self.seconds, self.sent = self.seconds + 60, self.sent + 6_000
        now = Counts(self.boot, self.seconds, {"sent:eth0": self.sent})
        naming = Naming("memory")
        readings = [
            naming.reading(
                "disk_used",
                "disk used of",
                self.used,
                sort="disk",
                unit="B",
                of="/",
                limit=above(10.0, "its size"),
            )
        ]
        notices = [*self.notices]
        if before is not None and before.boot == now.boot:
            rate = (self.sent - before.counts["sent:eth0"]) / (now.seconds - before.seconds)
            readings.append(
                naming.reading(
                    "network_sent", "bytes sent through", rate, sort="network", unit="B/s", of="eth0"
                )
            )
        else:
            notices.append(_LATER)
        return Look(tuple(readings), tuple(notices), now)


@contextmanager
def hanging_mount(folder: Path) -> Iterator[bool]:
    """Mount a filesystem whose server never answers; false where that may not be done. What hangs in it fails at the end."""
    library = ctypes.CDLL(None, use_errno=True)
    folder.mkdir()
    try:
        handle = os.open("/dev/fuse", os.O_RDWR)
    except OSError:
        yield False
        return
    try:
        options = f"fd={handle},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
        mounted = library.mount(b"hanging", os.fsencode(folder), b"fuse", 0, options.encode()) == 0
        try:
            yield mounted
        finally:
            if mounted:
                library.umount2(os.fsencode(folder), _DETACHED)
    finally:
        os.close(handle)
