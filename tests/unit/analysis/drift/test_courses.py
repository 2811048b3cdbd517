"""Tables divided by time: how often they drifted, since when, and when the model is due for retraining."""

import numpy as np

from mainstay.analysis.drift.courses import course_of
from mainstay.analysis.drift.gates import Gates
from mainstay.analysis.drift.number_columns import sketched
from mainstay.domain.column_role import Role
from mainstay.domain.drift_course import Retraining
from mainstay.domain.sketch import TableSketch

DAY = 86_400
FIRST = 20_000
REFERENCE = np.random.default_rng(1).normal(size=20_000)


def table(values) -> TableSketch:
    return TableSketch("it", len(values), {"x": sketched(values)})


def course(shifts, rows: int = 2_000, seed: int = 2, left_out=()):
    chance = np.random.default_rng(seed)
    spans = {
        FIRST + place: table(chance.normal(shift, size=rows))
        for place, shift in enumerate(shifts)
        if place not in left_out
    }
    return course_of(table(REFERENCE), spans, DAY, Gates(), {"x": Role.PREDICTION})


def test_what_stays_is_told_in_no_part_and_without_growth() -> None:
    for seed in range(20):
        [one] = course([0.0] * 60, seed=seed).columns
        assert one.times == 0 and one.since == 0
        assert one.due.retraining is Retraining.NO_GROWTH
        assert abs(np.mean(one.distances)) < 0.3


def test_what_jumped_is_told_since_when() -> None:
    found = course([0.0] * 30 + [0.4] * 10)
    [one] = found.columns
    assert one.role is Role.PREDICTION
    assert one.times == 10
    assert one.since == (FIRST + 30) * DAY
    assert one.due.retraining is Retraining.NOW
    assert found.starts[0] == FIRST * DAY and len(found.starts) == 40
    assert found.drifted == (one,)


def test_what_moves_day_by_day_gets_a_date_before_it_passes_its_gate() -> None:
    # A thousandth of a deviation a day: the gate of 0.1 is passed on day 100.
    dates = []
    for seed in range(5):
        found = course(np.arange(70) * 0.001, rows=20_000, seed=seed)
        [one] = found.columns
        assert one.due.retraining is not Retraining.NOW
        if one.due.retraining is Retraining.DUE:
            dates.append(one.due.at // DAY - FIRST)
            assert found.starts[-1] < one.due.at <= one.due.horizon
            assert one.due.early <= one.due.at
    assert len(dates) >= 3 and all(90 <= date <= 110 for date in dates)


def test_few_parts_say_so_and_gaps_are_none() -> None:
    found = course([0.0] * 10, left_out={4})
    [one] = found.columns
    assert one.due.retraining is Retraining.TOO_SHORT
    assert one.distances[4] is None and not one.beyond[4]
    assert found.rows[4] == 0 and len(found.starts) == 10


def test_one_part_of_one_row_tells_nothing() -> None:
    [one] = course([0.0], rows=1).columns
    assert one.distances == (None,) and one.times == 0
    assert one.due.retraining is Retraining.TOO_SHORT
