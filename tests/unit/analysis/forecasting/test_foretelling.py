"""From signals and daily levels to forecasts: dates, chances, what would change them, and honest refusals."""

from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.foretelling import HORIZON, forecasts
from mainstay.analysis.forecasting.stage_one import LEAST_DAYS
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.signal import Limit, Side, Signal
from tests.unit.analysis.forecasting.worlds import world

NOW = 1_800_000_000
UNTIL = NOW - NOW % 3_600
SIGNAL = Signal("host", "disk", "host:web1", "disk used of /", "disk", "B")


def signal(limit: float | None = None, side: Side = Side.ABOVE) -> Signal:
    return SIGNAL if limit is None else replace(SIGNAL, limit=Limit(limit, side, "its own size"))


def days(levels: np.ndarray, until: int = UNTIL) -> Days:
    return Days(until - DAY * len(levels), levels)


def one(levels: np.ndarray, limit: float | None = None, side: Side = Side.ABOVE) -> Forecast:
    (found,) = forecasts([(signal(limit, side), days(levels))], NOW)
    return found


def test_a_disk_that_fills_has_a_date_with_its_interval_and_chances() -> None:
    found = one(world(1, slope=1.0)[0], 203.0)
    assert found.verdict is Verdict.CROSSES
    assert found.grows
    assert abs((found.at - UNTIL) / DAY - 20) <= 4
    assert found.early < found.at < found.late
    assert found.chances[0] < 0.1 and found.chances[1] > 0.8 and found.chances[2] > 0.95
    assert found.slope is not None and abs(found.slope - 1.0) < 0.1
    assert (found.days, found.missing, found.until, found.horizon) == (84, 0, UNTIL, HORIZON)
    assert found.tries == 5 and found.error is not None and found.error < 5


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("level", [0.0, 100.0, 0.1, -3e9])
def test_what_never_moved_and_stands_at_its_limit_stays_also_beside_what_moves(level, side) -> None:
    still = signal(level, side), days(np.full(84, level))
    moving = replace(SIGNAL, key="moving"), days(world(1, noise=20.0, seed=5)[0])
    found, _ = forecasts([still, moving], NOW)
    assert (found.verdict, found.at) == (Verdict.STAYS, 0)
    assert max(found.chances) == 0
    assert forecasts([still], NOW)[0].verdict is Verdict.STAYS


def test_what_stays_says_so() -> None:
    found = one(world(1, noise=1.0, seed=5)[0], 150.0)
    assert (found.verdict, found.at, found.early, found.late) == (Verdict.STAYS, 0, 0, 0)
    assert not found.grows
    assert max(found.chances) < 0.1


def test_a_limit_below_is_met_from_above() -> None:
    found = one(world(1, slope=-1.0, level=200.0)[0], 90.0, Side.BELOW)
    assert found.verdict is Verdict.CROSSES
    assert abs((found.at - UNTIL) / DAY - 27) <= 5


@pytest.mark.parametrize(("limit", "side"), [(90.0, Side.ABOVE), (110.0, Side.BELOW)])
def test_what_is_beyond_its_limit_now_needs_no_date(limit: float, side: Side) -> None:
    found = one(world(1, noise=0.5)[0], limit, side)
    assert (found.verdict, found.at) == (Verdict.CROSSED, 0)


@pytest.mark.parametrize("limit", [np.nan, np.inf])
def test_a_limit_that_is_no_number_is_never_passed(limit: float) -> None:
    found = one(world(1, slope=1.0)[0], limit)
    assert found.verdict is Verdict.STAYS
    assert found.at == 0


def test_a_limit_of_zero_is_a_limit() -> None:
    assert one(world(1, slope=-1.0, level=100.0)[0], 0.0, Side.BELOW).verdict is Verdict.CROSSES


def test_without_a_limit_the_course_is_told() -> None:
    found = one(world(1, slope=1.0)[0])
    assert (found.verdict, found.chances) == (Verdict.NO_LIMIT, ())
    assert found.course is not None
    assert len(found.course.past) == 84 and len(found.course.middle) == HORIZON
    assert all(low <= high for low, high in zip(found.course.low, found.course.high, strict=True))


def test_too_little_history_an_end_and_nothing_at_all_are_told() -> None:
    short = one(world(1, days=LEAST_DAYS - 1)[0], 200.0)
    assert (short.verdict, short.reason) == (Verdict.TOO_SHORT, "13 of 14 days are there")
    nothing = one(np.full(40, np.nan), 200.0)
    assert nothing.verdict is Verdict.UNUSABLE
    ended = days(world(1, slope=1.0)[0], UNTIL - 5 * DAY)
    (found,) = forecasts([(signal(200.0), ended)], NOW)
    assert found.verdict is Verdict.UNUSABLE and "ended" in found.reason


def test_ten_days_are_too_few_and_a_month_has_wide_bands() -> None:
    month, season = (one(world(1, days=count, noise=2.0)[0]) for count in (28, 84))
    assert month.course is not None and season.course is not None
    assert month.tries == 0 and month.error is None
    assert month.course.high[-1] - month.course.low[-1] > season.course.high[-1] - season.course.low[-1]


def test_a_step_is_named_with_its_day() -> None:
    levels = world(1, noise=1.0)[0]
    levels[60:] += 30
    found = one(levels, 200.0)
    assert found.step is not None
    assert (UNTIL - found.step.at) // DAY == 24
    assert abs(found.step.height - 30) < 6
    assert found.verdict is Verdict.STAYS


def test_what_would_change_the_date_is_told() -> None:
    slow, fast = world(1, days=56, slope=0.5)[0], world(1, days=28, slope=2.0, level=128.0, seed=2)[0]
    found = one(np.concatenate([slow, fast]), 240.0)
    assert found.verdict is Verdict.CROSSES
    assert {one.days for one in found.otherwise} & {28, 84}


def test_gaps_are_counted_and_shown_as_gaps() -> None:
    levels = world(1, slope=1.0)[0]
    levels[30:40] = np.nan
    found = one(levels, 203.0)
    assert found.missing == 10 and found.verdict is Verdict.CROSSES
    assert found.course is not None and found.course.past[35] is None


def test_series_of_any_length_come_back_in_their_order_and_disturb_nobody() -> None:
    lengths = [84, 13, 30, 84, 100, 400, 14, 20]
    given = [
        (replace(signal(1e6), key=str(at)), days(world(1, days=length, seed=at)[0]))
        for at, length in enumerate(lengths)
    ]
    given.insert(3, (replace(SIGNAL, key="bad"), days(np.full(84, np.nan))))
    found = forecasts(given, NOW)
    assert [one.signal.key for one in found] == [one.key for one, _ in given]
    assert found[3].verdict is Verdict.UNUSABLE
    assert [one.days for one in found if one.course is not None] == [84, 28, 84, 98, 168, 14, 20]


def test_what_is_beyond_its_limit_now_needs_no_history() -> None:
    for count in (1, 5, LEAST_DAYS - 1):
        found = one(np.full(count, 97.0), 95.0)
        assert (found.verdict, found.level, found.at, found.course) == (Verdict.CROSSED, 97.0, 0, None)
        assert found.reason == f"{count} of {LEAST_DAYS} days are there"
    assert one(np.full(3, 94.0), 95.0).verdict is Verdict.TOO_SHORT
    assert one(np.full(3, 94.0), 95.0, Side.BELOW).verdict is Verdict.CROSSED
    assert one(np.full(3, 97.0), np.nan).verdict is Verdict.TOO_SHORT
    # What it stood at before a gap is what is known.
    assert one(np.array([94.0, 97.0, np.nan]), 95.0).level == 97.0


def test_what_is_too_short_tells_when_it_is_long_enough() -> None:
    assert one(np.full(5, 1.0)).ready == UNTIL + (LEAST_DAYS - 5) * DAY
    # Of the first day nobody knows yet whether it will be a whole one.
    assert one(np.full(1, 1.0)).ready == UNTIL + LEAST_DAYS * DAY
    assert one(np.append(np.full(5, 1.0), [np.nan, 1.0])).ready == UNTIL + (LEAST_DAYS - 6) * DAY
    assert one(world(1)[0]).ready == 0
