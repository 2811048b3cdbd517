"""The orders that files can be read in: ours, and the simple ones that it has to beat."""

import numpy as np

from mainstay.analysis.risk.activity import Activity
from mainstay.analysis.risk.cuts import Cut, Figures

READ_FIRST, WHICH_FILES = "read-first", "which-files"
LINES_TO_OPEN = 10
"""Finding one's way into a file takes as long as so many lines, however short it is."""
SHORTEST_READING = 40
"""A file shorter than this takes as long as this: about a screenful, and what a file of one line does stands elsewhere.

Without it a few changes of an `__init__.py` of one line outweigh all that is known of a real file. Anything from 20 to 60
ranks the three repositories of docs/decisions/0006 as well, so it is no fitted figure.
"""


def reading_effort(lines: Figures) -> Figures:
    """Give how many lines' time it takes to open and read each file."""
    return np.asarray(np.maximum(lines, SHORTEST_READING) + LINES_TO_OPEN, dtype=np.float64)


def orders(cut: Cut, activity: Activity, expected: Figures) -> dict[str, Figures]:
    """Give each order's scores by its code (see `OrderScore`), the file to begin with having the highest.

    `expected` are the model's fixes a file. "random" holds all files equal, which the scoring takes for what tossing gives
    on average.
    """
    lines = np.asarray(cut.lines, dtype=np.float64)
    difficulty = lines if cut.complexity is None else np.asarray(cut.complexity, dtype=np.float64)
    return {
        READ_FIRST: expected / reading_effort(lines),
        WHICH_FILES: expected,
        "random": np.zeros(len(lines)),
        "largest": lines,
        "smallest": -lines,
        "hotspot": difficulty * activity.year,
        "decayed-fixes": activity.fixes,
        "decayed-fixes-per-line": activity.fixes / lines,
    }
