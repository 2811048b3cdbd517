"""Values over time: ranks of the canary against the control at the same moments, or against the time before the change."""

import math
from dataclasses import replace

import numpy as np

from mainstay.analysis.canary.chances import cautious, score
from mainstay.analysis.canary.evidence import Effect, Evidence
from mainstay.analysis.canary.memory import memory
from mainstay.analysis.canary.rank_chances import rank_sum_chance, ranks, signed_rank_chance
from mainstay.analysis.canary.sample import Sample
from mainstay.analysis.canary.shifts import paired_shift, shift

_FURTHEST = 100.0
"""Changes by more than a hundred times the control are not looked for."""
_HALVINGS = 20


def evidence_of_series(sample: Sample, tolerance: float, side: int) -> Evidence:
    """Say how surely the canary is worse than the control by more than the tolerance; `side` is 1 where higher is, else -1.

    Paired arms are held against each other moment by moment, so that what moves both alike cancels.
    """
    canary, control = sample.canary.values, sample.control.values
    if sample.paired:
        chance = signed_rank_chance(side * (canary - control) - tolerance * np.abs(control))
        information = float(len(canary))
    else:
        chance = rank_sum_chance(side * canary, side * control + tolerance * np.abs(control))
        information = len(canary) * len(control) / (len(canary) + len(control))
    remembered = _memory(sample)
    found = cautious(score(chance) / math.sqrt(remembered), max(len(canary) / remembered - 1, 1.0))
    return Evidence(information, found, True, lambda limit: limit)


def series_fail_from(sample: Sample, tolerance: float, side: int, limit: float) -> float:
    """Give the relative change from which on a series scores `limit`, were the canary as a whole higher or lower than it is.

    Infinite where none is, as with too few points, or points that tell too little; 0 for a control whose median is nothing.
    """
    middle = abs(float(np.median(sample.control.values)))
    if not middle:
        return 0.0
    far = side * _FURTHEST
    if _moved(sample, far * middle, tolerance, side) < limit:
        return math.inf
    short = -far
    for _ in range(_HALVINGS):
        between = (short + far) / 2
        fails = _moved(sample, between * middle, tolerance, side) >= limit
        short, far = (short, between) if fails else (between, far)
    return effect_of_series(sample).change + far


def _moved(sample: Sample, by: float, tolerance: float, side: int) -> float:
    canary = replace(sample.canary, values=sample.canary.values + by)
    return evidence_of_series(replace(sample, canary=canary), tolerance, side).score


def effect_of_series(sample: Sample) -> Effect:
    """Give the medians of both arms, and by how much they differ as a share of the control's."""
    canary, control = sample.canary.values, sample.control.values
    remembered, middle = _memory(sample), float(np.median(control))
    apart = (
        paired_shift(canary - control, remembered) if sample.paired else shift(canary, control, remembered)
    )
    return Effect(float(np.median(canary)), middle, *(_relative(one, middle) for one in apart))


def _relative(apart: float, middle: float) -> float:
    if middle:
        return apart / abs(middle)
    return math.copysign(math.inf, apart) if apart else 0.0


def _memory(sample: Sample) -> float:
    # Of ranks, for one spike must not hide how much the rest remembers.
    if sample.paired:
        return memory(ranks(sample.canary.values - sample.control.values))
    return memory(*(ranks(arm.values) / len(arm.values) for arm in (sample.canary, sample.control)))
