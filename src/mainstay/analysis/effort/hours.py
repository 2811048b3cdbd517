"""Hours of work for changing a number of lines: learnt from the repository's own fixes, on the ground of a population's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.effort import population
from mainstay.analysis.effort.pieces import Pieces
from mainstay.analysis.effort.quantiles import EQUAL, Z90, quantiles
from mainstay.analysis.effort.sessions import Floats, Mask
from mainstay.domain.cost_model import SizeClass
from mainstay.domain.price import Range

_PRIOR_FIXES = 20.0
"""The population weighs as much as so many own fixes, in each class and in the shift between repositories. Of 10, 20, 40 and
more, 10 and 20 told held-out fixes best (pinball loss at 50 and 90 %), each repository judged by a table made without it."""
_LEAST_HOURS = 1 / 60
_STRETCH = (0.3, 3.0)
_HALF_LIFE = 50.0
"""So many newer fixes halve the weight of an older one: of 30 to 400 and none, 30 and 60 told best."""


@dataclass(frozen=True, slots=True)
class Population:
    """Hours and sizes of other repositories' fixes: by size class (row), and of all (see `population`)."""

    hours: Floats
    sizes: Floats


def built_in() -> Population:
    """Give the population that the program was built with."""
    return Population(np.array(population.HOURS), np.array(population.LINES))


def size_classes(size: Floats) -> NDArray[np.int64]:
    """Give the class of each size (lines)."""
    classes: NDArray[np.int64] = np.searchsorted(population.EDGES, np.maximum(size, 0.0), side="right") - 1
    return classes


def learn_hours(pieces: Pieces, known: Mask, before: Population) -> tuple[SizeClass, ...]:
    """Learn the hours for each size class from the fixes among the `known` pieces.

    A class's hours are the quantiles of its own fixes, the newest counting most, together with the population's, which count
    as 20. These are moved to this repository's level first, and spread as its fixes are: by their median difference from
    the population's medians, over all classes, and by how far the slowest lie beyond theirs, shrunk by as many.
    Without a fix they are the population's. p50 and p90 never fall as size grows.
    Pieces stand in the order of time.
    """
    fixes = np.flatnonzero(known & pieces.fix)
    logs = np.log(np.maximum(pieces.hours[fixes], _LEAST_HOURS))
    classes = size_classes(pieces.size[fixes])
    ground = np.log(np.maximum(before.hours, _LEAST_HOURS))
    recent = np.exp2((np.arange(len(fixes)) - len(fixes) + 1) / _HALF_LIFE)
    shift, stretch = _level(logs, classes, recent, ground)
    middle = np.median(ground, axis=1)
    told = []
    reached = Range(0.0, 0.0)
    ends = (*population.EDGES[1:], None)
    for number, (least, most) in enumerate(zip(population.EDGES, ends, strict=True)):
        own = logs[classes == number]
        others = middle[number] + shift + stretch * (ground[number] - middle[number])
        weights = np.concatenate(
            [recent[classes == number], np.full(len(others), _PRIOR_FIXES / len(others))]
        )
        p50, p90 = np.exp(quantiles(np.concatenate([own, others]), weights, (0.5, 0.9)))
        reached = Range(max(float(p50), reached.p50), max(float(p90), reached.p90))
        share = 1.0 - _PRIOR_FIXES / float(weights.sum())
        told.append(SizeClass(least, most, population.TYPICAL[number], len(own), reached, share))
    return tuple(told)


def _level(logs: Floats, classes: NDArray[np.int64], recent: Floats, ground: Floats) -> tuple[float, float]:
    """Give how far this repository's fixes lie from the population's, and how far they spread against its, both shrunk."""
    if not len(logs):
        return 0.0, 1.0
    middle, upper = np.median(ground, axis=1), ground[:, -1]
    trust = float(recent.sum() / (recent.sum() + _PRIOR_FIXES))
    away = logs - middle[classes]
    centre = quantiles(away, recent, (0.5,))[0]
    outer = quantiles((away - centre) / (upper - middle)[classes], recent, (0.95,))[0]
    stretch = float(np.clip(outer, *_STRETCH)) ** trust
    return float(centre) * trust, stretch


def hours_for(classes: Sequence[SizeClass], sizes: Floats) -> tuple[Floats, Floats]:
    """Give p50 and p90 of the hours for changes of these sizes (lines), drawn straight between classes in logarithms.

    Beyond the largest class hours grow with the root of the lines: what was seen of such changes grows slower still,
    for large ones are mostly moved or made by a program.
    """
    logs = np.log(np.clip(sizes, classes[0].typical, None))
    knots = np.log([one.typical for one in classes])
    beyond = np.maximum(logs - knots[-1], 0.0) / 2
    p50 = np.interp(logs, knots, np.log([one.hours.p50 for one in classes])) + beyond
    p90 = np.interp(logs, knots, np.log([one.hours.p90 for one in classes])) + beyond
    return np.exp(p50), np.exp(p90)


def hours_ranges(classes: Sequence[SizeClass], lines: Sequence[Range]) -> list[Range]:
    """Give the hours for changes whose lines are themselves ranges: both spreads, taken as independent."""
    p50, p90 = hours_for(classes, np.array([one.p50 for one in lines], dtype=np.float64))
    of_more, _ = hours_for(classes, np.array([one.p90 for one in lines], dtype=np.float64))
    spread = np.hypot(np.log(p90 / p50), np.log(np.maximum(of_more, p50) / p50))
    return [Range(*both) for both in zip(p50.tolist(), (p50 * np.exp(spread)).tolist(), strict=True)]


def mean_hours(classes: Sequence[SizeClass], sizes: Floats) -> Floats:
    """Give the mean hours for changes of these sizes (lines): what many of them take, each."""
    p50, p90 = hours_for(classes, sizes)
    cases: Floats = p50[:, None] * np.exp(np.log(p90 / p50)[:, None] / Z90 * EQUAL)
    means: Floats = cases.mean(axis=1)
    return means
