"""Which commits are fixes of bugs, by the best evidence that a repository gives: its change log, its issues, its words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.history.past import BY_WORDS, YEAR, Past
from mainstay.domain.history import Mark
from mainstay.domain.ranking import LEAST_FIXES

MOST_FILES = 15
"""Fixes that touch more files are left out: which of them was wrong cannot be told (docs/decisions/0006)."""

BY_FRAGMENTS, BY_ISSUES = "change-log fragments", "issues that commits close"


@dataclass(frozen=True, slots=True)
class Fixes:
    """The commits that count as fixes, by row, and by which evidence."""

    mask: NDArray[np.bool_]
    evidence: str


def told_fixes(past: Past, since: int) -> Fixes:
    """Choose the best evidence that labels enough commits after the time `since`, and mask what it says are fixes.

    Evidence that a repository took up only lately would leave its earlier fixes out, so it must label commits in every
    half year in which words of messages find any number of them.
    """
    marks = past.marks
    by_words = (marks & Mark.FIX) != 0
    for bit, evidence in ((Mark.NOTED_FIX, BY_FRAGMENTS), (Mark.ISSUE, BY_ISSUES)):
        fixes = ((marks & bit) != 0) & ((marks & Mark.REVERT) == 0)
        if _carries(past, fixes, by_words, since):
            return Fixes(fixes, evidence)
    return Fixes(by_words, BY_WORDS)


def _carries(past: Past, fixes: NDArray[np.bool_], by_words: NDArray[np.bool_], since: int) -> bool:
    inside = past.times > since
    if int((fixes & inside).sum()) < LEAST_FIXES:
        return False
    halves = (past.times - since) // (YEAR // 2)
    for half in np.unique(halves[inside]).tolist():
        here = inside & (halves == half)
        told, expected = int((fixes & here).sum()), int((by_words & here).sum())
        if expected >= 10 and told < expected / 10:
            return False
    return True
