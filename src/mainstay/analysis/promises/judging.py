"""Whether promises were kept, and what came back."""

import math
from dataclasses import replace
from typing import Final

from mainstay.domain.prediction import Prediction
from mainstay.domain.promise import Outcome, Promise
from mainstay.domain.relation import Relation

PATIENCE: Final = 3 * 86_400
"""So many seconds after it was due a promise about which there are still no data is given up as unknown."""


def moments(prediction: Prediction, now: int) -> tuple[int, ...]:
    """Give for which moments (seconds since 1970) the query is asked, until one has an answer; () before it is due.

    First for the moment at which it was due, however late anybody looks; where the metrics of that moment were lost, for now,
    as long as now is within PATIENCE.
    """
    if now < prediction.due_at:
        return ()
    later = min(now, prediction.due_at + PATIENCE)
    return (prediction.due_at,) if later == prediction.due_at else (prediction.due_at, later)


def judged(prediction: Prediction, promise: Promise, value: float | None, now: int) -> Prediction | None:
    """Give a prediction with its outcome at `now` (seconds since 1970), None where it is to be looked again later.

    `value` is what the query gave, None where there were no data; what is no finite number is no data either. Without data it
    is looked again for PATIENCE, and then nobody knows: no data is neither kept nor broken.
    """
    if now < prediction.due_at:
        return None
    if value is None or not math.isfinite(value):
        return given_up(prediction, now) if now >= prediction.due_at + PATIENCE else None
    came = Relation(promise.relation).holds(value, promise.value)
    return replace(prediction, judged_at=now, came=came, value=float(value))


def given_up(prediction: Prediction, now: int) -> Prediction:
    """Give a prediction of which nobody will know whether it came true: its change was taken back, or there are no data."""
    return replace(prediction, judged_at=now, came=None, value=None)


def outcome(kept: Prediction, lasts: Prediction | None, *, taken_back: bool) -> Outcome:
    """Tell what became of a promise by its two predictions; `taken_back` says that its change was."""
    if not kept.judged_at:
        return Outcome.WAITING
    if kept.came is None:
        return Outcome.WITHDRAWN if taken_back else Outcome.UNKNOWN
    if not kept.came:
        return Outcome.BROKEN
    return Outcome.CAME_BACK if lasts is not None and lasts.came is False else Outcome.KEPT
