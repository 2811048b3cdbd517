"""What of a forecast enters the ledger."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.ledger.believing import believed
from mainstay.analysis.ledger.issuing import WEEK, chosen, issued, monday
from mainstay.analysis.ledger.scoring import ENOUGH
from mainstay.domain.forecast import Forecast, SoFar, Verdict
from mainstay.domain.ledger_case import ClassRecord, Standing
from mainstay.domain.prediction import CROSSING_DAYS, DATE, LEVEL, PASSES, Prediction
from mainstay.domain.signal import Limit, Side, Signal
from tests.unit.analysis.forecasting.worlds import world

UNTIL = 1_800_000_000 - 1_800_000_000 % DAY
SIGNAL = Signal(
    "host", "disk", "host:web1", "disk used of /", "disk", "B", limit=Limit(330.0, Side.ABOVE, "its size")
)
RECORD = ClassRecord("disk", ENOUGH, ENOUGH, 1.0, 1.0, 0, 0, None, 0, (), 0)


def made(horizon: int = 90, **changes: object) -> Forecast:
    """Give the forecast of a disk that fills by one a day and has thirty left."""
    levels = world(1, days=200, slope=1.0, noise=1.0, level=100.0)[0]
    (one,) = forecasts(
        [(replace(SIGNAL, **changes), Days(UNTIL - DAY * len(levels), levels))], UNTIL, horizon
    )
    return one


def entered(one: Forecast, open_ones: tuple[Prediction, ...] = (), standing: Standing | None = None):
    ids = count(1)
    return list(issued(one, standing, open_ones, lambda _, days: f"in {days}", lambda: f"p{next(ids)}"))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_of_a_limit_that_is_no_number_no_chance_enters(value: float) -> None:
    found = entered(made(limit=Limit(value, Side.ABOVE, "a rule")))
    assert {(each.kind, each.of.limit) for each in found if each.of} == {(LEVEL, None)}


def test_a_forecast_enters_with_levels_a_chance_and_its_date() -> None:
    one = made()
    assert one.verdict is Verdict.CROSSES and one.course is not None
    found = entered(one)
    assert [(each.kind, each.of.days if each.of else 0) for each in found] == [
        (LEVEL, 7),
        (LEVEL, 28),
        (LEVEL, 84),
        (PASSES, CROSSING_DAYS),
        (DATE, (one.late - UNTIL) // DAY),
    ]
    month, chance, date = found[1], found[3], found[4]
    assert (month.low, month.middle, month.high) == (
        one.course.low[27],
        one.course.middle[27],
        one.course.high[27],
    )
    assert month.due_at == UNTIL + 28 * DAY and month.judged_at == 0
    assert chance.probability == one.chances[1] and chance.due_at == UNTIL + CROSSING_DAYS * DAY
    assert (date.low, date.middle, date.high) == (one.early, one.at, one.late)
    assert date.due_at == one.late
    assert {each.of.limit for each in found if each.of} == {330.0}
    assert month.text == "in 28" and date.text == "in 0"


def test_a_series_enters_once_a_week_and_a_date_once_a_limit() -> None:
    one = made()
    first = tuple(entered(one))
    assert entered(one, first) == []
    # What is judged is not open any more, and the date alone says nothing about the week.
    assert [each.kind for each in entered(one, first[4:])] == [LEVEL, LEVEL, LEVEL, PASSES]
    assert [each.kind for each in entered(one, first[:4])] == [DATE]
    later = replace(one, until=one.until + WEEK)
    assert [each.kind for each in entered(later, first)] == [LEVEL, LEVEL, LEVEL, PASSES]
    # A date that is open is of this limit, though it wavers: else it was judged before.
    other = replace(one, signal=replace(SIGNAL, limit=Limit(330.1, Side.ABOVE, "its size")))
    assert entered(other, first) == []


@pytest.mark.parametrize(
    ("horizon", "first"),
    [(14, [7]), (29, [7]), (30, [7, 28, CROSSING_DAYS]), (83, [7, 28, CROSSING_DAYS])],
)
def test_a_short_look_uses_up_nothing_of_what_lies_behind_it(horizon: int, first: list[int]) -> None:
    def ahead(found: list[Prediction]) -> list[int]:
        return [each.of.days for each in found if each.of and each.kind != DATE]

    short = entered(made(horizon))
    assert ahead(short) == first
    rest = entered(made(), tuple(short))
    assert sorted(ahead([*short, *rest])) == [7, 28, CROSSING_DAYS, 84]
    assert entered(made(), (*short, *rest)) == []
    # A chance that came true meanwhile is judged, and is not told a second time in the week.
    assert ahead(entered(made(), tuple(each for each in (*short, *rest) if each.kind != PASSES))) == []


def test_what_was_not_foretold_does_not_enter() -> None:
    one = made()
    for verdict in (Verdict.TOO_SHORT, Verdict.UNUSABLE):
        assert entered(replace(one, verdict=verdict)) == []
    assert entered(replace(one, course=None)) == []
    assert {each.kind for each in entered(made(limit=None))} == {LEVEL}
    beyond = made(limit=Limit(100.0, Side.ABOVE, "its size"))
    assert beyond.verdict is Verdict.CROSSED and {each.kind for each in entered(beyond)} == {LEVEL}


def test_the_band_says_by_what_it_was_multiplied_and_a_muted_class_that_nobody_was_told() -> None:
    standing = Standing(RECORD, {1: 2.0, 12: 3.0})
    found = [each.of for each in entered(made(), standing=standing) if each.kind == LEVEL and each.of]
    assert [one.widened for one in found] == pytest.approx([2.0, 2.0 + 3 / 11, 3.0])
    muted = replace(made(), so_far=SoFar(30, 8, muted="8 of 30"))
    assert not any(each.of.told for each in entered(muted) if each.of)


def test_what_leaps_on_few_days_enters_and_what_never_moved_does_not() -> None:
    leaps = np.repeat(100.0 + 10.0 * np.arange(20), 10)
    for levels, entries in ((leaps, {LEVEL, PASSES, DATE}), (np.full(200, 100.0), set[str]())):
        (one,) = forecasts([(SIGNAL, Days(UNTIL - DAY * len(levels), levels))], UNTIL)
        assert {each.kind for each in entered(one)} == entries


def test_of_files_that_grow_nobody_is_told_a_date_and_it_enters_all_the_same() -> None:
    one = made(sort="file-lines")
    assert one.verdict is Verdict.CROSSES and believed(one).verdict is Verdict.MUTED
    assert DATE in {each.kind for each in entered(one)}
    assert {each.of.told for each in entered(one) if each.of} == {False}


@given(st.integers(0, 2**33))
def test_a_week_begins_on_monday(moment: int) -> None:
    first = monday(moment)
    assert first <= moment < first + WEEK
    assert (first // DAY + 3) % 7 == 0 and first % DAY == 0


def test_a_share_of_all_series_is_chosen_anew_each_week() -> None:
    keys = [f"series {at}" for at in range(4_000)]
    this, next_one = ({key for key in keys if chosen(key, moment, 0.25)} for moment in (UNTIL, UNTIL + WEEK))
    assert 0.2 < len(this) / len(keys) < 0.3
    assert len(this & next_one) < 0.5 * len(this)
    assert all(chosen(key, UNTIL, 1.0) for key in keys)
    assert this == {key for key in keys if chosen(key, monday(UNTIL), 0.25)}
