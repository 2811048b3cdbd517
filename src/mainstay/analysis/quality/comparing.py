"""Whether a model became worse: each figure before and now, with intervals, and a verdict beyond chance."""

from statistics import NormalDist

import numpy as np

from mainstay.analysis.quality.figures import Named, of_chances, of_classes, of_numbers, of_ranking
from mainstay.analysis.quality.ranks import RankSums
from mainstay.analysis.quality.sums import BLOCKS, OTHERS, ClassSums, NumberSums, Values
from mainstay.analysis.shares import at_least
from mainstay.domain.quality import Became, Compared, Estimate, Figure, Quality, Task

_DRAWS = 1_000
_SEED = 7
_NINETEEN = (0.025, 0.975)
_ALARM = 0.01
"""The chance that any figure of a model that stayed as it was is told to be worse or better."""
_LESS_IS_BETTER = {Figure.BRIER, Figure.CALIBRATION, Figure.MAE, Figure.RMSE}
_ROUNDING = 1e-12
_LEAST_ROWS = 20
"""Rows below which an interval of draws is not to be trusted."""


def classes_compared(
    label: str, prediction: str, before: ClassSums, after: ClassSums, *, paired: bool = False
) -> Quality:
    """Compare how right classes were said; `paired` where both sides are of the same rows in the same order."""
    names = list(dict.fromkeys([*before.classes, *after.classes, OTHERS]))
    tables = [side.table(names).reshape(BLOCKS, -1) for side in (before, after)]
    shape = (-1, len(names), len(names))
    drawn = [
        of_classes(_drawn(table, side.rows, 0 if paired else place).reshape(shape), names)
        for place, (table, side) in enumerate(zip(tables, (before, after), strict=True))
    ]
    counts = (before.rows, after.rows), (before.left_out, after.left_out)
    return _quality(label, prediction, Task.CLASSES, *counts, (drawn[0], drawn[1]))


def numbers_compared(
    label: str, prediction: str, before: NumberSums, after: NumberSums, *, paired: bool = False
) -> Quality:
    """Compare how right numbers were said, or chances where all labels are 0 or 1 and all predictions between them."""
    chances = before.chances and after.chances
    drawn: list[Named] = []
    for place, side in enumerate((before, after)):
        both = np.concatenate((side.sums, side.bins.reshape(BLOCKS, -1)), axis=1)
        draws = _drawn(both, side.rows, 0 if paired else place)
        sums, bins = draws[:, :6], draws[:, 6:].reshape(-1, *side.bins.shape[1:])
        drawn.append(of_chances(sums, bins) if chances else of_numbers(sums))
    task = Task.CHANCES if chances else Task.NUMBERS
    counts = (before.rows, after.rows), (before.left_out, after.left_out)
    return _quality(label, prediction, task, *counts, (drawn[0], drawn[1]))


def rankings_compared(
    label: str, prediction: str, before: RankSums, after: RankSums, *, paired: bool = False
) -> Quality:
    """Compare how right groups were ranked; their intervals come from drawing groups."""
    sides = before.finish(), after.finish()
    groups = int(sides[0][0][:, 0].sum()), int(sides[1][0][:, 0].sum())
    drawn = [
        of_ranking(_drawn(sums, count, 0 if paired else place))
        for place, ((sums, _), count) in enumerate(zip(sides, groups, strict=True))
    ]
    without = sides[0][1], sides[1][1]
    return _quality(label, prediction, Task.RANKING, groups, without, (drawn[0], drawn[1]))


def by_chance(only_one: int, only_other: int) -> float:
    """Give the chance that rows on which two predictions differ are divided so unevenly (McNemar's exact test, both sides)."""
    both = only_one + only_other
    return min(1.0, 2 * at_least(max(only_one, only_other), both, 0.5)) if both else 1.0


def _drawn(sums: Values, rows: int, side: int) -> Values:
    """Give the sums of all blocks, and after them those of each draw of blocks."""
    filled = max(1, min(rows, BLOCKS))
    chance = np.random.default_rng([_SEED, side])
    weights = chance.multinomial(filled, np.full(filled, 1 / filled), _DRAWS).astype(np.float64)
    return np.concatenate((sums.sum(axis=0)[None], weights @ sums[:filled]))


def _quality(
    label: str,
    prediction: str,
    task: Task,
    rows: tuple[int, int],
    left: tuple[int, int],
    drawn: tuple[Named, Named],
) -> Quality:
    figures = []
    few = min(rows) < _LEAST_ROWS
    wide = NormalDist().inv_cdf(1 - _ALARM / 2 / max(len(drawn[0]), 1))
    for key, one in drawn[0].items():
        other = drawn[1][key]
        if not np.isfinite((one[0], other[0])).any():
            continue
        change = _difference(_apart(one, other), wide)
        figures.append(
            Compared(
                *key,
                _estimate(one),
                _estimate(other),
                change,
                Became.UNKNOWN if few else _became(key[0], change, one[0], other),
            )
        )
    return Quality(label, prediction, task, rows, left, tuple(figures))


def _estimate(draws: Values) -> Estimate | None:
    there = draws[1:][np.isfinite(draws[1:])]
    if not np.isfinite(draws[0]) or not len(there):
        return None
    low, high = np.quantile(there, _NINETEEN)
    return Estimate(float(draws[0]), float(low), float(high))


def _apart(one: Values, other: Values) -> Values:
    """Give differences; the rounding of sums is none."""
    apart = other - one
    return np.where(np.abs(apart) <= _ROUNDING * (np.abs(one) + np.abs(other)), 0.0, apart)


def _difference(draws: Values, wide: float) -> Estimate | None:
    """Give a difference and so many deviations of its draws around it; their tails are too thin for quantiles."""
    there = draws[1:][np.isfinite(draws[1:])]
    if not np.isfinite(draws[0]) or not len(there):
        return None
    value, reach = float(draws[0]), wide * float(there.std())
    return Estimate(value, value - reach, value + reach)


def _became(figure: Figure, change: Estimate | None, before: float, after: Values) -> Became:
    if change is None:
        return Became.UNKNOWN
    if change.low <= 0 <= change.high:
        return Became.OPEN
    if figure is Figure.BIAS:
        return Became.WORSE if abs(after[0]) > abs(before) else Became.BETTER
    return Became.WORSE if (change.value > 0) == (figure in _LESS_IS_BETTER) else Became.BETTER
