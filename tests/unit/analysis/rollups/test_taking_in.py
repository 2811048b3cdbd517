"""Taking points in, bit by bit: as if all had come at once, and late, doubled or spoilt ones do no harm."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.rollups.bins import quantiles
from mainstay.analysis.rollups.hours import DAY, HOUR
from mainstay.analysis.rollups.rolling import rolled
from mainstay.analysis.rollups.taking_in import numbers_of_block, read_from, shape_of, taken_in
from mainstay.domain.errors import RunFailed
from mainstay.domain.rollup import BLOCK, Rollup
from mainstay.domain.signal import Samples
from tests.fakes.rollups import BEGAN, made_rollup, made_samples, made_signal

SIGNAL = made_signal("disk")
FIRST = BEGAN // DAY


def within(samples: Samples, since: int, until: int) -> Samples:
    chosen = (samples.times >= since) & (samples.times < until)
    return Samples(samples.times[chosen], samples.values[chosen])


def took(kept: Rollup | None, samples: Samples, since: int, until: int) -> Rollup:
    """Take points in, and give all that is kept then, as the store would."""
    made = taken_in(kept, SIGNAL, rolled(within(samples, since, until), since, until, until))
    assert made is not None
    return made if kept is None else replace(made, blocks={**kept.blocks, **made.blocks})


def same(one: Rollup, other: Rollup) -> bool:
    return replace(one, turn=0) == replace(other, turn=0)


@given(st.lists(st.integers(HOUR, 60 * DAY), min_size=1, max_size=8), st.integers(1, 90))
def test_bit_by_bit_is_as_all_at_once(cuts: list[int], every: int) -> None:
    samples = made_samples(BEGAN, BEGAN + 60 * DAY, every * 600)
    samples = Samples(samples.times, np.round(samples.values))
    kept = None
    for cut in sorted({*cuts, 60 * DAY}):
        kept = took(kept, samples, BEGAN if kept is None else read_from(kept.taken_to), BEGAN + cut)
    assert kept is not None
    assert same(kept, took(None, samples, BEGAN, BEGAN + 60 * DAY))


def test_the_same_points_twice_change_nothing() -> None:
    samples = made_samples(BEGAN, BEGAN + 70 * DAY)
    kept = took(None, samples, BEGAN, BEGAN + 70 * DAY)
    for since in (BEGAN, BEGAN + 20 * DAY + 7, BEGAN + 69 * DAY + HOUR):
        assert same(took(kept, samples, since, BEGAN + 70 * DAY), kept)


def test_late_points_of_an_open_day_are_in_all_that_is_kept() -> None:
    samples = made_samples(BEGAN, BEGAN + 30 * DAY)
    late = (samples.times >= BEGAN + 28 * DAY + 5 * HOUR) & (samples.times < BEGAN + 28 * DAY + 9 * HOUR)
    early = Samples(samples.times[~late], samples.values[~late])
    kept = took(None, early, BEGAN, BEGAN + 30 * DAY)
    assert numbers_of_block(kept, (FIRST + 28) // BLOCK).missing[(FIRST + 28) % BLOCK] == 4
    kept = took(kept, samples, read_from(kept.taken_to), BEGAN + 30 * DAY)
    assert same(kept, took(None, samples, BEGAN, BEGAN + 30 * DAY))


def test_late_points_of_a_closed_day_are_in_its_numbers_and_a_day_that_was_missing_in_everything() -> None:
    samples = made_samples(BEGAN, BEGAN + 30 * DAY)
    day = (samples.times - BEGAN) // DAY
    hour = (samples.times - BEGAN) % DAY // HOUR
    early = (day != 10) & ((day != 12) | (hour < 20))
    kept = took(None, Samples(samples.times[early], samples.values[early]), BEGAN, BEGAN + 30 * DAY)
    again = took(kept, samples, BEGAN + 5 * DAY, BEGAN + 15 * DAY)
    whole = took(None, samples, BEGAN, BEGAN + 30 * DAY)
    assert again.blocks == whole.blocks
    assert shape_of(again).numbers.sum() == shape_of(whole).numbers.sum() - 4
    assert same(took(again, samples, BEGAN + 5 * DAY, BEGAN + 15 * DAY), again)


def test_what_came_before_is_taken_in_afterwards() -> None:
    samples = made_samples(BEGAN, BEGAN + 90 * DAY)
    kept = took(None, samples, BEGAN + 80 * DAY, BEGAN + 90 * DAY)
    kept = took(kept, samples, BEGAN, BEGAN + 80 * DAY)
    whole = took(None, samples, BEGAN, BEGAN + 90 * DAY)
    assert (kept.first_day, kept.last_day, kept.taken_to) == (whole.first_day, whole.last_day, whole.taken_to)
    assert kept.blocks == whole.blocks
    assert shape_of(kept).profile() == pytest.approx(shape_of(whole).profile())


def test_profile_and_histogram_are_those_of_all_points() -> None:
    times = np.arange(BEGAN, BEGAN + 28 * DAY, 600, dtype=np.int64)
    weekday, hour = (times // DAY + 3) % 7, times % DAY // HOUR
    values = 100.0 + 10 * weekday + hour
    shape = shape_of(took(None, Samples(times, values), BEGAN, BEGAN + 28 * DAY))
    assert shape.profile() == pytest.approx([100 + 10 * day + hour for day in range(7) for hour in range(24)])
    told = quantiles(shape.histogram(), 0.5, np.array([100.0]), np.array([183.0]))
    assert told[0] == pytest.approx(np.median(values), rel=1 / 32)
    assert shape.histogram().counts.sum() == len(values)


def test_where_nothing_is_nothing_is_kept() -> None:
    none = Samples(np.empty(0, dtype=np.int64), np.empty(0))
    days = rolled(none, BEGAN, BEGAN + DAY, BEGAN + DAY)
    assert taken_in(None, SIGNAL, days) is None
    kept = made_rollup("disk")
    assert taken_in(kept, SIGNAL, days) is kept


def test_a_series_that_comes_back_after_years_goes_on() -> None:
    kept = made_rollup("disk", 10)
    back = BEGAN + 2_000 * DAY
    made = took(kept, made_samples(back, back + 3 * DAY), back, back + 3 * DAY)
    assert (made.first_day, made.last_day) == (FIRST, FIRST + 2_002)
    assert sum(numbers_of_block(made, block).count.sum() for block in made.blocks) == 13 * 24


def test_whoever_did_not_ask_for_the_blocks_that_change_is_refused() -> None:
    kept = replace(made_rollup("disk", 100), blocks={}, blocks_from=10_000)
    with pytest.raises(ValueError, match="not asked for"):
        taken_in(kept, SIGNAL, rolled(made_samples(BEGAN, BEGAN + DAY), BEGAN, BEGAN + DAY, BEGAN + DAY))


def test_what_cannot_be_read_is_told_with_the_name_of_its_series() -> None:
    kept = made_rollup("disk")
    days = rolled(made_samples(BEGAN, BEGAN + 70 * DAY), BEGAN, BEGAN + 70 * DAY, BEGAN + 70 * DAY)
    for spoilt in (
        replace(kept, shape=b"\1"),
        replace(kept, blocks=dict.fromkeys(kept.blocks, b"\2" * 1_628)),
    ):
        with pytest.raises(RunFailed, match="of a series cannot be read") as refused:
            taken_in(spoilt, SIGNAL, days)
        assert refused.value.where == "host: disk"
