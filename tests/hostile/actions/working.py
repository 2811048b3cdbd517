"""A worker that runs one program, to be killed and stopped; how long, how silent and what it reads from its input."""

import json
import sys

from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.ports.supervisor import Bounds, Program


def main() -> None:
    # Not from its arguments, by which a program is known that a test looks for.
    seconds, silence, argv = json.loads(sys.stdin.readline())
    program = Program(argv, {"PATH": "/usr/local/bin:/usr/bin:/bin"})
    bounds = Bounds(seconds=seconds, silence=silence)
    sys.stdout.write(f"{LocalSupervisor().supervise(program, bounds, lambda: False).ending}\n")


if __name__ == "__main__":
    main()
