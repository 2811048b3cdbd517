"""What each course would have foretold from earlier days on, and how far that was off."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.courses import LONGEST, Courses, courses
from mainstay.analysis.forecasting.events import NONE, Events
from mainstay.analysis.forecasting.levels import Matrix, Vector, without_outliers
from mainstay.analysis.forecasting.steps import Aligned, aligned
from mainstay.analysis.forecasting.weekdays import Weekdays, weekdays

LEAST_HISTORY: Final = 28
"""Days that must lie before a day from which on it is tried."""
_EVERY: Final = 7
_MOST: Final = 5
_REACH: Final = 28
_LATER_COUNTS: Final = (0.7, 1.3)
_STEADY_POWER, _TRENDING_POWER = 3.0, 10.0
_LEAST: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Prepared:
    """Levels without weekdays and steps, what the weekdays do, and the courses from the last day on."""

    aligned: Aligned
    weekdays: Weekdays
    courses: Courses


@dataclass(frozen=True, slots=True)
class Trials:
    """How the courses fared: the `weights` of both kinds now (courses by series), and what was left.

    `left` is what the weighted courses of the other trials were off by, in the series' scales (trials by series by days ahead),
    and `trusted` whether the slope was beyond doubt at each trial (trials by series). There may be no trials.
    """

    steady: Matrix
    trending: Matrix
    left: NDArray[np.float64]
    trusted: NDArray[np.bool_]


def prepare(levels: Matrix, horizon: int, events: Events = NONE) -> Prepared:
    """Make ready what has no gaps any more, to be forecast for so many days; `events` are of these days."""
    # Weekends come first: beside five days of work two days of rest look like outliers.
    found = weekdays(levels)
    even = aligned(without_outliers(found.taken_out(levels)), events)
    return Prepared(even, found, courses(even.levels, horizon))


def origins(days: int, horizon: int) -> tuple[int, ...]:
    """Give the numbers of days after which it is tried, the earliest first; () where there is too little history."""
    last = days - reach(days, horizon)
    return tuple(range(max(LEAST_HISTORY, last - (_MOST - 1) * _EVERY), last + 1, _EVERY))


def reach(days: int, horizon: int) -> int:
    """Give for how many days ahead it is tried: a third of what there is, but 28 days where they are there."""
    return min(horizon, max(_REACH, days // 3))


def try_out(levels: Matrix, horizon: int, events: Events = NONE) -> Trials:
    """Foretell from earlier days on and hold it against what came."""
    series, days = levels.shape
    far = reach(days, horizon)
    off: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
    trust, fits = [], []
    for origin in origins(days, horizon):
        first = max(0, origin - LONGEST)
        ready = prepare(levels[:, first:origin], far, events.within(first, origin))
        came = ready.weekdays.taken_out_ahead(levels[:, origin : origin + far])
        scale = ready.courses.scale[:, None]
        off.append(((came - ready.courses.steady) / scale, (came - ready.courses.trending) / scale))
        trust.append(ready.courses.trust)
        fits.append(ready.courses.fits)
    if not off:
        return Trials(*_even(series), np.empty((0, series, far)), np.empty((0, series), dtype=np.bool_))
    steady, trending = (np.stack([one[kind] for one in off]) for kind in (0, 1))
    errors = tuple(_relative(one) for one in (steady, trending))
    left = np.stack(
        [_weighed(at, (steady[at], trending[at]), errors, (trust[at], fits[at])) for at in range(len(off))]
    )
    later = np.linspace(*_LATER_COUNTS, len(off))[:, None, None]
    now = _weights([np.mean(one * later, axis=0) for one in errors], _usual(errors[0]))
    return Trials(*now, left, np.stack(trust) > 1 / 2)


def _weighed(
    at: int, off: tuple[Matrix, Matrix], errors: tuple[Matrix, ...], then: tuple[Vector, Matrix]
) -> Matrix:
    """Give what one trial was off by, with the weights that the others give: nobody knew that one then."""
    others = [np.delete(one, at, axis=0) if len(one) > 1 else one for one in errors]
    steady, trending = _weights([np.mean(one, axis=0) for one in others], _usual(errors[0]))
    doubted = np.einsum("cs,csd->sd", steady, off[0])
    trust, fits = then
    followed = np.einsum("cs,csd->sd", fitting(trending, fits), off[1])
    return np.asarray(trust[:, None] * followed + (1 - trust)[:, None] * doubted)


def fitting(weights: Matrix, fits: Matrix) -> Matrix:
    """Give the weights of trending courses as far as their lines lie in what came last; their sum stays 1."""
    fit = weights * fits
    return np.asarray(fit / np.maximum(fit.sum(axis=0), np.finfo(np.float64).tiny))


def _relative(off: NDArray[np.float64]) -> Matrix:
    """Give how far each course was off on the mean (trials by courses by series), as a part of what all were."""
    mean = np.abs(off).mean(axis=3) + _LEAST
    return np.asarray(mean / mean.mean(axis=1, keepdims=True))


def _usual(errors: Matrix) -> NDArray[np.float64]:
    """Give how the steady courses usually fare, over all series: a series' own few trials are not all there is to know."""
    return np.asarray(np.median(errors, axis=(0, 2)))


def _weights(errors: list[Matrix], usual: NDArray[np.float64]) -> tuple[Matrix, Matrix]:
    steady = (errors[0] * usual[:, None]) ** -_STEADY_POWER
    trending = errors[1] ** -_TRENDING_POWER
    return steady / steady.sum(axis=0), trending / trending.sum(axis=0)


def _even(series: int) -> tuple[Matrix, Matrix]:
    return np.full((12, series), 1 / 12), np.full((7, series), 1 / 7)
