"""What work took in all: seen where the times of commits show it, by size where not; for each file, and for each line kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mainstay.analysis.effort.hours import hours_for, mean_hours
from mainstay.analysis.effort.sessions import Changes, Commits, Floats, Ints, Mask, effective_lines
from mainstay.domain.cost_model import Rebuild, SizeClass
from mainstay.domain.price import Range


@dataclass(frozen=True, slots=True)
class Spent:
    """Hours of each commit: `seen` (0 where not), `usual` for its size, and `slow`, the 90 % quantile.

    A commit that is left out has none; one whose lines were not counted has what the counted ones take on average.
    """

    seen: Floats
    usual: Floats
    slow: Floats


def spent(commits: Commits, changes: Changes, classes: Sequence[SizeClass]) -> Spent:
    """Tell the hours of each commit; a squashed one counts as one change of its size."""
    lines = effective_lines(commits.added, commits.deleted)
    part = np.zeros(len(lines))
    whole = np.where(commits.left_out, 0.0, lines)
    of = changes.of_commit
    joined = np.flatnonzero(of >= 0)
    weight = np.maximum(lines[joined], 0.0) + 1e-3
    sums = np.bincount(of[joined], weights=weight, minlength=len(changes.at))
    part[joined] = weight / sums[of[joined]]
    part[commits.landed & ~commits.left_out] = 1.0
    whole[joined] = changes.size[of[joined]]
    told = (part > 0) & (whole >= 0)
    sizes = np.maximum(whole, 1.0)
    usual, slow = mean_hours(classes, sizes), hours_for(classes, sizes)[1]
    weights = float(part[told].sum())
    for column in (usual, slow):
        middle = (
            float((column * part)[told].sum()) / weights
            if weights
            else float(column.mean())
            if len(column)
            else 0.0
        )
        column[whole < 0] = middle
    hours = np.nan_to_num(changes.seconds) / 3_600
    seen = np.zeros(len(lines))
    # Work that was seen counts, whether or not its lines were counted.
    seen[joined] = hours[of[joined]] * part[joined]
    return Spent(seen, usual * part, np.maximum(slow, usual) * part)


def hours_by_file(spent: Spent, known: Mask, touched: tuple[Ints, Ints, Floats], files: int) -> Floats:
    """Give the usual hours of work in each file over the `known` commits.

    `touched` are touches as columns: the row of the commit, the number of the file (-1: none of these) and the lines (see
    `effective_lines`). A commit's hours are shared over its touches as their lines.
    """
    rows, numbers, lines = touched
    weight = np.maximum(lines, 0.0) + 1e-3
    whole = np.bincount(rows, weights=weight, minlength=len(known))
    use = known[rows] & (numbers >= 0)
    share = weight[use] / whole[rows[use]]
    return np.bincount(numbers[use], weights=spent.usual[rows[use]] * share, minlength=files).astype(
        np.float64
    )


def rebuild(spent: Spent, lines: int) -> Rebuild | None:
    """Give the hours that this repository's past needed for each line that stands now; None without lines or work.

    p50 adds what was seen and, for the rest, what changes of that size take on average; p90 takes each of the rest as a slow
    one. All of it is work at the keyboard between commits: talking, reading and reviewing are not in it.
    """
    hidden = spent.seen <= 0
    observed, estimated = float(spent.seen.sum()), float(spent.usual[hidden].sum())
    if lines <= 0 or observed + estimated <= 0:
        return None
    most = observed + float(spent.slow[hidden].sum())
    return Rebuild(Range((observed + estimated) / lines, most / lines), observed, estimated, lines)
