"""A worker that runs one program, to be killed and stopped; its arguments are SECONDS SILENCE ARGV..."""

import sys

from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.ports.supervisor import Bounds, Program


def main() -> None:
    seconds, silence, *argv = sys.argv[1:]
    program = Program(argv, {"PATH": "/usr/local/bin:/usr/bin:/bin"})
    bounds = Bounds(seconds=float(seconds), silence=float(silence))
    sys.stdout.write(f"{LocalSupervisor().supervise(program, bounds, lambda: False).ending}\n")


if __name__ == "__main__":
    main()
