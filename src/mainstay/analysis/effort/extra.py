"""Do files with debt get more fixes than comparable ones? A rate ratio for each kind of debt, all kinds judged together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mainstay.analysis.effort.ratios import ratios
from mainstay.analysis.effort.sessions import Floats
from mainstay.analysis.linear import gram, inverse, times, transposed_times
from mainstay.domain.cost_model import Ratio

_PRIOR_SPREAD = 0.25
"""Standard deviation of the logarithm of a ratio around 1, before anything is seen.

Over 11 repositories and six kinds of debt the ratios' own spread was 0 to 0.5, around means of 1.0 to 1.6. Learnt from two
years and held against the third, ratios with 0.15 to 0.7 told fixes better than none in 9 of the 11, a little. That is so for
amounts of debt; knowing only whether there is any told nothing.
"""
_STEPS = 25
_LEAST_GAIN = 1e-8
_LARGEST_STEP = 2.0
_LARGEST = 1e9


@dataclass(frozen=True, slots=True)
class Watched:
    """Files at a past moment and the fixes they got in the time after it; several moments may stand below each other.

    `lines` (not blank), `activity` (commits in the year before) and `fixes` have a row for each file. `debt` (row, kind) is how
    far the file's worst unit lies beyond the kind's limit: 0 within it, 1 where all of the unit is lost.
    """

    lines: Floats
    activity: Floats
    fixes: Floats
    debt: Floats


def extra_fixes(watched: Watched, kinds: Sequence[str]) -> tuple[Ratio, ...]:
    """Give for each kind how many times the fixes of comparable files the files with this debt got.

    One Poisson regression of fixes on size and activity (their logarithms and squares of these: what makes files
    comparable) and on all kinds together, so that no fix is charged to two of them. The kinds' coefficients are shrunk to 0
    (a ratio of 1) by a normal prior; the likelihood is tempered by Pearson's dispersion, for fixes come in bunches
    (McCullagh and Nelder 1989, 9.2). The interval is the posterior's, by Laplace. No ratio is forced above 1.
    """
    if not len(kinds):
        return ()
    control = np.column_stack([_logs(watched.lines), _logs(watched.activity)])
    if len(control):
        spread = control.std(axis=0)
        control = (control - control.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0)
    debt = np.clip(np.nan_to_num(watched.debt), 0.0, 1.0).reshape(len(control), len(kinds))
    design = np.column_stack([np.ones(len(control)), control, control**2, debt])
    fixes = np.clip(np.nan_to_num(watched.fixes), 0.0, _LARGEST)
    precision = np.diag([1e-2, *[0.1] * 4, *[_PRIOR_SPREAD**-2] * len(kinds)])
    start = np.zeros(design.shape[1])
    start[0] = np.log((fixes.sum() + 0.5) / (len(fixes) + 1))
    centre = start.copy()
    found = _fit(design, fixes, precision, start, centre, 1.0)
    rates = _rates(design, found)
    freedom = max(len(fixes) - design.shape[1], 1)
    dispersion = max(1.0, float((np.square(fixes - rates) / rates).sum()) / freedom) if len(fixes) else 1.0
    found = _fit(design, fixes, precision, found, centre, dispersion)
    rates = _rates(design, found)
    covariance = inverse(gram(design, rates / dispersion) + precision)
    first = design.shape[1] - len(kinds)
    return ratios(kinds, found[first:], np.diag(covariance)[first:], _PRIOR_SPREAD, debt, fixes, told=rates)


def _logs(values: Floats) -> Floats:
    known = np.nan_to_num(values, posinf=_LARGEST, neginf=0.0)
    logs: Floats = np.log1p(np.clip(known, 0.0, _LARGEST))
    return logs


def _rates(design: Floats, coefficients: Floats) -> Floats:
    rates: Floats = np.exp(np.clip(times(design, coefficients), -20.0, 20.0))
    return rates


def _fit(
    design: Floats, fixes: Floats, precision: Floats, start: Floats, centre: Floats, dispersion: float
) -> Floats:
    """Find the posterior's peak by Newton steps, each halved until it gains; `centre` is where the prior stands."""
    at, best = start, -np.inf
    for _ in range(_STEPS):
        rates = _rates(design, at)
        slope = transposed_times(design, fixes - rates) / dispersion - times(precision, at - centre)
        curve = gram(design, rates / dispersion) + precision
        step = times(inverse(curve), slope)
        step *= min(1.0, _LARGEST_STEP / max(float(np.abs(step).max()), 1e-12))
        best = _gain(design, fixes, precision, at, centre, dispersion)
        for _ in range(12):
            reached = _gain(design, fixes, precision, at + step, centre, dispersion)
            if reached >= best:
                break
            step = step / 2
        else:
            break
        at = at + step
        if reached - best < _LEAST_GAIN * (1 + abs(best)):
            break
    return at


def _gain(
    design: Floats, fixes: Floats, precision: Floats, at: Floats, centre: Floats, dispersion: float
) -> float:
    logs = np.clip(times(design, at), -20.0, 20.0)
    away = at - centre
    return float(
        (fixes * logs - np.exp(logs)).sum() / dispersion - 0.5 * (away * times(precision, away)).sum()
    )
