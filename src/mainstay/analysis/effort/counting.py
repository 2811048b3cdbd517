"""Which commits to count the lines of, so that as much as possible is learnt of what fixes take."""

import numpy as np

from mainstay.analysis.effort.pieces import numbered
from mainstay.analysis.effort.sessions import Changes, Ints


def worth_counting(changes: Changes, most: int) -> Ints:
    """Give the commits of the newest fixes whose hours were seen, at most so many, newest fixes first; all as rows.

    Lines are the dear part of a history. Where a year of them holds few fixes (people squash, or mend little), those of
    older fixes alone are counted: a fix whose work was seen is worth it, and no other commit is. A thousand are enough for 30
    and more held-out fixes in 19 of 21 repositories, where the year alone has so many in one.
    """
    if not len(changes.at):
        return changes.at
    numbers = numbered(changes)
    count = int(numbers.max()) + 1
    seen = np.bincount(numbers, weights=changes.fix, minlength=count) > 0
    seen &= np.bincount(numbers, weights=np.isfinite(changes.seconds), minlength=count) > 0
    last = np.full(count, np.iinfo(np.int64).min)
    np.maximum.at(last, numbers, changes.at)
    rows = np.flatnonzero(changes.of_commit >= 0)
    piece = numbers[changes.of_commit[rows]]
    wanted = seen[piece]
    rows, piece = rows[wanted], piece[wanted]
    newest: Ints = rows[np.lexsort((rows, -last[piece]))][:most]
    return newest
