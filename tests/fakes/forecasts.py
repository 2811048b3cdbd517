"""Predictions of series and replays of the past, as the ledger keeps them."""

from dataclasses import replace
from typing import Any

from mainstay.domain.ledger_case import Came, ClassRecord
from mainstay.domain.prediction import LEVEL, Of, Prediction
from mainstay.domain.replay import Replay, ReplayedClass
from mainstay.domain.signal import Side


def made_forecast(
    name: str, kind: str = LEVEL, made_at: int = 10, due_at: int = 100, **of: Any
) -> Prediction:
    """Give a prediction that a series is between two levels."""
    series = Of("host", "disk é", "disk", 5, 7, "B", 0.25, 1.5, 1e12, Side.BELOW, told=False)
    return Prediction(
        *(name, kind, "host:web1", "disk used of / is between 1 and 2", made_at, due_at),
        probability=0.8,
        low=1.0,
        high=2.0,
        cover=0.8,
        middle=1.5,
        of=replace(series, **of),
    )


def made_replay(name: str, made_at: int = 50) -> Replay:
    """Give a replay over two classes, of which one has no figures."""
    disk = ClassRecord(
        *("disk", 40, 31, 3.5, 0.125, 12, 4, 0.0625, 7),
        outcomes=((Came.HIT, 5), (Came.NOT_RESOLVABLE, 2)),
        unknown=3,
        muted="31 of 40 é",
    )
    memory = ClassRecord("memory", 0, 0, None, None, 0, 0, None, 0, (), 0)
    classes = (ReplayedClass(disk, {1: 1.25, 12: 0.5}), ReplayedClass(memory))
    return Replay(name, made_at, -5, 1 << 40, 52, 1_000, ("host", "prometheus é"), classes)
