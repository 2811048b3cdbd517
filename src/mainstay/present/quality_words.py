"""What is said of how right a model is, and what each figure means."""

from mainstay.domain.quality import Became, Compared, Estimate, Figure, Quality, Task
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
}
"""What each figure is."""

WORDS = {
    Became.WORSE: "worse",
    Became.BETTER: "better",
    Became.OPEN: "no difference beyond chance",
    Became.UNKNOWN: "cannot be told",
}
"""What is said of a figure."""
_TASKS = {Task.CLASSES: "classes", Task.CHANCES: "chances", Task.NUMBERS: "numbers"}


def quality_headline(found: Quality) -> str:
    """Say whether the model became worse."""
    if not min(found.rows):
        return "No row has both a label and a prediction"
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
    left = f", {plural(sum(found.left_out), 'row')} without one left out" if any(found.left_out) else ""
    rows = f"{count(found.rows[0])} rows before, {count(found.rows[1])} now"
    names = f"{visible(found.prediction, _NAME)} beside {visible(found.label, _NAME)}"
    return f"{names}, {_TASKS[found.task]}; {rows}{left}"


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
