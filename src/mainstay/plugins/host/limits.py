"""What a plugin's process may use, set from within before anything of the plugin is loaded."""

import os
import resource
import sys
from contextlib import suppress

_SPARE_PROCESSES = 64


def use_no_more_than(limits: dict[str, float]) -> None:
    """Bound what this process and each that it starts may use: `memory` and `file` in bytes, `seconds` of CPU, open `files`."""
    seconds = max(1, int(limits["seconds"]))
    bounds = {
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_NOFILE: (int(limits["files"]), int(limits["files"])),
        resource.RLIMIT_FSIZE: (int(limits["file"]), int(limits["file"])),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_DATA: (int(limits["memory"]), int(limits["memory"])),
    }
    if sys.platform == "linux":
        # Counted over all that this user runs.
        bounds[resource.RLIMIT_NPROC] = (_processes() + _SPARE_PROCESSES,) * 2
    for which, (soft, hard) in bounds.items():
        allowed = resource.getrlimit(which)[1]
        most = hard if allowed == resource.RLIM_INFINITY else min(hard, allowed)
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (min(soft, most), most))


def _processes() -> int:
    return sum(entry.name.isdigit() for entry in os.scandir("/proc"))
