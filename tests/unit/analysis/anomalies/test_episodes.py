"""What happened is told once, with its kind, its time and its size."""

import numpy as np
import pytest

from mainstay.domain.anomaly import AnomalyKind, Happening
from mainstay.domain.signal import Samples
from tests.unit.analysis.anomalies.worlds import A_DAY, BEGAN, DAY, STEP, days, found

AT = 13 * A_DAY + 150
HOUR = 3_600 // STEP


def moment(place: int) -> int:
    return BEGAN + place * STEP


@pytest.mark.parametrize(("height", "kind"), [(300.0, AnomalyKind.SPIKE), (-150.0, AnomalyKind.DIP)])
def test_what_was_elsewhere_for_a_while_has_its_begin_and_end(height: float, kind: AnomalyKind) -> None:
    samples = days(14)
    usually = samples.values[AT : AT + 4].copy()
    samples.values[AT : AT + 4] += height
    (one,) = found(samples)
    assert (one.kind, one.at, one.until, one.lasts) == (kind, moment(AT), moment(AT + 3), False)
    assert one.value is not None and one.usually is not None and one.spreads is not None
    assert one.value - one.usually == pytest.approx(height, abs=25)
    assert one.usually == pytest.approx(float(np.mean(usually)), abs=25)
    # The noise of 5, and that of a median of seven days.
    assert one.spreads == pytest.approx(abs(height) / 5.5, rel=0.2)


def test_what_stays_elsewhere_is_a_level_shift() -> None:
    samples = days(14)
    samples.values[AT - 60 :] += 120
    (one,) = found(samples)
    assert (one.kind, one.at, one.lasts) == (AnomalyKind.SHIFT, moment(AT - 60), True)
    assert one.value is not None and one.usually is not None
    assert one.value - one.usually == pytest.approx(120, abs=15)


def test_a_level_shift_ends_when_the_series_goes_back() -> None:
    samples = days(14)
    samples.values[AT - 100 : AT - 100 + 5 * HOUR] += 200
    (one,) = found(samples)
    assert (one.kind, one.lasts) == (AnomalyKind.SHIFT, False)
    assert abs(one.until - moment(AT - 100 + 5 * HOUR)) <= 2 * STEP


def test_more_movement_than_usual_is_unrest() -> None:
    samples = days(14)
    chance = np.random.default_rng(9)
    samples.values[AT : AT + 4 * HOUR] += 60 * chance.standard_normal(4 * HOUR)
    kinds = [one.kind for one in found(samples)]
    assert kinds == [AnomalyKind.UNREST]
    (one,) = found(samples)
    assert one.value is not None and one.usually is not None
    assert one.value > 5 * one.usually
    assert one.spreads is None


def test_a_day_without_its_rhythm_is_told_as_that() -> None:
    samples = days(14)
    night = 13 * A_DAY
    samples.values[night:] = samples.values[night] + np.random.default_rng(2).standard_normal(A_DAY)
    told = found(samples)
    assert told[0].kind is AnomalyKind.NO_RHYTHM
    assert len(told) <= 2


def test_one_value_for_longer_than_ever_is_a_flat_line_and_nothing_else() -> None:
    samples = days(14)
    samples.values[AT - 100 :] = samples.values[AT - 100]
    (one,) = found(samples)
    assert (one.kind, one.at, one.lasts) == (AnomalyKind.FLAT, moment(AT - 100), True)
    assert one.value == samples.values[-1]


def test_a_series_that_often_stands_still_is_no_flat_line() -> None:
    samples = days(14)
    values = np.round(samples.values / 40)
    assert all(one.kind is not AnomalyKind.FLAT for one in found(Samples(samples.times, values)))


def test_when_no_points_come_that_is_silence() -> None:
    samples = days(14)
    (one,) = found(Samples(samples.times[:AT], samples.values[:AT]), end=moment(AT + 5 * HOUR))
    assert (one.kind, one.at, one.lasts) == (AnomalyKind.SILENCE, moment(AT - 1), True)
    kept = np.ones(len(samples.times), dtype=bool)
    kept[AT : AT + 2 * HOUR] = False
    (gap,) = found(Samples(samples.times[kept], samples.values[kept]))
    assert (gap.kind, gap.lasts, gap.until) == (AnomalyKind.SILENCE, False, moment(AT + 2 * HOUR))
    # What is silent each night is not.
    nights = (samples.times % DAY) > 4 * 3_600
    assert found(Samples(samples.times[nights], samples.values[nights])) == []


def test_nothing_is_told_of_a_series_as_it_always_is() -> None:
    assert sum(len(found(days(14, seed))) for seed in range(40)) <= 2


def test_what_was_news_before_is_not_told() -> None:
    samples = days(14)
    samples.values[AT - 60 : AT] += 300
    assert len(found(samples)) == 1
    assert found(samples, since=moment(AT + 1)) == []


def test_the_nearest_happening_before_explains_more_than_one_after() -> None:
    samples = days(14)
    samples.values[AT : AT + 4] += 300
    before = Happening(moment(AT) - 20 * 60, "service:web", "a run of Mainstay")
    after = Happening(moment(AT) + 60, "", "an event")
    far = Happening(moment(AT) - 4 * 3_600, "", "an event")
    assert found(samples, happenings=(far, after, before))[0].happening == before
    assert found(samples, happenings=(far, after))[0].happening == after
    assert found(samples, happenings=(far,))[0].happening is None


def test_a_step_of_the_daily_level_is_told_where_a_week_is_looked_back() -> None:
    samples = days(60, noise=40)
    samples.values[45 * A_DAY :] += 30
    told = found(samples, since=BEGAN + 40 * DAY)
    steps = [one for one in told if one.kind is AnomalyKind.SHIFT]
    assert len(steps) == 1
    assert abs(steps[0].at - (BEGAN + 45 * DAY)) <= 2 * DAY
    assert steps[0].value is not None and steps[0].usually is not None
    assert steps[0].value - steps[0].usually == pytest.approx(30, abs=10)
    assert found(samples, since=BEGAN + 55 * DAY) == []


def test_of_points_once_a_day_steps_are_told() -> None:
    times = BEGAN + np.arange(60, dtype=np.int64) * DAY
    values = 100 + np.random.default_rng(1).standard_normal(60)
    values[40:] += 30
    told = found(Samples(times, values), since=BEGAN + 35 * DAY)
    assert [one.kind for one in told] == [AnomalyKind.SHIFT]
