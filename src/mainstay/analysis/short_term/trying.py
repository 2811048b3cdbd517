"""How models would have fared: each foretells from a few earlier hours on, and is held against what came (rolling origins)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.levels import Vector
from mainstay.analysis.short_term.models import DAY, WEEK, Model
from mainstay.domain.short_term import LeftOut
from mainstay.ports.seasonal_models import NotFitted

TRIALS: Final = 5
EVERY: Final = 2 * DAY
LEAST_BEFORE: Final = 2 * WEEK
_BEYOND: Final = 10.0
"""What lies further outside of all that was, in ranges of the series, is no forecast."""
_TINY: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Told:
    """What one model told: of the hours to come, and of those after each trial's origin (trials by hours)."""

    ahead: Vector
    tried: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trials:
    """What models told by their names, what `came` (trials by hours), and by what errors are divided in each trial.

    That is the mean change from a day before, in what lay before the trial: an error over it is a MASE.
    """

    told: Mapping[str, Told]
    came: NDArray[np.float64]
    scales: Vector
    left_out: tuple[LeftOut, ...] = ()


def origins(length: int, hours: int) -> tuple[int, ...]:
    """Give after how many of `length` hours it is tried, the latest first, two days apart; () where there is too little."""
    found = (length - hours - EVERY * trial for trial in range(TRIALS))
    return tuple(origin for origin in found if origin >= LEAST_BEFORE)


def try_out(past: Vector, hours: int, models: Mapping[str, Model]) -> Trials:
    """Let models foretell `hours` from the end of an hourly series without gaps, and from earlier hours on.

    A model that fails once is left out; one fails by giving None or what is no forecast, or by raising NotFitted.
    """
    starts = origins(len(past), hours)
    came = np.array([past[start : start + hours] for start in starts]).reshape(len(starts), hours)
    told: dict[str, Told] = {}
    left_out: list[LeftOut] = []
    for name, model in models.items():
        try:
            found = [_usable(model(past[:end], hours), past[:end]) for end in (len(past), *starts)]
        except NotFitted as failure:
            left_out.append(LeftOut(name, str(failure)))
            continue
        told[name] = Told(found[0], np.array(found[1:]).reshape(came.shape))
    return Trials(told, came, _scales(past, starts), tuple(left_out))


def _usable(found: Vector | None, past: Vector) -> Vector:
    if found is None:
        raise NotFitted("there are too few hours for it")
    reach = _BEYOND * np.ptp(past) + _TINY * np.abs(past).max()
    # Not the other way round: a NaN is within nothing.
    if not ((found >= past.min() - reach) & (found <= past.max() + reach)).all():
        raise NotFitted("what it foretells is far beyond all that was")
    return found


def _scales(past: Vector, starts: Sequence[int]) -> Vector:
    least = _TINY * np.abs(past).max() + np.finfo(np.float64).tiny
    changes = np.abs(past[DAY:] - past[:-DAY])
    return np.array([max(float(changes[: start - DAY].mean()), least) for start in starts])
