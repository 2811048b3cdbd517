"""Steps at deploys and changes of configuration, for which less evidence is needed than on any other day."""

from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.events import MOST, NONE, Events, events_of, heights, moments_of
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.forecasting.steps import NEVER, aligned
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.signal import Limit, Side, Signal
from tests.unit.analysis.forecasting.worlds import DAYS, world

UNTIL = 1_800_000_000
NOW = UNTIL + 600
SIGNAL = Signal("host", "k", "service:shop", "memory", "memory", "B", limit=Limit(135.0, Side.ABOVE, "it"))


def all_at(day: int, series: int) -> Events:
    return Events(np.arange(series), np.full(series, day))


def stepping(height: float, day: int, series: int = 60, *, slope: float = 0.0, seed: int = 1) -> np.ndarray:
    levels = world(series, slope=slope, memory=0.3, seed=seed)
    levels[:, day:] += height
    return levels


def told(levels: np.ndarray, events: dict[str, list[int]]) -> Forecast:
    (found,) = forecasts([(SIGNAL, Days(UNTIL - DAY * len(levels), levels))], NOW, 28, events=events)
    return found


def test_a_small_step_is_found_where_something_was_done_and_only_there() -> None:
    levels = stepping(4.0, 60)
    without, with_event = aligned(levels), aligned(levels, all_at(60, 60))
    assert (without.day != NEVER).mean() < 0.2
    assert (with_event.day == 60).mean() > 0.8
    assert with_event.event[with_event.day == 60].all()
    found = with_event.height[with_event.event]
    assert abs(np.median(found) - 4.0) < 0.8
    assert not without.event.any()


@pytest.mark.parametrize("after", [3, 5, 7, 20])
def test_a_step_of_the_last_days_is_found_at_its_event(after: int) -> None:
    levels = stepping(8.0, DAYS - after)
    assert (heights(levels, all_at(DAYS - after, 60)) > 5).mean() > 0.8


def test_what_is_a_step_on_any_day_is_told_with_an_event_beside_it() -> None:
    levels = stepping(30.0, 60)
    for day in (59, 60, 61):
        found = aligned(levels, all_at(day, 60))
        assert (found.event & (found.day == day)).mean() > 0.9
    assert not aligned(levels, all_at(50, 60)).event.any()


def test_where_nothing_happened_an_event_changes_nothing() -> None:
    for slope in (0.0, 0.5):
        levels = world(300, slope=slope, seed=4)
        assert (heights(levels, all_at(50, 300)) != 0).mean() < 0.03


def test_growth_that_begins_at_an_event_is_no_step() -> None:
    levels = world(60) + np.maximum(0, np.arange(DAYS) - 50) * 1.0
    assert (heights(levels, all_at(50, 60)) != 0).mean() < 0.1


def test_many_events_explain_no_more_than_few() -> None:
    levels = world(200, seed=7)
    rows = np.repeat(np.arange(200), MOST)
    days = np.tile(np.arange(10, 10 + 6 * MOST, 6)[:MOST], 200)
    found = heights(levels, Events(rows, days)).reshape(200, MOST)
    assert (found != 0).any(axis=1).mean() < 0.1


def test_events_too_early_or_too_late_or_of_too_short_a_past_change_nothing() -> None:
    levels = stepping(30.0, 60, 5)
    for day in (0, 1, 6, DAYS - 2, DAYS - 1):
        assert (heights(levels, all_at(day, 5)) == 0).all()
    assert (heights(levels[:, :20], all_at(10, 5)) == 0).all()
    assert len(heights(levels, NONE)) == 0


def test_a_step_is_told_with_its_event_and_without_one_not_told() -> None:
    levels = stepping(6.0, 60, 1)[0]
    moment = UNTIL - 24 * DAY + 5_000
    found = told(levels, {"service:shop": [moment]})
    assert found.step is not None and found.step.event
    assert found.step.at == moment
    assert abs(found.step.height - 6) < 2
    other = told(levels, {"service:mail": [moment]})
    assert other.step is None or not other.step.event
    assert told(levels, {"": [moment]}) == found
    assert told(levels, {}) == other


def test_what_stepped_with_an_event_does_not_grow() -> None:
    levels = stepping(10.0, 70, 1)[0]
    found = told(levels, {"": [UNTIL - 14 * DAY]})
    assert found.step is not None
    assert found.verdict is Verdict.STAYS and not found.grows


def test_moments_fall_on_the_days_that_begin_after_them() -> None:
    assert moments_of("a", {"a": [5, 3], "": [4, 3], "b": [1]}) == (3, 4, 5)
    assert moments_of("a", {}) == ()
    moments = [UNTIL - 10 * DAY - 100, UNTIL - 10 * DAY + DAY // 4, UNTIL - 5 * DAY - DAY // 4, UNTIL + 1, 0]
    found = events_of([(), sorted(moments)], [UNTIL, UNTIL], 84)
    assert (found.rows.tolist(), found.days.tolist()) == ([1, 1], [74, 79])
    daily = events_of([[UNTIL - ago * DAY for ago in range(60)]], [UNTIL], 84)
    assert daily.days.tolist() == list(range(84 - MOST, 84))
    assert found.within(75, 84).days.tolist() == [4]


def test_events_of_one_series_disturb_no_other() -> None:
    levels = stepping(6.0, 60, 8)
    signals = [replace(SIGNAL, key=str(at), subject=f"service:{at}") for at in range(8)]
    given = [(one, Days(UNTIL - DAY * DAYS, row)) for one, row in zip(signals, levels, strict=True)]
    plain = forecasts(given, NOW)
    found = forecasts(given, NOW, events={"service:3": [UNTIL - 24 * DAY]})
    assert [one.step for at, one in enumerate(found) if at != 3] == [
        one.step for at, one in enumerate(plain) if at != 3
    ]
    assert found[3].step is not None and found[3].step.event
