"""What of the next hours of a series enters the ledger."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from mainstay.analysis.ledger.issuing_hours import by_hours, issued_hours, widened_by
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.forecast import COVER, Forecast, Verdict
from mainstay.domain.ledger_case import ClassRecord, Standing
from mainstay.domain.prediction import HOUR_DATE, HOUR_LEVEL, LEVEL, Prediction
from mainstay.domain.short_term import ShortTerm
from mainstay.domain.signal import Limit, Side, Signal

HOUR = 3_600
START = 1_700_000_000 // HOUR * HOUR
PAST = Hours(START - 336 * HOUR, np.arange(336.0) / 24)
COURSE = np.arange(48.0)
TOLD = ShortTerm(
    "week profile",
    START,
    tuple(COURSE),
    tuple(COURSE - 5),
    tuple(COURSE + 5),
    at=START + 32 * HOUR,
    early=START + 27 * HOUR,
    past=(3.0, None),
    widened=1.5,
)
ONE = Forecast(
    Signal("main", "disk", "host:a", "disk used", "disk", "B", limit=Limit(30.0, Side.ABOVE, "given")),
    START - 60,
    Verdict.STAYS,
    7,
    next_hours=TOLD,
)
RECORD = ClassRecord("disk by hours", 0, 0, None, None, 0, 0, None, 0, (), 0)


def issued(
    one: Forecast = ONE, open_ones: tuple[Prediction, ...] = (), standing: Standing | None = None
) -> list[Prediction]:
    ids = (str(at) for at in count())
    return list(
        issued_hours(one, PAST, standing, open_ones, lambda _, late: f"until {late}", lambda: next(ids))
    )


def hours(**more: object) -> Forecast:
    return replace(ONE, next_hours=replace(TOLD, **more))  # type: ignore[arg-type]


def test_the_level_of_the_last_hour_and_the_hour_of_passing_enter() -> None:
    level, date = issued()
    assert (level.kind, level.low, level.middle, level.high, level.cover) == (
        HOUR_LEVEL,
        42.0,
        47.0,
        52.0,
        COVER,
    )
    assert (level.due_at, level.made_at, level.text) == (START + 48 * HOUR, START - 60, "until None")
    # The whole band is beyond 30 once its lower edge is.
    assert (date.kind, date.low, date.middle, date.high) == (
        HOUR_DATE,
        START + 27 * HOUR,
        START + 32 * HOUR,
        START + 37 * HOUR,
    )
    assert (date.due_at, date.text) == (START + 37 * HOUR, f"until {START + 37 * HOUR}")
    for each in (level, date):
        assert each.of is not None
        assert (each.of.sort, each.of.since, each.of.days) == ("disk by hours", START, 2)
        assert (each.of.moves, each.of.widened, each.of.limit) == (pytest.approx(1.0), 1.5, 30.0)
        assert each.of.told


def test_an_hour_that_may_lie_behind_those_told_is_open_at_its_end() -> None:
    _, date = issued(hours(low=tuple(COURSE - 40)))
    assert (date.high, date.due_at, date.text) == (None, START + 48 * HOUR, "until 0")


def test_a_limit_from_below() -> None:
    limit = Limit(-30.0, Side.BELOW, "given")
    falling = hours(middle=tuple(-COURSE), low=tuple(-COURSE - 5), high=tuple(-COURSE + 5))
    _, date = issued(replace(falling, signal=replace(ONE.signal, limit=limit)))
    assert date.high == START + 37 * HOUR
    assert date.of is not None
    assert (date.of.limit, date.of.side) == (-30.0, Side.BELOW)


@pytest.mark.parametrize(
    "one",
    [
        hours(at=0),
        hours(past=(31.0, None)),
        replace(ONE, signal=replace(ONE.signal, limit=None)),
        replace(ONE, signal=replace(ONE.signal, limit=Limit(float("nan"), Side.ABOVE, "given"))),
    ],
)
def test_no_hour_is_told_of_what_is_not_passed_or_already_was(one: Forecast) -> None:
    (only,) = issued(one)
    assert only.kind == HOUR_LEVEL


def test_what_is_open_does_not_enter_again_and_levels_of_other_days_do() -> None:
    level, date = issued()
    assert issued(open_ones=(level, date)) == []
    assert [one.kind for one in issued(open_ones=(date,))] == [HOUR_LEVEL]
    week = hours(middle=(1.0,) * 168, low=(0.0,) * 168, high=(2.0,) * 168, at=0)
    assert [one.of.days for one in issued(week, (level,)) if one.of] == [7]
    # A level that is told by days says nothing of hours.
    assert len(issued(open_ones=(replace(level, kind=LEVEL),))) == 2


def test_without_hours_nothing_enters() -> None:
    assert issued(replace(ONE, next_hours=None)) == []


def test_of_a_muted_class_it_enters_as_told_to_nobody() -> None:
    muted = Standing(replace(RECORD, muted="wrong"))
    assert [one.of.told for one in issued(standing=muted) if one.of] == [False, False]


def test_bands_go_by_the_levels_as_far_ahead() -> None:
    standing = Standing(RECORD, {0: 1.5, 1: 0.7})
    assert [widened_by(standing, told) for told in (1, 48, 144, 145, 168)] == [1.5, 1.5, 1.5, 0.7, 0.7]
    assert widened_by(None, 48) == 1.0
    assert widened_by(Standing(RECORD), 48) == 1.0


def test_the_class_is_one_of_its_own() -> None:
    assert by_hours("disk") != "disk"
