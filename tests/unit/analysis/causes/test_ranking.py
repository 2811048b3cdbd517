"""A driver is found with its lead and share, and nothing else is told, whatever comes in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.causes.ranking import DAY, HOUR, LEAST_SLOTS, Looked, explain
from mainstay.domain.anomaly import Happening
from mainstay.domain.cause import CauseKind, CauseVerdict, Standing
from tests.unit.analysis.causes.worlds import SLOTS, later, looked, signal, walks


def driven(lag: int = 3, seed: int = 1) -> Looked:
    rows = walks(12, seed)
    own = walks(1, seed + 50)[0]
    return looked(own + 2 * later(rows[4], lag), rows)


@pytest.mark.parametrize("lag", [0, 1, 3, 12])
def test_a_driver_is_found_with_its_lead(lag: int) -> None:
    found = explain(driven(lag))
    assert found.verdict is CauseVerdict.FOUND
    (one,) = found.causes
    assert one.what == "c4"
    assert one.lag == lag * HOUR
    assert one.strength > 0.7
    assert one.chance < 0.001
    assert ("leads by" in one.evidence) is bool(lag)
    assert found.looked_at == {Standing.LIKELY: 1, Standing.CHANCE: 11}


def test_what_goes_the_other_way_is_a_driver_too() -> None:
    world = driven()
    (one,) = explain(looked(-world.levels, world.rows)).causes
    assert one.strength < -0.7
    assert "the other way" in one.evidence


def test_what_follows_drives_nothing() -> None:
    rows = walks(6)
    found = explain(looked(rows[0], np.vstack([later(rows[0], 2) + 0.1 * rows[1], rows[2:]])))
    assert found.verdict is CauseVerdict.NONE
    assert found.looked_at[Standing.FOLLOWS] == 1
    assert "1 that moved only after it" in found.reason


def test_that_both_grow_is_no_evidence() -> None:
    rng = np.random.default_rng(2)
    slots = np.arange(SLOTS)
    rows = slots * rng.uniform(1, 3, (30, 1)) + rng.normal(0, 5, (30, SLOTS))
    assert explain(looked(rows[0], rows[1:])).verdict is CauseVerdict.NONE


def test_that_both_have_a_day_is_no_evidence() -> None:
    rng = np.random.default_rng(3)
    day = 50 * np.sin(np.arange(SLOTS) * 2 * np.pi / 24)
    rows = day * rng.uniform(0.5, 2, (20, 1)) + rng.normal(0, 3, (20, SLOTS))
    assert explain(looked(rows[0], rows[1:])).verdict is CauseVerdict.NONE


def test_walks_that_know_nothing_of_each_other_are_seldom_told() -> None:
    told = 0
    for seed in range(60):
        rows = walks(20, seed)
        told += explain(looked(rows[0], rows[1:])).verdict is CauseVerdict.FOUND
    assert told <= 4


def test_the_share_of_the_slope_is_told() -> None:
    rng = np.random.default_rng(4)
    slots = np.arange(SLOTS)
    driver = 0.5 * slots + rng.normal(0, 4, SLOTS)
    half = 2 * later(driver, 2) + 1.0 * slots + rng.normal(0, 1, SLOTS)
    (one,) = explain(looked(half, driver[None])).causes
    assert one.share == pytest.approx(0.5, abs=0.05)
    (all_of_it,) = explain(looked(2 * later(driver, 2) + rng.normal(0, 1, SLOTS), driver[None])).causes
    assert all_of_it.share == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("rewrite", [lambda x: 3 * x + 7, lambda x: -x, np.exp])
def test_the_same_thing_in_another_form_is_no_cause(rewrite) -> None:
    own = 0.1 * walks(1)[0]
    found = explain(looked(own, np.vstack([rewrite(own), walks(3, 9)])))
    assert found.verdict is CauseVerdict.NONE
    assert [one.what for one in found.same] == ["c0"]
    assert "1 the same thing in another form" in found.reason


def test_rows_that_fill_a_disk_are_no_other_form_of_it() -> None:
    rng = np.random.default_rng(8)
    rows = rng.exponential(100, SLOTS).cumsum()
    disk = 1e6 + 40 * rows + rng.exponential(1_500, SLOTS).cumsum()
    (one,) = explain(looked(disk, rows[None])).causes
    assert one.what == "c0"
    assert one.share is not None
    assert 0.5 < one.share < 0.9


def test_a_part_is_no_cause_of_its_whole() -> None:
    part, rest = 1_000 + np.abs(walks(1, 1)[0]), 1_000 + np.abs(walks(1, 2)[0])
    signals = [signal("read", unit="B"), signal("other", unit="s")]
    world = Looked(signal("all", unit="B"), part + rest, signals, np.vstack([part, walks(1, 3)[0]]), 0, HOUR)
    found = explain(world)
    assert [one.what for one in found.same] == ["read"]
    assert not found.causes


@settings(max_examples=15, deadline=None)
@given(
    st.permutations(range(12)),
    st.sampled_from([1e-9, 0.01, 1.0, 1e12]),
    st.sampled_from([-1e3, 0.0, 5.0]),
)
def test_order_and_units_change_nothing(order: list[int], scale: float, shift: float) -> None:
    world = driven()
    plain = explain(world)
    other = explain(
        Looked(
            world.signal,
            world.levels * 8,
            [world.candidates[at] for at in order],
            world.rows[order] * scale + shift * scale,
            0,
            HOUR,
        )
    )
    assert [one.what for one in other.causes] == [one.what for one in plain.causes]
    assert other.looked_at == plain.looked_at
    for ours, theirs in zip(other.causes, plain.causes, strict=True):
        assert ours.lag == theirs.lag
        assert ours.strength == pytest.approx(theirs.strength, abs=1e-6)
        assert ours.share == pytest.approx(theirs.share, abs=1e-6)


def test_bad_candidates_are_counted_and_harm_nobody() -> None:
    world = driven()
    gaps, endless = world.rows[4].copy(), world.rows[5].copy()
    gaps[::3] = np.nan
    gaps[5:300] = np.nan
    endless[7] = np.inf
    one_point = np.full(SLOTS, np.nan)
    one_point[9] = 4.0
    rows = np.vstack([world.rows, np.full(SLOTS, 7.0), np.full(SLOTS, np.nan), one_point, gaps, endless])
    found = explain(looked(world.levels, rows))
    assert [one.what for one in found.causes] == ["c4"]
    assert found.looked_at[Standing.UNUSABLE] == 4


def test_a_driver_with_gaps_is_found() -> None:
    world = driven()
    rows, target = world.rows.copy(), world.levels.copy()
    rows[4, 100:140] = np.nan
    rows[4, ::11] = np.nan
    target[200:230] = np.nan
    assert [one.what for one in explain(looked(target, rows)).causes] == ["c4"]


def test_nothing_to_look_at_is_said() -> None:
    target = walks(1)[0]
    none = explain(looked(target, np.empty((0, SLOTS))))
    assert none.verdict is CauseVerdict.NO_CANDIDATES
    assert none.reason
    for slots in (0, 1, 2, LEAST_SLOTS - 1):
        rows = walks(2)[:, :slots]
        young = explain(looked(rows[0], rows[1:]))
        assert young.verdict is CauseVerdict.TOO_SHORT
        assert young.reason == "it has too little history"
    still = explain(looked(np.full(SLOTS, 3.0), walks(2)))
    assert still.verdict is CauseVerdict.TOO_SHORT
    assert "does not move" in still.reason
    assert explain(looked(np.full(SLOTS, np.nan), walks(2))).verdict is CauseVerdict.TOO_SHORT


def test_two_names_of_one_driver_are_both_told() -> None:
    world = driven()
    found = explain(looked(world.levels, np.vstack([world.rows, world.rows[4]])))
    assert [one.what for one in found.causes] == ["c12", "c4"]


def test_of_nearly_equal_ones_the_same_subject_stands_first() -> None:
    world = driven()
    near = world.rows[4] + 0.05 * walks(1, 77)[0]
    signals = [signal("far", "host:b"), signal("near")]
    rows = np.vstack([world.rows[4], near])
    found = explain(Looked(signal("target"), world.levels, signals, rows, 0, HOUR))
    assert [one.what for one in found.causes] == ["near", "far"]


def test_ten_thousand_candidates_are_looked_at() -> None:
    rows = walks(10_000, slots=LEAST_SLOTS)
    target = walks(1, 7, LEAST_SLOTS)[0] + 9 * later(rows[8_765], 2)
    found = explain(looked(target, rows))
    assert found.causes[0].what == "c8765"
    assert sum(found.looked_at.values()) == 10_000


def test_days_are_looked_at_as_days() -> None:
    rows = walks(20, slots=84)
    found = explain(looked(walks(1, 40, 84)[0] + 2 * later(rows[3], 2), rows, step=DAY))
    assert found.causes[0].what == "c3"
    assert found.causes[0].lag == 2 * DAY


def test_what_was_done_when_the_level_changed_is_told() -> None:
    rng = np.random.default_rng(6)
    level = rng.normal(0, 1, SLOTS)
    level[300:] += 9
    done = [
        Happening(at * HOUR, "host:a", what)
        for at, what in ((100, "an event"), (300, "a run of Mainstay"), (420, "an event"))
    ]
    found = explain(looked(level, np.empty((0, SLOTS))), done)
    (one,) = found.causes
    assert (one.kind, one.at) == (CauseKind.RUN, 300 * HOUR)
    assert one.signal is None
    assert "the level changed" in one.evidence
    assert found.looked_at == {Standing.LIKELY: 1, Standing.CHANCE: 2}


@pytest.mark.parametrize("at", [280, 294, 320])
def test_what_was_done_before_or_after_the_change_is_not(at: int) -> None:
    level = np.random.default_rng(6).normal(0, 1, SLOTS)
    level[300:] += 9
    found = explain(looked(level, np.empty((0, SLOTS))), [Happening(at * HOUR, "", "an event")])
    assert found.verdict is CauseVerdict.NONE


def test_moments_outside_are_counted_as_unusable() -> None:
    done = [Happening(at, "", "an event") for at in (-5, SLOTS * HOUR + 1)]
    found = explain(looked(walks(1)[0], np.empty((0, SLOTS))), done)
    assert found.looked_at == {Standing.UNUSABLE: 2}
