"""The technical-debt ratio in both senses: the share of code that needs work, and its cost against building the code anew."""

from collections.abc import Sequence

import numpy as np

from mainstay.analysis.effort.hours import hours_for
from mainstay.analysis.effort.quantiles import Z90
from mainstay.analysis.effort.sessions import Changes, Floats
from mainstay.domain.cost_model import Rebuild, SizeClass
from mainstay.domain.price import Range


def rebuild(changes: Changes, landed: Floats, classes: Sequence[SizeClass], lines: int) -> Rebuild | None:
    """Give the hours that this repository's past needed for each line that stands now; None without lines or changes.

    Hours are those seen, and for each other change what one of its size takes (the mean); a change whose lines were not
    counted takes what the counted ones take on average. `landed` are the lines of commits whose own work was squashed away.
    p90 takes each change that was not seen as a slow one. All of it is work at the keyboard between commits: talking,
    reading and reviewing are not in it.
    """
    sizes = np.concatenate([changes.size, landed])
    if lines <= 0 or not len(sizes):
        return None
    seen = np.isfinite(changes.seconds) & (changes.size > 0)
    observed = float(changes.seconds[seen].sum()) / 3_600
    p50, p90 = hours_for(classes, np.maximum(sizes, 1.0))
    usual = p50 * np.exp(np.square(np.log(p90 / p50) / Z90) / 2)
    told, guessed = sizes > 0, sizes < 0
    hidden = told.copy()
    hidden[: len(seen)] &= ~seen
    average = float(usual[told].mean()) if told.any() else float(usual.mean())
    slow = float(p90[told].mean()) if told.any() else float(p90.mean())
    count = int(guessed.sum())
    estimated = float(usual[hidden].sum()) + average * count
    at_most = float(np.maximum(p90, usual)[hidden].sum()) + max(slow, average) * count
    return Rebuild(
        hours_per_line=Range((observed + estimated) / lines, (observed + at_most) / lines),
        observed=observed,
        estimated=estimated,
        lines=lines,
    )


def remediation_ratio(remediation: Range, rebuilt: Rebuild) -> Range:
    """Give what all repairs cost over what building the code anew would cost, both in hours, as a share of 1."""
    cost = rebuilt.hours_per_line.p50 * rebuilt.lines
    if cost <= 0 or remediation.p50 <= 0:
        return Range(0.0, 0.0)
    # A dearer rebuild makes the ratio smaller, so its upper end stands for no upper end here: only the repairs' does.
    return Range(remediation.p50 / cost, remediation.p90 / cost)


def refactoring_share(usual: float, at_most: float, code_lines: int) -> Range:
    """Give the share (0 to 1) of code lines that need refactoring.

    `usual` are the lines beyond the limits, `at_most` all lines of what holds them, each line counted once.
    """
    if code_lines <= 0:
        return Range(0.0, 0.0)
    p50 = min(max(usual, 0.0) / code_lines, 1.0)
    return Range(p50, min(max(at_most / code_lines, p50), 1.0))
