"""What is said of how right a model is, and what each figure means."""

from mainstay.domain.quality import Became, Challenge, Compared, Estimate, Figure, Quality, Task
from mainstay.present.numbers import NONE, count, percent, plural, significant
from mainstay.present.visible import visible

_NAME = 60
_SHARES = {Figure.ACCURACY, Figure.BALANCED, Figure.F1}

NAMES = {
    Figure.ACCURACY: "accuracy",
    Figure.BALANCED: "balanced accuracy",
    Figure.F1: "F1",
    Figure.BRIER: "Brier score",
    Figure.CALIBRATION: "calibration error",
    Figure.MAE: "mean absolute error",
    Figure.RMSE: "root mean square error",
    Figure.BIAS: "bias",
    Figure.R2: "R\u00b2",
    Figure.NDCG: "NDCG of the first ten",
    Figure.MAP: "mean average precision",
    Figure.MRR: "mean reciprocal rank",
}
"""How people call each figure."""

MEANINGS = {
    Figure.ACCURACY: "the share of rows that were said right",
    Figure.BALANCED: "the share of rows that were said right, on the mean of classes, however rare they are",
    Figure.F1: "how right a class is said: 1 where it is always found and never said falsely",
    Figure.BRIER: "the mean square of how far a chance is from what came; 0 is best, 0.25 as good as a coin",
    Figure.CALIBRATION: "by how much chances differ from the shares that came, over ten groups of them",
    Figure.MAE: "how far predictions are off on average, in the unit of the label",
    Figure.RMSE: "the same with great errors counting more, in the unit of the label",
    Figure.BIAS: "by how much predictions are too high on average; 0 is best",
    Figure.R2: "the share of the label's spread that is explained; 1 is best",
    Figure.NDCG: "how much relevance stands in the first ten places of a group, later ones counting less; 1 is the best order",
    Figure.MAP: "the share of relevant rows among those down to each relevant one, on average; 1 where they all stand first",
    Figure.MRR: "one over the place of the first relevant row, on average; 1 where it always stands first",
}
"""What each figure is."""

WORDS = {
    Became.WORSE: "worse",
    Became.BETTER: "better",
    Became.OPEN: "no difference beyond chance",
    Became.UNKNOWN: "cannot be told",
}
"""What is said of a figure."""
_TASKS = {
    Task.CLASSES: "classes",
    Task.CHANCES: "chances",
    Task.NUMBERS: "numbers",
    Task.RANKING: "rankings",
}
_LEAST_SHOWN = 0.0001


def quality_headline(found: Quality) -> str:
    """Say whether the model became worse."""
    if not min(found.rows):
        return _nothing(found)
    if found.worse:
        return f"The model became worse: {_listed(found.worse)}"
    better = [one for one in found.figures if one.became is Became.BETTER]
    return (
        f"The model became better: {_listed(better)}"
        if better
        else "The model did not become worse beyond chance"
    )


def quality_rows(found: Quality) -> str:
    """Say what was compared."""
    rows = f"{count(found.rows[0])} {_unit(found)} before, {count(found.rows[1])} now"
    left = _left_out(found, sum(found.left_out))
    names = f"{visible(found.prediction, _NAME)} beside {visible(found.label, _NAME)}"
    return f"{names}, {_TASKS[found.task]}; {rows}{left}"


def challenge_headline(found: Challenge) -> str:
    """Say which of two models is better."""
    other = visible(found.challenger, _NAME)
    if not min(found.quality.rows):
        return _nothing(found.quality)
    better = [one for one in found.quality.figures if one.became is Became.BETTER]
    if better and found.quality.worse:
        return f"{other} is better: {_listed(better)}; and worse: {_listed(found.quality.worse)}"
    if better:
        return f"{other} is better: {_listed(better)}"
    if found.quality.worse:
        return f"{other} is worse: {_listed(found.quality.worse)}"
    return f"{other} is neither better nor worse beyond chance"


def challenge_rows(found: Challenge) -> str:
    """Say what was compared, and where the two differ."""
    quality = found.quality
    names = f"{visible(found.challenger, _NAME)} beside {visible(quality.prediction, _NAME)}"
    told_of = f"{names}, {_TASKS[quality.task]}; {count(quality.rows[0])} {_unit(quality)}"
    return f"{told_of}{_left_out(quality, quality.left_out[0])}{_alone(found)}"


def challenge_sentence(one: Compared) -> str:
    """Say a figure of both models, with intervals, and which is better."""
    return f"{figure_name(one)} {told(one.figure, one.before)}, challenger {told(one.figure, one.after)}: {WORDS[one.became]}"


def figure_sentence(one: Compared) -> str:
    """Say a figure before and now, with intervals, and what became of it."""
    return f"{figure_name(one)} {told(one.figure, one.before)}, now {told(one.figure, one.after)}: {WORDS[one.became]}"


def figure_name(one: Compared) -> str:
    """Give the name of a figure, with that of the class that it is of."""
    return f"{NAMES[one.figure]} of {visible(one.of, _NAME)}" if one.of else NAMES[one.figure]


def told(figure: Figure, one: Estimate | None) -> str:
    """Give an estimate with its interval: 81.2 % (79.9 to 82.4)."""
    if one is None:
        return NONE
    if figure in _SHARES:
        low, high = (percent(edge, 1) for edge in (one.low, one.high))
        return f"{percent(one.value, 1)} ({low[:-2]} to {high[:-2]})"
    return f"{significant(one.value, 3)} ({significant(one.low, 3)} to {significant(one.high, 3)})"


def _listed(figures: "list[Compared] | tuple[Compared, ...]") -> str:
    names = [figure_name(one) for one in figures]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more}"


def _nothing(found: Quality) -> str:
    if found.task is Task.RANKING:
        return "No group has a relevant row and a prediction"
    return "No row has both a label and a prediction"


def _unit(found: Quality) -> str:
    return "groups" if found.task is Task.RANKING else "rows"


def _left_out(found: Quality, left: int) -> str:
    if not left:
        return ""
    if found.task is Task.RANKING:
        return f", {plural(left, 'group')} without a relevant row left out"
    return f", {plural(left, 'row')} without one left out"


def _alone(found: Challenge) -> str:
    if found.by_chance is None or found.only_champion is None or found.only_challenger is None:
        return ""
    chance = (
        "below 0.01\u202f%"
        if found.by_chance < _LEAST_SHOWN
        else f"{significant(100 * found.by_chance, 2)}\u202f%"
    )
    return (
        f"; right alone: {visible(found.challenger, _NAME)} {count(found.only_challenger)} times, "
        f"{visible(found.quality.prediction, _NAME)} {count(found.only_champion)} times (by chance {chance})"
    )
