"""The first door: `mainstay` on the command line. Ctrl-C ends it with one line at any moment, also while it is loading."""

import sys

from mainstay.cli import interrupt

# `typing` itself is loaded later: until `leave_at_once` has run, each import is a moment in which Ctrl-C shows a traceback.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from mainstay.cli.doors import Doors


def main(doors: "Doors | None" = None) -> "NoReturn":
    """Run the command that the arguments name and leave with its exit code; tests give `doors` of their own."""
    interrupt.leave_at_once()
    if sys.platform == "win32":
        sys.stderr.write(
            "error: Windows is not supported\n mend: use Linux, or the Windows Subsystem for Linux\n"
        )
        sys.exit(2)
    # Here and not above, so that Ctrl-C has its line while this loads.
    from mainstay.cli.edge import run

    sys.exit(run(sys.argv[1:], doors))
