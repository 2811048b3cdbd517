"""The first door: `mainstay` on the command line. Ctrl-C ends it with one line at any moment, also while it is loading."""

import sys
from typing import TYPE_CHECKING, NoReturn

from mainstay.cli import interrupt
from mainstay.cli.table import load

if TYPE_CHECKING:
    from mainstay.cli.doors import Doors


def main(doors: "Doors | None" = None) -> NoReturn:
    """Run the command that the arguments name and leave with its exit code; tests give `doors` of their own."""
    interrupt.leave_at_once()
    if sys.platform == "win32":
        sys.stderr.write(
            "error: Windows is not supported\n mend: use Linux, or the Windows Subsystem for Linux\n"
        )
        sys.exit(2)
    code: int = load("mainstay.cli.edge").run(sys.argv[1:], doors)
    interrupt.leave_silently()
    sys.exit(code)
