"""A small program that runs a command and writes down what it took: `launcher.py RESULT SECONDS COMMAND...`.

Linux counts the memory of the process that starts a command as the command's own until it has its program, so the
one that starts must be small. The result is wall seconds, processor seconds, peak bytes and exit code, or `late`.
"""

import contextlib
import os
import select
import signal
import sys
import time


def launch(result: str, seconds: float, argv: list[str]) -> None:
    """Run the command in a session of its own and write its figures; whatever of it is left after that is ended."""
    began = time.perf_counter()
    process = os.posix_spawnp(argv[0], argv, os.environ, setsid=True)
    try:
        handle = os.pidfd_open(process)
        in_time = bool(select.select([handle], [], [], seconds)[0])
        if not in_time:
            os.killpg(process, signal.SIGKILL)
        _, status, usage = os.wait4(process, 0)
        wall = time.perf_counter() - began
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(status)
    told = f"{wall} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss * 1024} {code}" if in_time else "late"
    with open(result, "w") as file:  # noqa: PTH123 - each import makes this program larger
        file.write(told)


if __name__ == "__main__":
    launch(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
