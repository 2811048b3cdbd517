"""Do changes of the same size take longer where there is debt? A ratio of hours for each kind, all kinds judged together."""

from collections.abc import Sequence

import numpy as np

from mainstay.analysis.effort.hours import hours_for
from mainstay.analysis.effort.ratios import ratios
from mainstay.analysis.effort.sessions import Changes, Floats, Ints, Mask
from mainstay.analysis.linear import gram, inverse, times, transposed_times
from mainstay.domain.cost_model import Ratio, SizeClass

_PRIOR_SPREAD = 0.1
"""As in `extra`: over 7 repositories the ratios of six kinds had means of 0.89 to 1.14 with errors of 0.08."""
_LEAST_HOURS = 1 / 60
_FEWEST = 10


def slower_changes(
    changes: Changes, known: Mask, debt: Floats, classes: Sequence[SizeClass], kinds: Sequence[str]
) -> tuple[Ratio, ...]:
    """Give for each kind how many times the hours of changes of like size a change in files with this debt took.

    `debt` (row of `changes`, kind) is the share (0 to 1) of a change's lines that lie in files with it. Compared are changes
    of one person with each other, so that nobody's pace is taken for the code's: the logarithms of hours over
    those told for the size, each person's mean taken off, regressed on the shares with the size as control.
    The coefficients are shrunk to 0 (a ratio of 1). Work of more than a sitting is not seen, which draws ratios towards 1.
    """
    if not len(kinds):
        return ()
    debt = np.clip(np.nan_to_num(debt), 0.0, 1.0).reshape(len(changes.at), len(kinds))
    rows = np.flatnonzero(known & np.isfinite(changes.seconds) & (changes.size > 0))
    share = debt[rows]
    hours = np.maximum(changes.seconds[rows] / 3_600, _LEAST_HOURS)
    size = np.log(np.maximum(changes.size[rows], 1.0))
    answer = np.log(hours / hours_for(classes, changes.size[rows])[0]) if len(rows) else np.zeros(0)
    person = changes.person[rows]
    people = len(np.unique(person))
    answer = _within(answer, person)
    controls = np.column_stack([size, size**2])
    design = np.column_stack([_within(column, person) for column in (*controls.T, *share.T)])
    precision = np.diag([1e-4, 1e-4, *[_PRIOR_SPREAD**-2] * len(kinds)])
    freedom = len(rows) - people - design.shape[1]
    variance = 1.0
    if freedom >= _FEWEST:
        plain = times(
            inverse(gram(design) + 1e-6 * np.eye(design.shape[1])), transposed_times(design, answer)
        )
        variance = max(float(np.square(answer - times(design, plain)).sum()) / freedom, 1e-3)
    curve = gram(design) / variance + precision
    covariance = inverse(curve)
    found = times(covariance, transposed_times(design, answer) / variance)
    first = design.shape[1] - len(kinds)
    return ratios(kinds, found[first:], np.diag(covariance)[first:], _PRIOR_SPREAD, share, hours)


def _within(values: Floats, person: Ints) -> Floats:
    """Take each person's mean off."""
    if not len(values):
        return values
    _, number = np.unique(person, return_inverse=True)
    mean = np.bincount(number, weights=values) / np.bincount(number)
    return values - mean[number]
