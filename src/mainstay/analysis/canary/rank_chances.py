"""Rank tests: how often chance alone puts the ranks of one side as high as they are, exactly for few values, ties and all."""

import math

import numpy as np

from mainstay.analysis.canary.chances import Figures, above

_EXACT = 25
"""Values up to which every way to deal out the ranks is counted."""


def ranks(values: Figures) -> Figures:
    """Give the ranks of values from 1, equal ones their mean."""
    ordered = np.sort(values)
    below, upto = np.searchsorted(ordered, values), np.searchsorted(ordered, values, side="right")
    found: Figures = (below + upto + 1) / 2
    return found


def signed_rank_chance(differences: Figures) -> float:
    """Give the chance of signed ranks as high as these, were each difference as likely below nought as above.

    Wilcoxon's test (Biometrics Bulletin 1945); differences of nought are left out.
    """
    differences = differences[differences != 0]
    if not len(differences):
        return 1.0
    of = ranks(np.abs(differences))
    found = float(of[differences > 0].sum())
    if len(of) <= _EXACT:
        ways = np.zeros(int(2 * of.sum()) + 1)
        ways[0] = 1.0
        for rank in np.rint(2 * of).astype(int):
            ways[rank:] += ways[: len(ways) - rank].copy()
        return float(ways[round(2 * found) :].sum() / 2.0 ** len(of))
    spread = math.sqrt(float((of**2).sum()) / 4)
    return above((found - float(of.sum()) / 2 - 0.5) / spread)


def rank_sum_chance(canary: Figures, control: Figures) -> float:
    """Give the chance of ranks of the canary as high as these, were all values dealt out at random.

    The test of Mann and Whitney (Annals of Mathematical Statistics 1947).
    """
    size, other = len(canary), len(control)
    if not size or not other:
        return 1.0
    of = ranks(np.concatenate([canary, control]))
    found = float(of[:size].sum())
    if size + other <= _EXACT:
        doubled = np.rint(2 * of).astype(int)
        # How many ways there are to choose so many values (rows) with such a sum of doubled ranks (columns).
        ways = np.zeros((size + 1, int(doubled.sum()) + 1))
        ways[0, 0] = 1.0
        for rank in doubled:
            ways[1:, rank:] += ways[:-1, : ways.shape[1] - rank].copy()
        return float(ways[size, round(2 * found) :].sum() / ways[size].sum())
    spread = math.sqrt(size * other * float(of.var()) / (size + other - 1))
    return above((found - size * float(of.mean()) - 0.5) / spread) if spread else 1.0
