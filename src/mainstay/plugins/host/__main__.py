"""The keeper of a plugin's process: starts it, passes on its answer, and leaves nothing of it behind.

It reads one request from its standard input and writes how the plugin's process ended, then what that answered. It ends
the plugin when its time is over, when it answers too much, and when its own input ends: then Mainstay wants it no more,
or lives no more.
"""

import json
import os
import select
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from mainstay.plugins.hiding import hide
from mainstay.plugins.host.offspring import adopt_orphans, die_with, end_offspring
from mainstay.plugins.host.worker import work

_PORTION = 64 << 10
_GLANCE = 50  # milliseconds after which it is looked whether the plugin's process has ended


def keep(request: dict[str, Any]) -> tuple[str, int, bytes]:
    """Run a plugin; give why it was ended ("" when by itself), its exit status (negative: the signal), and its answer."""
    adopt_orphans()
    hide()
    scratch = Path(tempfile.mkdtemp(prefix="mainstay-plugin-"))
    reading, writing = os.pipe()
    keeper = os.getpid()
    child = os.fork()
    if not child:
        _become_the_plugin(request, writing, scratch, keeper)
    try:
        os.close(writing)
        return _watched(child, reading, request["limits"])
    finally:
        end_offspring(child)
        shutil.rmtree(scratch, ignore_errors=True)


def _become_the_plugin(request: dict[str, Any], writing: int, scratch: Path, keeper: int) -> None:
    """Go over to the plugin's work, in a process group of its own; never comes back."""
    try:
        os.setpgid(0, 0)
        die_with(keeper)
        work(request, writing, scratch)
    finally:
        # Whatever came of it, this copy of the keeper must not go on as one.
        os._exit(70)


def _watched(child: int, reading: int, limits: dict[str, float]) -> tuple[str, int, bytes]:
    """Take the plugin's answer until its process has ended or has to be."""
    deadline = time.monotonic() + limits["seconds"]
    answer = bytearray()
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    poll.register(0, select.POLLIN)
    ended: int | None = None
    while True:
        ready = {number for number, _ in poll.poll(_GLANCE)}
        if reading in ready:
            portion = os.read(reading, _PORTION)
            answer += portion
            if len(answer) > limits["output"]:
                return "output", 0, b""
            if not portion:
                poll.unregister(reading)
        elif ended is not None:
            # All that it had written before it ended was read; what others of its group still write does not count.
            return "", ended, bytes(answer)
        if 0 in ready and not os.read(0, _PORTION):
            return "left", 0, b""
        if time.monotonic() > deadline:
            return "time", 0, b""
        if ended is None:
            ended = _status(child)


def _status(child: int) -> int | None:
    pid, status = os.waitpid(child, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if pid else None


def main() -> None:
    """Keep the plugin that the first line of the input asks for."""
    # Not through a buffer, which would take more than the line.
    with open(0, "rb", buffering=0, closefd=False) as asked:  # a descriptor
        line = bytearray()
        while not line.endswith(b"\n"):
            portion = asked.read(_PORTION)
            if not portion:
                return
            line += portion
    reason, status, answer = keep(json.loads(line))
    # Written before anything of the plugin was loaded, so that it is not the plugin that says this.
    lacking, _, answer = answer.partition(b"\n")
    head = json.dumps({"reason": reason, "status": status, "lacking": json.loads(lacking or b"[]")})
    try:
        sys.stdout.buffer.write(head.encode() + b"\n" + answer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
