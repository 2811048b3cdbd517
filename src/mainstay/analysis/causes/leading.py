"""Which candidates lead a series or go together with it, held against how well they fit it at all other shifts in time."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import Flags, Indices, Matrix, Vector

_BEYOND: Final = 0.999_999
_SURELY: Final = 4.5
"""Sigmas from which on a candidate that fits better after the series follows it."""


@dataclass(frozen=True, slots=True)
class Led:
    """For each candidate: the slots by which it leads best, the correlation there, and what speaks for and against it.

    `chance` is that of one as strong at any lag of the window, by chance alone. `together` is the correlation without a lag.
    `follows` says that it fits better after the series, `steady` that it fits alike in both halves of the time.
    """

    lag: Indices
    strength: Vector
    chance: Vector
    together: Vector
    follows: Flags
    steady: Flags


def led_by(target: Vector, candidates: Matrix, most_lag: int) -> Led:
    """Hold the innovations of candidates (rows) against those of the target, of the same slots, up to so many slots before.

    Correlations at all circular shifts beyond the window are what chance does with series like these: their spread gives
    the sigma, and a candidate that fits as well anywhere else has its chance from there. The chance allows for all lags.
    """
    count, length = candidates.shape
    correlations = _at_all_shifts(target, candidates)
    ahead = correlations[:, : most_lag + 1]
    after = correlations[:, length - most_lag :]
    far = np.arctanh(np.clip(correlations[:, most_lag + 1 : length - most_lag], -_BEYOND, _BEYOND))
    lag = np.abs(ahead).argmax(axis=1)
    rows = np.arange(count)
    strength = ahead[rows, lag]
    sigma = np.maximum(far.std(axis=1), 1 / math.sqrt(length))
    score = np.abs(np.arctanh(np.clip(strength, -_BEYOND, _BEYOND))) / sigma
    tail = np.array([math.erfc(one / math.sqrt(2)) for one in score.tolist()])
    chance = -np.expm1((most_lag + 1) * np.log1p(-np.minimum(tail, _BEYOND)))
    elsewhere = np.abs(far).max(axis=1) >= score * sigma
    share = (np.abs(far) >= (score * sigma)[:, None]).mean(axis=1)
    from_there = -np.expm1((most_lag + 1) * np.log1p(-np.minimum(share, _BEYOND)))
    chance = np.where(elsewhere, np.maximum(chance, from_there), chance)
    later = np.abs(after).max(axis=1)
    follows = (later > np.abs(strength)) & (np.arctanh(np.minimum(later, _BEYOND)) > _SURELY * sigma)
    return Led(lag, strength, chance, ahead[:, 0], follows, _steady(target, candidates, lag, strength))


def in_all(chances: Vector) -> Vector:
    """Give chances that allow for all that were looked at (Holm 1979)."""
    count = len(chances)
    order = np.argsort(chances, kind="stable")
    stepped = np.maximum.accumulate(chances[order] * (count - np.arange(count)))
    found = np.empty(count)
    found[order] = np.minimum(stepped, 1.0)
    return found


def shifted(rows: Matrix, lags: Indices) -> Matrix:
    """Give each row as much later as its lag says; what comes before its begin is 0."""
    length = rows.shape[1]
    places = np.arange(length)[None, :] - lags[:, None]
    taken = np.take_along_axis(rows, np.maximum(places, 0), axis=1)
    return np.asarray(np.where(places >= 0, taken, 0.0))


def _at_all_shifts(target: Vector, candidates: Matrix) -> Matrix:
    """Give the circular correlation of the target with each candidate moved later by 0, 1, ... slots."""
    length = len(target)
    spectrum = np.fft.rfft(target)[None, :] * np.conj(np.fft.rfft(candidates, axis=1))
    sums = np.fft.irfft(spectrum, n=length, axis=1)
    sizes = np.sqrt((target**2).sum() * (candidates**2).sum(axis=1))
    return np.asarray(sums / np.where(sizes > 0, sizes, np.inf)[:, None])


def _steady(target: Vector, candidates: Matrix, lag: Indices, strength: Vector) -> Flags:
    moved = shifted(candidates, lag)
    middle = len(target) // 2
    found = np.ones(len(candidates), dtype=np.bool_)
    for part in (slice(0, middle), slice(middle, None)):
        ours, theirs = target[part], moved[:, part]
        sizes = np.sqrt((ours**2).sum() * (theirs**2).sum(axis=1))
        fits = (theirs * ours).sum(axis=1) / np.where(sizes > 0, sizes, np.inf)
        found &= fits * np.sign(strength) > np.abs(strength) / 3
    return found
