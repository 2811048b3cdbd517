"""What a plugin's process may use, set from within before anything of the plugin is loaded."""

import os
import resource
import sys
from contextlib import suppress

from mainstay.plugins.host.tasks import tasks_of

# For the plugin, and for what the user's other programs start meanwhile.
_SPARE_TASKS = 256


def use_no_more_than(limits: dict[str, float]) -> None:
    """Bound what this process and each that it starts may use: `memory` and `file` in bytes, `seconds` of CPU, open `files`.

    How many threads and processes it may start is bounded on Linux, where all that the user runs can be counted.
    """
    seconds = max(1, int(limits["seconds"]))
    bounds = {
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_NOFILE: (int(limits["files"]), int(limits["files"])),
        resource.RLIMIT_FSIZE: (int(limits["file"]), int(limits["file"])),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_DATA: (int(limits["memory"]), int(limits["memory"])),
    }
    tasks = tasks_of(os.getuid()) if sys.platform == "linux" else None
    if tasks is not None:
        # It counts all that the user runs: a bound made of a part of it would leave the plugin nothing to start.
        bounds[resource.RLIMIT_NPROC] = (tasks + _SPARE_TASKS,) * 2
    for which, (soft, hard) in bounds.items():
        allowed = resource.getrlimit(which)[1]
        most = hard if allowed == resource.RLIM_INFINITY else min(hard, allowed)
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (min(soft, most), most))
