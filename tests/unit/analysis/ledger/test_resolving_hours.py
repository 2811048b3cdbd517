"""What became of predictions of hours."""

from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.ledger.resolving import PATIENCE
from mainstay.analysis.ledger.resolving_hours import resolved_hours
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import HOUR_DATE, HOUR_LEVEL, Of, Prediction
from mainstay.domain.signal import Limit, Side

HOUR, DAY = 3_600, 86_400
SINCE = 1_700_000_000 // HOUR * HOUR
DUE = SINCE + 48 * HOUR
OF = Of("main", "disk", "disk by hours", SINCE, 2, "B", 1.0, limit=100.0)
LIMIT = Limit(100.0, Side.ABOVE, "its size")
BAND = Prediction("1", HOUR_LEVEL, "host:a", "", SINCE - 60, DUE, None, 50.0, 60.0, 0.8, middle=55.0, of=OF)
DATE = replace(
    BAND,
    kind=HOUR_DATE,
    due_at=SINCE + 30 * HOUR,
    low=float(SINCE + 10 * HOUR),
    middle=float(SINCE + 20 * HOUR),
    high=float(SINCE + 30 * HOUR),
)


def came(after: int, level: float = 55.0, beyond_in: int | None = None) -> Hours:
    """Give two weeks of hours before the evidence ended, and `after` hours behind it."""
    levels = np.full(336 + after, level)
    if beyond_in is not None:
        levels[336 + beyond_in - 1 :] = 101.0
    return Hours(SINCE - 336 * HOUR, levels)


def judged(
    one: Prediction, hours: Hours, now: int | None = None, limit: Limit | None = LIMIT, **more: list[int]
) -> Prediction | None:
    return resolved_hours(one, hours, limit, hours.until if now is None else now, **more)


@pytest.mark.parametrize(("level", "inside"), [(50.0, True), (60.0, True), (60.1, False), (-1.0, False)])
def test_a_level_is_held_against_its_band_once_its_hour_is_over(level: float, inside: bool) -> None:
    hours = came(48, level)
    assert judged(BAND, came(47, level)) is None
    # The last hour may have points and not be over yet.
    assert judged(BAND, hours, DUE - 1) is None
    found = judged(BAND, hours)
    assert found is not None
    assert (found.came, found.value, found.judged_at, found.outcome) == (inside, level, DUE, None)


def test_it_is_the_level_of_its_own_hour_and_no_other() -> None:
    hours = came(60, 90.0)
    hours.levels[336 + 47] = 52.0
    found = judged(BAND, hours)
    assert found is not None
    assert found.value == 52.0


def test_a_gap_is_waited_for_and_then_nobody_knows() -> None:
    gap = came(48)
    gap.levels[-1] = np.nan
    assert judged(BAND, gap) is None
    later = came(48 + 48)
    later.levels[336 + 47] = np.nan
    found = judged(BAND, later)
    assert found is not None
    assert (found.outcome, found.value) == (Came.NOT_RESOLVABLE, None)
    ended = judged(BAND, came(3), DUE + PATIENCE)
    assert ended is not None
    assert ended.outcome is Came.NOT_RESOLVABLE


@pytest.mark.parametrize(
    ("hour", "became"), [(9, Came.EARLY), (10, Came.HIT), (20, Came.HIT), (30, Came.HIT), (31, Came.LATE)]
)
def test_the_hour_that_passes_the_limit(hour: int, became: Came) -> None:
    found = judged(DATE, came(40, 55.0, hour))
    assert found is not None
    assert found.outcome is became
    assert found.value == (None if became is Came.LATE else SINCE + hour * HOUR)


def test_what_was_passed_is_known_at_once_and_what_was_not_when_it_is_due() -> None:
    early = judged(DATE, came(12, 55.0, 12))
    assert early is not None
    assert (early.came, early.value) == (True, SINCE + 12 * HOUR)
    assert judged(DATE, came(29)) is None
    assert judged(DATE, came(30), SINCE + 29 * HOUR) is None
    found = judged(DATE, came(30))
    assert found is not None
    assert (found.came, found.outcome) == (False, Came.LATE)


def test_an_open_interval_that_ends_without_it_is_neither_right_nor_wrong() -> None:
    found = judged(replace(DATE, high=None, due_at=DUE), came(48))
    assert found is not None
    assert (found.came, found.outcome) == (False, Came.NOT_RESOLVABLE)


def test_where_half_of_the_hours_are_gaps_nobody_says_that_it_did_not_come() -> None:
    gaps = came(30)
    gaps.levels[336:352] = np.nan
    assert judged(DATE, gaps) is None
    found = judged(DATE, gaps, DATE.due_at + PATIENCE)
    assert found is not None
    assert (found.outcome, found.came) == (Came.NOT_RESOLVABLE, None)


def test_what_was_carried_out_before_it_was_to_come_prevented_it() -> None:
    for moment, became in ((5, Came.PREVENTED), (25, Came.LATE), (-5, Came.LATE)):
        found = judged(DATE, came(30), done=[SINCE + moment * HOUR])
        assert found is not None
        assert found.outcome is became
    # What came came, whatever was done.
    passed = judged(DATE, came(30, 55.0, 15), done=[SINCE + 5 * HOUR])
    assert passed is not None
    assert passed.outcome is Came.HIT


def test_of_another_limit_it_is_taken_back_and_of_one_that_is_gone_a_week_later() -> None:
    changed = judged(DATE, came(12), limit=replace(LIMIT, value=200.0))
    assert changed is not None
    assert changed.outcome is Came.WITHDRAWN
    wavering = judged(DATE, came(12), limit=replace(LIMIT, value=100.5))
    assert wavering is None
    assert judged(DATE, came(40), limit=None) is None
    gone = judged(DATE, came(40), DATE.due_at + 7 * DAY, limit=None)
    assert gone is not None
    assert gone.outcome is Came.WITHDRAWN


def test_hours_that_begin_behind_what_was_told_say_nothing_of_it() -> None:
    late = Hours(DUE + HOUR, np.full(5, 55.0))
    assert judged(BAND, late) is None
    assert judged(DATE, Hours(DATE.due_at, np.full(5, 55.0))) is None
    assert resolved_hours(replace(BAND, of=None), late, LIMIT, late.until) is None
