"""What came of advice."""

from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.capacity.advising import (
    ADVICE,
    as_past,
    growth_advice,
    growth_judged,
    size_advice,
    size_judged,
    size_key,
)
from mainstay.analysis.capacity.sizing import HOUR, Use
from mainstay.domain.capacity import Fit, Resource, Scaling, Sizing
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import Prediction
from tests.fakes.capacities import DAY, NOW, scaled

GIB = 2.0**30
SIZE = Sizing("main", "container:a", Resource.MEMORY, Fit.OVER, 4 * GIB, 28, advised=2 * GIB)
DUE = NOW + 183 * DAY


def advice() -> Prediction:
    made = size_advice(SIZE, NOW, 6, "enough", lambda: "1")
    assert made is not None
    return made


def used(level: float, until: int, given: float = 2 * GIB, killed_at: float = 0.0) -> Use:
    times = np.arange(NOW - 9 * DAY, until, HOUR)
    return Use(
        "main", "container:a", Resource.MEMORY, given, times, np.full(len(times), level), killed_at=killed_at
    )


def test_what_enters() -> None:
    made = advice()
    assert (made.kind, made.due_at, made.high) == (ADVICE, DUE, 2 * GIB)
    assert made.of is not None
    assert (made.of.key, made.of.sort) == (size_key(SIZE), ADVICE)
    assert size_advice(replace(SIZE, advised=None), NOW, 6, "", lambda: "1") is None


def test_a_size_that_was_enough() -> None:
    assert size_judged(advice(), used(GIB, NOW + 30 * DAY), NOW + 30 * DAY) is None
    judged = size_judged(advice(), used(GIB, DUE), DUE)
    assert judged is not None
    assert (judged.came, judged.outcome, judged.value, judged.judged_at) == (True, Came.HIT, GIB, DUE)
    assert as_past(judged).held is True


def test_a_size_that_was_too_little() -> None:
    at = NOW + 5 * DAY
    for seen in (used(2.1 * GIB, at), used(1.9 * GIB, at, killed_at=2 * GIB)):
        judged = size_judged(advice(), seen, at)
        assert judged is not None
        assert (judged.came, judged.outcome) == (False, Came.EARLY)
    # It was killed at the size of before, which is no fault of the one that was advised.
    assert size_judged(advice(), used(GIB, at, given=4 * GIB, killed_at=2 * GIB), at) is None


def test_nobody_can_tell() -> None:
    gone = used(GIB, NOW - DAY)
    assert size_judged(advice(), gone, NOW + DAY) is None
    judged = size_judged(advice(), gone, DUE)
    assert judged is not None
    assert (judged.came, judged.outcome) == (None, Came.NOT_RESOLVABLE)


@pytest.mark.parametrize(
    ("days", "level", "usable", "came", "outcome"),
    [
        (185, 8.1e11, 8e11, True, Came.HIT),
        (20, 8.1e11, 8e11, False, Came.EARLY),
        (20, 7e11, 1.2e12, None, Came.PREVENTED),
        (20, 7e11, 8e11, None, None),
        (366, 7e11, 8e11, None, Came.NOT_RESOLVABLE),
    ],
)
def test_what_came_of_a_date(
    days: int, level: float, usable: float, came: bool | None, outcome: Came | None
) -> None:
    made = growth_advice(scaled(), NOW, "scale", lambda: "1")
    assert made is not None
    now = NOW + days * DAY
    judged = growth_judged(made, replace(scaled(), level=level, usable=usable), now)
    assert (judged.came, judged.outcome) == (came, outcome) if judged else outcome is None


def test_a_date_that_never_came() -> None:
    closed = replace(scaled(), late=NOW + 200 * DAY)
    made = growth_advice(closed, NOW, "scale", lambda: "1")
    assert made is not None
    judged = growth_judged(made, replace(closed, level=7e11), NOW + 201 * DAY)
    assert judged is not None
    assert (judged.came, judged.outcome) == (False, Came.LATE)
    assert growth_advice(scaled(Scaling.LASTS), NOW, "", lambda: "1") is None
