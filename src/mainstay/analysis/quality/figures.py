"""Figures of a model's quality from sums of rows, for the rows as they are and for each draw of blocks at once.

Sources: Brodersen and others 2010 (balanced accuracy), Brier 1950, Naeini and others 2015 (expected calibration error),
Järvelin and Kekäläinen 2002 (cumulated gain), Voorhees 1999 (reciprocal rank).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from mainstay.analysis.quality.sums import Values
from mainstay.domain.quality import Figure

Named = Mapping[tuple[Figure, str], Values]
RANKING = (Figure.NDCG, Figure.MAP, Figure.MRR)
"""The figures of a ranking, in the order in which their sums are kept."""


def of_classes(table: Values, classes: Sequence[str]) -> Named:
    """Give figures of tables of counts, shape (draws, classes, classes) to (draws,)."""
    right = np.diagonal(table, axis1=1, axis2=2)
    true, said = table.sum(axis=2), table.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {(Figure.ACCURACY, ""): right.sum(axis=1) / true.sum(axis=1)}
        recall = right / true
        known = true > 0
        found[Figure.BALANCED, ""] = np.where(known, np.nan_to_num(recall), 0).sum(axis=1) / known.sum(axis=1)
        scores = 2 * right / (true + said)
    return found | {(Figure.F1, name): scores[:, place] for place, name in enumerate(classes)}


def of_numbers(sums: Values) -> Named:
    """Give figures of sums, shape (draws, 6) to (draws,), in the unit of the label."""
    rows, label, squares, error, size, error_squares = sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = squares - label**2 / rows
        # What all labels share to the last digits has no spread to be explained.
        known = spread > 1e-12 * squares
        return {
            (Figure.MAE, ""): size / rows,
            (Figure.RMSE, ""): np.sqrt(error_squares / rows),
            (Figure.BIAS, ""): error / rows,
            (Figure.R2, ""): np.where(known, 1 - error_squares / spread, np.nan),
        }


def of_chances(sums: Values, bins: Values) -> Named:
    """Give figures of chances: sums as of numbers, and of groups, shape (draws, groups, 3)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(bins[:, :, 1] - bins[:, :, 2]).sum(axis=1)
        return {
            (Figure.BRIER, ""): sums[:, 5] / sums[:, 0],
            (Figure.CALIBRATION, ""): apart / sums[:, 0],
            (Figure.BIAS, ""): sums[:, 3] / sums[:, 0],
        }


def of_ranking(sums: Values) -> Named:
    """Give figures of rankings, on the mean of groups: sums of shape (draws, 4), groups before their figures."""
    with np.errstate(divide="ignore", invalid="ignore"):
        means = sums[:, 1:] / sums[:, :1]
    return {(figure, ""): means[:, place] for place, figure in enumerate(RANKING)}
