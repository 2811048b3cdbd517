"""Watches and samples for tests of what judges them."""

from collections.abc import Sequence

import numpy as np

from mainstay.analysis.canary.judging import Judge, Watch
from mainstay.analysis.canary.sample import Arm, Sample
from mainstay.domain.canary import Judgement, Measured, Ruling, Watched

BEGAN, STEP = 6_000_000.0, 60.0
ERRORS = Watched("errors", Measured.COUNTS, critical=True, tolerance=0.25)
LATENCY = Watched("p95", Measured.SERIES, critical=True, tolerance=0.05)


def arm(values: Sequence[float], total: float = 0.0, before: bool = False) -> Arm:
    """Give an arm with a value each minute since the change, or up to it."""
    size = len(values)
    times = BEGAN + STEP * (np.arange(size) + 1) - (STEP * size if before else 0.0)
    return Arm(times, np.array(values, float), np.full(size, total) if total else np.zeros(0))


def counts(canary: Sequence[float], control: Sequence[float], history: Sequence[float] = ()) -> Sample:
    """Give errors of 500 requests a minute, side by side."""
    return Sample(arm(canary, 500), arm(control, 500), True, arm(history, 500, before=True))


def series(canary: Sequence[float], control: Sequence[float]) -> Sample:
    """Give values side by side."""
    return Sample(arm(canary), arm(control), True)


def judged(
    metrics: Sequence[Watched],
    samples: dict[str, Sample],
    minutes: int = 30,
    until: int = 0,
    share: float = 1.0,
) -> tuple[int, Judgement]:
    """Look each minute until it is over or rolled back; give the last minute that was looked at, and its judgement."""
    judge = Judge(Watch(tuple(metrics), BEGAN, STEP * minutes, STEP, share))
    for minute in range(1, (until or minutes) + 1):
        found = judge.judge(samples, BEGAN + STEP * minute)
        if found.ruling is Ruling.ROLL_BACK:
            break
    return minute, found
