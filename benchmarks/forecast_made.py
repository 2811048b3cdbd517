"""Made-up hourly series whose truth is known, a set for each kind of course, spoilt as measured ones are.

Days and weekends have their factors; the noise has heavy tails and remembers; there are spikes, gaps and outages. Beside each
series stands its truth without noise, and what came: the truth with its noise, and without what spoils the measurement.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.forecast_judging import Cases, cases, first_hours
from benchmarks.forecast_series import LEARN, WHOLE, trailing_means

Rows = NDArray[np.float64]
KINDS: Final = {
    "linear": "the same each day",
    "growing": "by the same share each day",
    "bent": "from a day on, 8 to 44 days before the last one",
    "filling": "up to a plateau, from a day on",
    "stepping": "a step, with growth or without",
    "weekdays": "the same each day beneath strong weekdays",
    "flat": "no growth",
}
_HOURS_A_DAY: Final = 24


@dataclass(frozen=True, slots=True)
class Made:
    """Series (by WHOLE hours) as measured, as they came, and without noise, and the kind of each."""

    measured: Rows
    came: Rows
    truth: Rows
    kinds: NDArray[np.str_]


def made(count: int, seed: int) -> Made:
    """Make so many series of each kind; the same seed makes the same."""
    parts = [_kind(kind, count, np.random.default_rng([seed, at])) for at, kind in enumerate(KINDS)]
    measured, came, truth = (np.concatenate(one) for one in zip(*parts, strict=True))
    return Made(measured, came, truth, np.repeat(list(KINDS), count))


def limits(given: Made, seed: int) -> tuple[Cases, Cases]:
    """Choose limits: for who tells when the level passes them, and the same for who tells when what comes first does.

    The truth without noise passes a limit first at its hour. Limits that it had passed before, or that lie nearer to that than
    the noise of a day (one standard deviation), are no cases: noise passes them, or does not, on any day. Limits that are kept
    lie 5 to 25 % above all that came.
    """
    level, noisy = cases(given.truth, seed), cases(given.came, seed)
    truth, came = trailing_means(given.truth), trailing_means(given.came)
    reached = np.nanmax(truth[:, :LEARN], axis=1)
    noise = np.nanstd(came - truth, axis=1)
    with np.errstate(invalid="ignore"):
        crossed = np.where(level.crossed - reached > noise, level.crossed, np.nan)
        first = first_hours(came[:, LEARN:] > crossed[:, None])
    chosen = Cases(crossed, level.hour, noisy.kept, np.isfinite(crossed))
    later = np.where(first >= _HOURS_A_DAY, crossed, np.nan)
    return chosen, Cases(later, first, noisy.kept, np.isfinite(later))


def of_rows(given: Cases, rows: NDArray[np.bool_]) -> Cases:
    """Give the cases of some series alone."""
    return Cases(given.crossed[rows], given.hour[rows], given.kept[rows], given.new[rows])


def _kind(kind: str, count: int, chance: np.random.Generator) -> tuple[Rows, Rows, Rows]:
    days = np.arange(WHOLE) / _HOURS_A_DAY
    truth = np.empty((count, WHOLE))
    for row in range(count):
        wave = 1 + chance.uniform(0, 0.5) * np.sin(2 * np.pi * (days + chance.random()))
        rest = chance.uniform(0.3, 0.6) if kind == "weekdays" else chance.uniform(0.6, 1.0)
        weekend = np.where((days.astype(int) + chance.integers(7)) % 7 >= 5, rest, 1.0)
        truth[row] = 10 ** chance.uniform(0, 3) * _course(kind, chance, days) * wave * weekend
    came = truth * (1 + _noise(chance, count))
    return _spoilt(chance, came), came, truth


def _course(kind: str, chance: np.random.Generator, days: NDArray[np.float64]) -> NDArray[np.float64]:
    slope = chance.uniform(0.002, 0.012)
    if kind in {"linear", "weekdays"}:
        return np.asarray(1 + slope * days)
    if kind == "growing":
        return np.exp(chance.uniform(0.004, 0.015) * days)
    if kind == "bent":
        return np.asarray(1 + 1.5 * slope * np.maximum(0, days - chance.uniform(40, 76)))
    if kind == "filling":
        time = np.maximum(0, days - chance.uniform(0, 60)) / chance.uniform(10, 40)
        return np.asarray(1 + chance.uniform(0.3, 1) * (1 - np.exp(-time)))
    if kind == "stepping":
        height = chance.uniform(0.1, 0.4) * chance.choice([-1, 1])
        return np.asarray(1 + height * (days > chance.uniform(20, 75)) + slope * days * chance.integers(2))
    return np.ones_like(days)


def _noise(chance: np.random.Generator, count: int) -> Rows:
    memory = chance.uniform(0, 0.9, count)
    noise = chance.standard_t(4, (count, WHOLE)) * chance.uniform(0.01, 0.08, (count, 1))
    for hour in range(1, WHOLE):
        noise[:, hour] = memory * noise[:, hour - 1] + np.sqrt(1 - memory**2) * noise[:, hour]
    return noise


def _spoilt(chance: np.random.Generator, came: Rows) -> Rows:
    measured = np.where(chance.random(came.shape) < 0.003, came * chance.uniform(1.5, 4, came.shape), came)
    for row in measured:
        for share, least, most, value in ((0.3, 6, 60, np.nan), (0.2, 2, 24, 0.0)):
            if chance.random() < share:
                start = int(chance.integers(0, LEARN - most))
                row[start : start + int(chance.integers(least, most))] = value
    return measured
