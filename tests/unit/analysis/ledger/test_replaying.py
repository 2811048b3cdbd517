"""What would have been foretold each Monday."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.ledger.issuing import WEEKS
from mainstay.analysis.ledger.replaying import Replayed, replay
from mainstay.analysis.ledger.scoring import records
from mainstay.domain.signal import Limit, Side, Signal
from tests.unit.analysis.forecasting.worlds import world

UNTIL = 1_800_000_000 - 1_800_000_000 % DAY
SIGNAL = Signal("host", "disk", "host:web1", "disk used of /", "disk", "B")


def series(levels: np.ndarray, limit: float | None = None, until: int = UNTIL) -> tuple[Signal, Days]:
    signal = SIGNAL if limit is None else replace(SIGNAL, limit=Limit(limit, Side.ABOVE, "its size"))
    return signal, Days(until - DAY * len(levels), levels)


def test_each_monday_of_the_past_is_forecast_from_what_was_known_then() -> None:
    levels = world(3, days=300, noise=2.0)
    whole = replay([series(one) for one in levels], 20)
    assert len(whole.mondays) == 20
    assert all(datetime.fromtimestamp(one, UTC).weekday() == 0 for one in whole.mondays)
    # What came later may change nothing of what was said before.
    early = [one for one in whole.bands if one.made_at == whole.mondays[0]]
    changed = levels.copy()
    changed[:, -20 * 7 + 30 :] += 1_000
    again = replay([series(one) for one in changed], 20)
    assert [(one.low, one.high) for one in again.bands if one.made_at == again.mondays[0]] == [
        (one.low, one.high) for one in early
    ]


def test_bands_hold_four_of_five_and_a_filling_disk_is_told_in_time() -> None:
    calm = [series(one, 140.0) for one in world(40, days=250, noise=3.0, memory=0.7)]
    filling = [
        (replace(signal, sort="filling"), days)
        for signal, days in (series(one, 330.0) for one in world(20, days=250, slope=1.0, noise=2.0, seed=2))
    ]
    found = replay([*calm, *filling], 26)
    disk, full = records(found.bands, found.crossings)
    assert 0.72 <= disk.inside / disk.bands <= 0.9
    assert 0.7 <= full.inside / full.bands <= 0.97
    assert disk.dates == 0 and disk.came == 0
    # Of a disk that fills one date is told, and no other while that one is open.
    assert full.came > 20 and 15 <= full.dates <= 25
    assert full.brier is not None and full.brier < 0.1
    assert not disk.muted and not full.muted


def test_young_series_are_looked_at_as_a_forecast_looks_at_them_also_beside_old_ones() -> None:
    young = [series(one) for one in world(8, days=60, slope=0.5, noise=3.0, memory=0.7, seed=5)]
    old = [
        (replace(signal, sort="old"), days)
        for signal, days in (series(one) for one in world(8, days=250, noise=3.0))
    ]
    alone = replay(young, 4).bands
    assert alone and [one for one in replay([*old, *young], 4).bands if one.sort == "disk"] == list(alone)


def test_what_never_moves_says_nothing_about_bands() -> None:
    moving = [series(one) for one in world(5, days=200, noise=2.0)]
    still = [series(np.full(200, 50.0), 60.0) for _ in range(20)]
    found, alone = replay([*moving, *still], 8), replay(moving, 8)
    assert [(one.made_at, one.value) for one in found.bands] == [
        (one.made_at, one.value) for one in alone.bands
    ]
    assert found.crossings == ()


def test_what_moves_on_few_days_is_held_to_what_was_told_of_it() -> None:
    leaps = np.repeat(300.0 + 25.0 * np.arange(30), 10)
    found = replay([series(leaps, 1_020.0)], 20)
    assert found.bands and all(one.moves > 0 for one in found.bands)
    assert any(one.probability is not None for one in found.crossings)
    assert any(one.at for one in found.crossings)


def test_what_had_ended_was_not_foretold() -> None:
    ended = series(world(1, days=200)[0], 1e6, UNTIL - 60 * DAY)
    going = (replace(SIGNAL, sort="cpu"), series(world(1, days=200)[0])[1])
    made = [one.made_at for one in replay([ended, going], 20).bands if one.sort == "disk"]
    assert made and max(made) <= UNTIL - 58 * DAY


def test_dates_are_judged_when_their_whole_interval_is_over() -> None:
    # Three weeks before the end a date some seven weeks ahead is told; whether it was right nobody knows yet.
    rising = [series(one, 100.0 + 200 + 50) for one in world(6, days=221, slope=1.0, noise=1.0)]
    assert not [one for one in replay(rising, 3).crossings if one.at]
    passed = [series(one, 100.0 + 150) for one in world(6, days=221, slope=1.0, noise=1.0)]
    assert len([one for one in replay(passed, 16).crossings if one.at]) == 6


def test_levels_that_are_not_due_are_not_known() -> None:
    found = replay([series(world(1, days=120)[0])], 4)
    assert {one.weeks for one in found.bands} <= set(WEEKS)
    assert max(one.made_at + one.weeks * 7 * DAY for one in found.bands) <= UNTIL


def test_gaps_and_ended_series_are_not_resolvable() -> None:
    levels = world(1, days=200)[0]
    levels[-40:-10] = np.nan
    found = replay([series(levels, 1e6), series(world(1, days=200)[0], 1e6, UNTIL - 30 * DAY)], 12)
    assert any(one.value is None for one in found.bands)
    assert any(one.passed is None for one in found.crossings)


def test_nothing_gives_nothing_and_too_little_history_too() -> None:
    assert replay([]) == Replayed((), (), ())
    assert replay([series(world(1, days=20)[0])], 52).bands == ()
