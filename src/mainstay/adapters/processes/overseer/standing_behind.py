"""A process behind the overseer, which a program of the same user may kill or make stand still: this one ends what is left."""

import os

from mainstay.plugins.host.offspring import adopt_orphans, die_with, end_offspring

HARDEST = 10.0
"""Seconds after which no more is done about processes that do not end."""


def stand_behind(line: int) -> None:
    """Go on in a new process, while this one stays behind it and never comes back; `line` is the new one's alone.

    Raises OSError where there cannot be another process.
    """
    # Whatever the one in front leaves behind comes to this one.
    adopt_orphans()
    here = os.getpid()
    front = os.fork()
    if not front:
        die_with(here)
        return
    os.close(line)
    os.waitpid(front, os.WUNTRACED)
    # Also where it ended by itself: it may have failed, or given up on what ran away from it.
    end_offspring(within=HARDEST)
    # Not by an exception, for this is the middle of what the one in front does.
    os._exit(0)
