"""The moments that a ranking looks at: what the tree held then, and how far apart they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Figures = NDArray[np.float64]
Flags = NDArray[np.bool_]

DAY = 86_400
HORIZON = 182 * DAY
"""How far ahead the ranking is judged, and how far apart its moments stand, in seconds."""
JUDGED = 6
"""How many moments are judged."""
LEARNT = 3
"""How many whole windows before a moment the model learns from."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The source files (no tests) of one commit of the mainline, as they stood at the moment `at`.

    `lines[i]` are the lines of `paths[i]` that are not blank; `complexity`, if known, is what the classic hotspot takes
    for a file's difficulty (lines, where it is None). Times are seconds since 1970.
    """

    at: int
    commit: str
    paths: Sequence[str]
    lines: Counts
    complexity: Counts | None = None


def moments(head_at: int) -> tuple[int, ...]:
    """Give the moments to cut at, newest first, for a head committed at `head_at`.

    The first six are judged, the rest only learnt from. A moment before the first commit has no cut.
    """
    return tuple(head_at - HORIZON * number for number in range(1, JUDGED + LEARNT + 1))


def with_lines(cut: Cut) -> Cut:
    """Leave out files without any line: there is nothing to read in them, and nothing to mend."""
    held = np.asarray(cut.lines) > 0
    return Cut(
        cut.at,
        cut.commit,
        [path for path, holds in zip(cut.paths, held.tolist(), strict=True) if holds],
        np.asarray(cut.lines, dtype=np.int64)[held],
        None if cut.complexity is None else np.asarray(cut.complexity, dtype=np.int64)[held],
    )
