"""Files that a person names on the command line, read with a limit."""

import sys

from mainstay.domain.errors import UsageError
from mainstay.present.visible import visible

STANDARD_INPUT = "-"


def content_of(file: str, most: int, what: str) -> bytes:
    """Read at most `most` bytes, and one more of a larger file; "-" is standard input.

    Raises UsageError when it cannot be read.
    """
    shown = visible(file, 300)
    try:
        if file == STANDARD_INPUT:
            return sys.stdin.buffer.read(most + 1)
        with open(file, "rb") as opened:  # noqa: PTH123  # also for a pipe or /dev/stdin
            return opened.read(most + 1)
    except (OSError, ValueError, AttributeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise UsageError(
            f"{what} cannot be read: {reason}", where=shown, mend="name a file that is there"
        ) from None
