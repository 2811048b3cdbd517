"""Whether promises were kept, and what came back."""

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from mainstay.analysis.promises.recording import given
from mainstay.domain.prediction import Prediction
from mainstay.domain.promise import KEPT, LASTS, Promise, PromiseTally
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


def tally(predictions: Iterable[Prediction]) -> PromiseTally:
    """Count what became of promises; predictions of other kinds are passed over."""
    found = {
        (place.run, place.step, place.kind): one for one in predictions if (place := given(one)) is not None
    }
    kept = broken = unknown = waiting = came_back = 0
    for (run, step, kind), one in found.items():
        if kind != KEPT:
            continue
        later = found.get((run, step, LASTS))
        waiting += not one.judged_at
        kept += one.came is True
        broken += one.came is False
        unknown += bool(one.judged_at) and one.came is None
        came_back += one.came is True and later is not None and later.came is False
    return PromiseTally(kept + broken + unknown + waiting, kept, broken, unknown, waiting, came_back)
