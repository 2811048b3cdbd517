"""Which model tells the hours to come of a series: the one that usually does, or one that fared far better in the trials."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.levels import Vector
from mainstay.analysis.short_term.models import AUTOREGRESSION, PROFILE
from mainstay.analysis.short_term.trying import Trials

USUAL: Final = AUTOREGRESSION
MARGIN: Final = 0.3
"""By so much of its error another model must have been better than the usual one: five trials of one series are few, and what
wins them by less wins by chance (`make bench WHAT=short`, the half that is chosen on). Two models together, weighted by the
inverse of their errors, were no better there than one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the chosen `model` tells, and what it and the `profile` of the week were off by in the trials (MASE).

    `left` is by what each trial was off (trials by hours). Without trials both errors are None.
    """

    model: str
    ahead: Vector
    left: NDArray[np.float64]
    error: float | None
    profile: float | None


def choose(trials: Trials) -> Choice | None:
    """Choose among the models; None where none told anything.

    What is chosen was never worse in the trials than the profile of the week, which is stage one by hours.
    """
    if not trials.told:
        return None
    usual = USUAL if USUAL in trials.told else next(iter(trials.told))
    if not len(trials.came):
        return Choice(usual, trials.told[usual].ahead, trials.came, None, None)
    errors = {name: _error(trials, name) for name in trials.told}
    best = min(errors, key=errors.__getitem__)
    found = best if errors[best] < (1 - MARGIN) * errors[usual] else usual
    if errors.get(PROFILE, np.inf) < errors[found]:
        found = PROFILE
    told = trials.told[found]
    return Choice(found, told.ahead, trials.came - told.tried, errors[found], errors.get(PROFILE))


def _error(trials: Trials, name: str) -> float:
    off = np.abs(trials.came - trials.told[name].tried)
    return float(np.mean(off.mean(axis=1) / trials.scales))
