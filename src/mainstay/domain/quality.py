"""How right a model is by its labels, before and now, each figure with the interval that holds it."""

from dataclasses import dataclass
from enum import StrEnum


class Task(StrEnum):
    """What a model says."""

    CLASSES = "classes"
    CHANCES = "chances"
    """How likely the one of two classes is that is written as 1."""
    NUMBERS = "numbers"
    RANKING = "ranking"
    """How high each row of a group stands; the labels say how relevant each is."""


class Figure(StrEnum):
    """What is measured; each has its meaning in `present/quality_words.py`."""

    ACCURACY = "accuracy"
    BALANCED = "balanced-accuracy"
    F1 = "f1"
    BRIER = "brier"
    CALIBRATION = "calibration"
    MAE = "mae"
    RMSE = "rmse"
    BIAS = "bias"
    R2 = "r2"
    NDCG = "ndcg-10"
    MAP = "map"
    MRR = "mrr"


class Became(StrEnum):
    """What became of a figure, as far as it is beyond chance."""

    WORSE = "worse"
    BETTER = "better"
    OPEN = "open"
    """The interval of the difference holds 0."""
    UNKNOWN = "unknown"
    """It cannot be computed on both sides."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the interval that holds it 19 times of 20."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure before and now; `of` names the class that it is about, "" for all.

    The intervals of `change` of all figures together hold 99 times of 100. None is what cannot be computed.
    """

    figure: Figure
    of: str
    before: Estimate | None
    after: Estimate | None
    change: Estimate | None
    became: Became


@dataclass(frozen=True, slots=True)
class Quality:
    """A prediction beside its label: rows that have both before and now, rows left out, and the figures.

    Of a ranking `rows` are the groups with a relevant row, and `left_out` the groups without one.
    """

    label: str
    prediction: str
    task: Task
    rows: tuple[int, int]
    left_out: tuple[int, int]
    figures: tuple[Compared, ...]

    @property
    def worse(self) -> tuple[Compared, ...]:
        """Give the figures that became worse beyond chance."""
        return tuple(one for one in self.figures if one.became is Became.WORSE)


@dataclass(frozen=True, slots=True)
class Challenge:
    """Another prediction beside the one that is in use, on the same rows: `quality` has the one in use before, the other after.

    `only_champion` rows were said right by the one in use alone, `only_challenger` by the other alone; with the chance
    `by_chance` mere chance divides them so unevenly (McNemar's exact test). All three are None where no row is right or wrong.
    """

    challenger: str
    quality: Quality
    only_champion: int | None = None
    only_challenger: int | None = None
    by_chance: float | None = None
