"""What became of predictions of a series."""

from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.ledger.believing import crossing_cases
from mainstay.analysis.ledger.outcomes import outcome
from mainstay.analysis.ledger.resolving import PATIENCE, given_up, resolved
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import DATE, LEVEL, PASSES, Of, Prediction
from mainstay.domain.signal import Limit, Side

SINCE = 20_000 * DAY
LIMIT = Limit(100.0, Side.ABOVE, "its size")
OF = Of("host", "disk", "disk", SINCE, 28, "B", 1.0, limit=100.0)
BAND = Prediction(
    "1", LEVEL, "host:web1", "", SINCE, SINCE + 28 * DAY, None, 50.0, 60.0, 0.8, middle=55.0, of=OF
)
CHANCE = Prediction("2", PASSES, "host:web1", "", SINCE, SINCE + 30 * DAY, 0.7, of=replace(OF, days=30))
TOLD = Prediction(
    "3",
    DATE,
    "host:web1",
    "",
    SINCE,
    SINCE + 25 * DAY,
    0.9,
    float(SINCE + 15 * DAY),
    float(SINCE + 25 * DAY),
    0.8,
    middle=float(SINCE + 20 * DAY),
    of=replace(OF, days=25),
)


def came(after: int, level: float = 55.0, beyond_on: int | None = None) -> Days:
    """Give levels of 60 days before the evidence ended and `after` days behind it."""
    levels = np.full(60 + after, level)
    if beyond_on is not None:
        levels[60 + beyond_on :] = 101.0
    return Days(SINCE - 60 * DAY, levels)


def judged(
    one: Prediction, days: Days, late: int = 0, limit: Limit | None = LIMIT, **more
) -> Prediction | None:
    return resolved(one, days, limit, days.until + late, **more)


@pytest.mark.parametrize(
    ("level", "inside"), [(55.0, True), (50.0, True), (60.0, True), (60.1, False), (-1.0, False)]
)
def test_a_level_is_held_against_its_band_when_it_is_due(level: float, inside: bool) -> None:
    assert judged(BAND, came(27, level)) is None
    found = judged(BAND, came(28, level))
    assert found is not None and (found.came, found.value) == (inside, level)
    assert found.judged_at == SINCE + 28 * DAY and found.outcome is None


def test_days_that_begin_at_another_hour_are_the_same_days() -> None:
    shifted = Days(SINCE - 60 * DAY + 7 * 3_600, np.arange(90.0))
    found = resolved(BAND, shifted, LIMIT, shifted.until)
    assert found is not None and found.value == 87.0


def test_a_gap_where_a_level_was_due_is_not_resolvable_once_later_ones_came() -> None:
    days = came(29)
    days.levels[60 + 27] = np.nan
    assert judged(BAND, days) is None
    later = came(30)
    later.levels[60 + 27] = np.nan
    found = judged(BAND, later)
    assert found is not None and found.outcome is Came.NOT_RESOLVABLE and found.came is None


def test_what_ends_before_it_is_due_is_not_resolvable_after_some_patience() -> None:
    for one in (BAND, CHANCE, TOLD):
        assert judged(one, came(3), one.due_at - SINCE) is None
        found = judged(one, came(3), one.due_at - SINCE + PATIENCE)
        assert found is not None and found.outcome is Came.NOT_RESOLVABLE
        assert given_up(one, one.due_at + PATIENCE - 1) is None
        lost = given_up(one, one.due_at + PATIENCE)
        assert lost is not None and lost.outcome is Came.NOT_RESOLVABLE


def test_a_limit_that_is_passed_is_known_at_once() -> None:
    days = came(12, beyond_on=10)
    chance, date = judged(CHANCE, days), judged(TOLD, days)
    assert chance is not None and chance.came and chance.value == SINCE + 11 * DAY
    assert date is not None and date.outcome is Came.EARLY
    hit = judged(TOLD, came(22, beyond_on=20))
    assert hit is not None and hit.outcome is Came.HIT and hit.value == SINCE + 21 * DAY
    below = replace(TOLD, of=replace(OF, limit=60.0, side=Side.BELOW, days=25))
    fell = resolved(below, came(20), Limit(60.0, Side.BELOW, ""), SINCE + 20 * DAY)
    assert fell is not None and fell.outcome is Came.EARLY and fell.value == SINCE + DAY


def test_a_limit_that_was_passed_before_the_evidence_ended_does_not_count() -> None:
    days = came(30)
    days.levels[:50] = 200.0
    found = judged(CHANCE, days)
    assert found is not None and found.came is False


def test_what_did_not_come_is_known_when_it_was_due() -> None:
    assert judged(CHANCE, came(29)) is None
    found = judged(CHANCE, came(30))
    assert found is not None and (found.came, found.value, found.outcome) == (False, None, None)
    date = judged(TOLD, came(25))
    assert date is not None and date.outcome is Came.LATE
    # Beyond what was due nothing counts.
    much_later = judged(TOLD, came(60, beyond_on=40))
    assert much_later is not None and much_later.outcome is Came.LATE


def test_a_date_whose_interval_is_open_is_not_late() -> None:
    told = replace(TOLD, high=None, probability=0.7, due_at=SINCE + 90 * DAY, of=replace(OF, days=90))
    assert judged(told, came(89)) is None
    found = judged(told, came(90))
    assert found is not None and (found.outcome, found.came, found.value) == (
        Came.NOT_RESOLVABLE,
        False,
        None,
    )
    (case,) = crossing_cases([found])
    assert (case.passed, case.stated) == (0, pytest.approx(0.6))
    assert outcome(case) is Came.NOT_RESOLVABLE
    late = judged(told, came(80, beyond_on=70))
    assert late is not None and late.outcome is Came.HIT
    early = judged(told, came(12, beyond_on=10))
    assert early is not None and early.outcome is Came.EARLY
    lost = judged(told, came(3), 87 * DAY + PATIENCE)
    assert lost is not None and (lost.outcome, lost.came) == (Came.NOT_RESOLVABLE, None)
    assert crossing_cases([lost])[0].passed is None
    # What was judged before as late is read by the same rule.
    assert outcome(crossing_cases([replace(found, outcome=Came.LATE)])[0]) is Came.NOT_RESOLVABLE


def rising(after: int, by: float = 1.0, day: int = 5, then: float | None = None) -> Days:
    """Give levels that rose by so much a day to 80 when the evidence ended, and stay at `then` from the day on."""
    levels = 80.0 + by * np.arange(-59.0, after + 1)
    if then is not None:
        levels[60 + day :] = then
    return Days(SINCE - 60 * DAY, levels)


RUN = SINCE + 5 * DAY + 3_600


def test_what_somebody_did_something_about_was_prevented() -> None:
    for saved in (rising(30, then=85.0), rising(30, then=20.0)):
        date, chance = judged(TOLD, saved, done=[RUN]), judged(CHANCE, saved, done=[RUN])
        assert date is not None and chance is not None
        assert date.outcome is Came.PREVENTED and chance.outcome is Came.PREVENTED
    passed = judged(TOLD, rising(22), done=[RUN])
    assert passed is not None and passed.outcome is Came.HIT
    falling = Days(SINCE - 60 * DAY, -rising(30, then=85.0).levels)
    below = replace(TOLD, of=replace(OF, limit=-100.0, side=Side.BELOW, days=25))
    found = judged(below, falling, limit=Limit(-100.0, Side.BELOW, ""), done=[RUN])
    assert found is not None and found.outcome is Came.PREVENTED


@pytest.mark.parametrize(
    ("days", "done"),
    [
        (rising(30, then=85.0), []),
        (rising(30, then=85.0), [SINCE - DAY]),
        (rising(30, then=85.0), [SINCE]),
        (rising(30, then=85.0), [TOLD.due_at]),
        # It had bent a week before anybody did anything, or it never went there, or it went on as before.
        (rising(30, day=2, then=82.0), [SINCE + 20 * DAY]),
        (came(30), [RUN]),
        (rising(30, by=0.5), [RUN]),
        # What is known of it is too little to say how it went.
        (Days(SINCE, rising(30, then=85.0).levels[60:]), [RUN]),
        (Days(SINCE + 10 * DAY, rising(30, then=85.0).levels[70:]), [RUN]),
    ],
)
def test_what_would_not_have_come_anyway_nobody_prevented(days: Days, done: list[int]) -> None:
    date = judged(TOLD, days, done=done)
    assert date is not None and date.outcome in {Came.LATE, Came.NOT_RESOLVABLE}


def test_what_would_hardly_have_come_was_not_prevented() -> None:
    # Where something is carried out each week, nothing but what came all the same would be left to count.
    unlikely = replace(CHANCE, probability=0.02)
    found = judged(unlikely, rising(30, then=85.0), done=[RUN])
    assert found is not None and (found.came, found.outcome) == (False, None)
    other = judged(unlikely, rising(8), limit=Limit(200.0, Side.ABOVE, ""), done=[RUN])
    assert other is not None and other.outcome is Came.WITHDRAWN


@pytest.mark.parametrize(
    "limit", [Limit(200.0, Side.ABOVE, ""), Limit(100.0, Side.BELOW, ""), Limit(90.0, Side.ABOVE, "")]
)
def test_another_limit_takes_back_what_was_told_of_the_old_one(limit: Limit) -> None:
    for one in (CHANCE, TOLD):
        found = judged(one, came(3), limit=limit)
        assert found is not None and found.outcome is Came.WITHDRAWN and found.came is None
        # Who gave a series more room while it was on its way prevented that it passed its limit.
        done = judged(one, rising(8), limit=limit, done=[RUN])
        raised = limit.value == 200.0
        assert done is not None and done.outcome is (Came.PREVENTED if raised else Came.WITHDRAWN)
        idle = judged(one, came(8), limit=limit, done=[RUN])
        assert idle is not None and idle.outcome is Came.WITHDRAWN
    level = judged(BAND, came(28), limit=limit)
    assert level is not None and level.came


@pytest.mark.parametrize(
    ("value", "level", "same"),
    [
        (100.0001, 55.0, True),
        (104.4, 55.0, True),
        (95.6, 55.0, True),
        (104.6, 55.0, False),
        # Of what is left a step matters, not of the limit; and less than the series moves in a day never.
        (100.5, 98.0, False),
        (100.05, 98.0, True),
        (100.05, 100.0, True),
    ],
)
def test_a_limit_may_waver_by_a_part_of_the_way_to_it(value: float, level: float, same: bool) -> None:
    found = judged(TOLD, came(3, level), limit=replace(LIMIT, value=value))
    assert (found is None) is same
    # The level counts at which the evidence ended, and not what came since.
    moved = came(3, level)
    moved.levels[60:] = 0.0
    assert (judged(TOLD, moved, limit=replace(LIMIT, value=value)) is None) is same


@pytest.mark.parametrize(
    "gone", [None, replace(LIMIT, value=float("inf")), replace(LIMIT, value=float("nan"))]
)
def test_a_limit_that_is_gone_for_some_nights_takes_nothing_back(gone: Limit | None) -> None:
    for one in (CHANCE, TOLD):
        over = one.due_at - SINCE
        assert judged(one, came(3), limit=gone) is None
        assert judged(one, came(over // DAY), limit=gone) is None
        # It came back: what it was told of is judged as if it had never been away.
        back = judged(one, came(over // DAY + 2))
        assert back is not None and back.came is False
        never = judged(one, came(over // DAY + 7), limit=gone)
        assert never is not None and never.outcome is Came.WITHDRAWN


def test_too_many_gaps_cannot_say_that_nothing_came() -> None:
    days = came(30)
    days.levels[60:78] = np.nan
    assert judged(CHANCE, days) is None
    found = judged(CHANCE, days, PATIENCE)
    assert found is not None and found.outcome is Came.NOT_RESOLVABLE


def test_what_is_of_no_series_is_nobody_s_here() -> None:
    assert resolved(replace(BAND, of=None), came(30), LIMIT, SINCE + 30 * DAY) is None
