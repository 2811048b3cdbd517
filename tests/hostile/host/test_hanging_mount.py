"""A real filesystem whose server never answers holds no look up."""

import threading
from pathlib import Path

from mainstay.adapters.host.kernel_files import KernelFiles
from mainstay.adapters.host.linux import LinuxHost
from mainstay.adapters.host.sizes import PatientSizes, Size, measured
from tests.fakes.machine import hanging_mount, kernel


def test_the_others_are_read_and_it_is_told(tmp_path: Path) -> None:
    place = tmp_path / "hanging"
    free = threading.Event()

    def stuck(one: str) -> Size | None:
        return (free.wait(60) or None) and None if one == str(place) else measured(one)

    with hanging_mount(place) as mounted:
        lines = f"27 1 254:0 / / rw - ext4 /dev/vda rw\n28 27 0:99 / {place} rw - nfs4 server:/x rw\n"
        files = KernelFiles(kernel(tmp_path / "kernel", **{"proc/self/mountinfo": lines}))
        host = LinuxHost("web1", files=files, sizes=PatientSizes(measured if mounted else stuck))
        for _ in range(2):
            look = host.look(seconds=2.0)
            (notice,) = [one for one in look.notices if one.code == "mount-hangs"]
            assert (notice.count, notice.examples) == (1, (str(place),))
            assert notice.mend
            assert "disk_used:/" in look.values
            assert f"disk_used:{place}" not in look.values
        free.set()
