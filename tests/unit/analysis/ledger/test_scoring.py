"""Scores of forecasts by class, and classes that are not believed any more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.ledger.outcomes import outcome, stated
from mainstay.analysis.ledger.scoring import ENOUGH, pinball, records, surely_at_most
from mainstay.domain.forecast import TOLD
from mainstay.domain.ledger_case import BandCase, Came, CrossingCase

BAND = BandCase("disk", 4, 0, 10.0, 8.0, 12.0, 0.8, 1.0, 11.0)
CROSSING = CrossingCase("disk", 30, 0, 0.9, 100, 80, 120, 100)


@pytest.mark.parametrize(
    ("changes", "came"),
    [
        ({}, Came.HIT),
        ({"passed": 80}, Came.HIT),
        ({"passed": 120}, Came.HIT),
        ({"passed": 79}, Came.EARLY),
        ({"passed": 121}, Came.LATE),
        ({"passed": 10_000, "late": 0}, Came.HIT),
        ({"passed": 0}, Came.LATE),
        ({"passed": 0, "late": 0}, Came.NOT_RESOLVABLE),
        ({"passed": 79, "late": 0}, Came.EARLY),
        ({"passed": 0, "late": 0, "prevented": True}, Came.PREVENTED),
        ({"passed": 0, "prevented": True}, Came.PREVENTED),
        ({"passed": 100, "prevented": True}, Came.HIT),
        ({"passed": None}, Came.NOT_RESOLVABLE),
        ({"at": 0}, None),
    ],
)
def test_what_became_of_a_date(changes: dict, came: Came | None) -> None:
    assert outcome(replace(CROSSING, **changes)) is came


def test_a_class_has_its_record() -> None:
    bands = [BAND, replace(BAND, value=12.1), replace(BAND, value=None), replace(BAND, sort="cpu", moves=2.0)]
    crossings = [CROSSING, replace(CROSSING, passed=0), replace(CROSSING, probability=0.1, at=0, passed=0)]
    crossings += [replace(CROSSING, passed=None), replace(CROSSING, passed=0, prevented=True)]
    cpu, disk = records(bands, crossings)
    assert (cpu.sort, cpu.bands, cpu.inside, cpu.sharpness, cpu.brier, cpu.dates) == (
        "cpu",
        1,
        1,
        2.0,
        None,
        0,
    )
    assert (disk.bands, disk.inside, disk.sharpness, disk.unknown) == (2, 1, 4.0, 2)
    assert (disk.crossings, disk.came) == (3, 1)
    assert disk.brier == pytest.approx((0.01 + 0.81 + 0.01) / 3)
    assert dict(disk.outcomes) == {Came.HIT: 1, Came.LATE: 1, Came.NOT_RESOLVABLE: 1, Came.PREVENTED: 1}
    assert disk.dates == 4


def test_a_date_is_no_second_chance_of_the_same_crossing() -> None:
    chance = replace(CROSSING, at=0, early=0, late=0)
    (alone,) = records([], [chance])
    (both,) = records([], [chance, replace(CROSSING, probability=None, days=84, passed=0)])
    assert (both.crossings, both.came, both.brier) == (alone.crossings, alone.came, alone.brier)
    assert (alone.dates, both.dates) == (0, 1)


def test_pinball_loss_is_least_where_the_band_is_right() -> None:
    assert pinball(BAND) == pytest.approx((0.1 * 3 + 0.5 * 1 + 0.1 * 1) / 3)
    assert pinball(replace(BAND, low=5.0, high=15.0)) > pinball(BAND)
    assert pinball(replace(BAND, value=20.0)) > pinball(BAND)
    with pytest.raises(ValueError, match="nobody knows"):
        pinball(replace(BAND, value=None))


def test_a_class_with_a_poor_record_is_muted_and_says_why() -> None:
    week = 7 * 86_400
    poor = [
        replace(BAND, value=11.0 if one < 8 else 20.0, made_at=one % 4 * week, sort="disk")
        for one in range(30)
    ]
    (record,) = records(poor, [])
    assert record.muted == "8 of 30 levels were inside bands that should hold four of five"
    (few,) = records(poor[: ENOUGH - 1], [])
    assert few.muted == ""
    never = [replace(CROSSING, passed=0, made_at=one % 4 * week) for one in range(30)]
    (well,) = records([BAND] * 30, never)
    assert well.muted == "0 of 30 dates came within their intervals, where 24 should have"
    (unlucky,) = records([replace(BAND, value=11.0 if one < 18 else 20.0) for one in range(30)], [])
    assert unlucky.muted == ""


def test_dates_with_an_open_end_are_held_to_the_chance_that_was_stated() -> None:
    week = 7 * 86_400
    # Told with a chance of 60 % until the horizon, and of a tenth to come before the interval: half of them hit is right.
    told = replace(CROSSING, probability=None, late=0, stated=stated(0.6, is_open=True))

    def came(hits: int) -> list[CrossingCase]:
        return [
            replace(told, passed=100 if at < hits else 0, made_at=at % 4 * week, days=90) for at in range(60)
        ]

    (right,) = records([], came(30))
    assert right.muted == "" and right.unknown == 0 and right.dates == 60
    assert dict(right.outcomes) == {Came.HIT: 30, Came.NOT_RESOLVABLE: 30}
    # What never comes is no better for its open end.
    (wrong,) = records([], came(6))
    assert wrong.muted == "6 of 60 dates came within their intervals, where 30 should have"
    assert (stated(0.9, is_open=False), stated(None, 0.9, is_open=False)) == (0.8, 0.9)
    assert stated(0.1, is_open=True) == pytest.approx(TOLD - 0.1)


def test_what_went_wrong_in_one_week_alone_mutes_nothing() -> None:
    # One deploy on one host spoils what was told of all its disks.
    week = 7 * 86_400
    spoilt = [replace(BAND, value=20.0, made_at=one % 3 * week) for one in range(300)]
    never = [replace(CROSSING, passed=0, made_at=one % 3 * week) for one in range(300)]
    (record,) = records(spoilt, never)
    assert record.inside == 0 and record.muted == ""


@given(st.integers(0, 200), st.integers(1, 200))
def test_a_bound_is_a_bound(part: int, whole: int) -> None:
    part = min(part, whole)
    assert part / whole <= surely_at_most(part, whole) <= 1.0 + 1e-12
    assert surely_at_most(part * 10, whole * 10) <= surely_at_most(part, whole) + 1e-9
