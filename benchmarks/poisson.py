"""An order that ours has to beat: a Poisson regression, fitted on the window before the one that is judged."""

import numpy as np

from mainstay.analysis.risk.activity import Activity
from mainstay.analysis.risk.cuts import Counts, Cut, Figures

RIDGE = 1e-3
"""Just enough of a penalty that columns which tell the same can be solved for."""
_ROUNDS = 100
_NEAR = 1e-10
# No file gets more fixes than e^20; a step too far would overflow before the next one takes it back.
_LARGEST = 20.0


def features(cut: Cut, activity: Activity) -> Figures:
    """Give what is known of each file (a row): logarithms of lines, commits (halved each year) and fixes (each 182 days)."""
    columns = (np.asarray(cut.lines, dtype=np.float64), activity.commits, activity.fixes)
    return np.column_stack([np.log1p(column) for column in columns])


def foretell(before: Figures, touches: Counts, now: Figures) -> Figures:
    """Learn from the features and fixes of the previous window how many fixes to expect of each row of `now`."""
    if not touches.sum():
        return np.zeros(len(now))
    middle, spread = before.mean(axis=0), before.std(axis=0)
    spread[spread == 0] = 1.0
    fitted = fit(_with_ones((before - middle) / spread), touches)
    return _means(_with_ones((now - middle) / spread), fitted)


def fit(rows: Figures, touches: Counts) -> Figures:
    """Fit touches ~ Poisson(exp(rows @ coefficients)); the first column, the intercept, is not penalised.

    Iteratively reweighted least squares (McCullagh and Nelder, "Generalized Linear Models", 1989, section 2.5).
    """
    penalty = RIDGE * np.eye(rows.shape[1])
    penalty[0, 0] = 0.0
    found = np.zeros(rows.shape[1])
    found[0] = np.log(max(float(touches.mean()), 1e-9))
    for _ in range(_ROUNDS):
        means = _means(rows, found)
        slope = rows.T @ (touches - means) - penalty @ found
        step = np.linalg.solve((rows.T * means) @ rows + penalty, slope)
        found = found + step
        if np.abs(step).max() < _NEAR:
            break
    return np.asarray(found, dtype=np.float64)


def _with_ones(rows: Figures) -> Figures:
    return np.column_stack([np.ones(len(rows)), rows])


def _means(rows: Figures, coefficients: Figures) -> Figures:
    return np.asarray(np.exp(np.minimum(rows @ coefficients, _LARGEST)), dtype=np.float64)
