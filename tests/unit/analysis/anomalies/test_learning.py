"""After a week it is known whether it helped to tell an anomaly, and what seldom helps is muted."""

from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.anomalies.learning import (
    ENOUGH,
    KINDS,
    PATIENCE,
    WEEK,
    entered,
    given_up,
    judged,
    muted,
)
from mainstay.domain.anomaly import Anomaly, AnomalyKind
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import Prediction
from mainstay.domain.signal import Limit, Samples, Side
from tests.fakes.ids import CountedIds
from tests.unit.analysis.anomalies.worlds import A_DAY, BEGAN, DAY, days, signal

AT = BEGAN + 14 * DAY
DUE = AT + WEEK
SPIKE = Anomaly(signal(), AnomalyKind.SPIKE, AT, AT + 600, False, 12.0, 500.0, 200.0, 30.0)


def row(one: Anomaly, told: bool = True) -> Prediction:
    quiet = () if told else (one.kind,)
    (made,) = entered([one], [], AT + 60, lambda _: "it rose", CountedIds().new, quiet)
    return made


def nobody(_since: int, _until: int) -> bool:
    return False


def test_what_is_told_enters_with_what_it_is_held_to() -> None:
    limit = Limit(600, Side.ABOVE, "an SLO")
    made = row(replace(SPIKE, signal=signal(limit)))
    assert (made.kind, made.subject, made.text) == ("anomaly:spike", "service:web", "it rose")
    assert (made.made_at, made.due_at, made.low, made.middle) == (AT + 60, DUE, 200.0, 500.0)
    assert made.of is not None
    assert (made.of.source, made.of.key, made.of.sort, made.of.since) == ("prometheus", "requests", "", AT)
    assert (made.of.limit, made.of.side, made.of.told) == (600, Side.ABOVE, True)
    muted_one = row(SPIKE, told=False)
    assert muted_one.of is not None and not muted_one.of.told


def test_the_same_enters_once() -> None:
    first = row(SPIKE)
    shifted = replace(SPIKE, at=AT + 3_600)
    assert entered([SPIKE, shifted], [first], AT, lambda _: "", CountedIds().new, ()) == []
    others = [
        replace(SPIKE, kind=AnomalyKind.DIP),
        replace(SPIKE, at=AT + 2 * DAY),
        replace(SPIKE, signal=signal(key="other")),
        replace(SPIKE, signal=replace(signal(), subject="service:other")),
    ]
    assert len(entered([*others, *others], [first], AT, lambda _: "", CountedIds().new, ())) == 4


def test_before_it_is_due_nobody_knows() -> None:
    assert judged(row(SPIKE), days(30), DUE - 1, nobody) is None


def test_what_went_back_by_itself_did_not_help() -> None:
    done = judged(row(SPIKE), days(30), DUE, nobody)
    assert done is not None
    assert (done.came, done.judged_at) == (False, DUE)
    assert done.value == pytest.approx(200, abs=20)


def test_it_helped_when_somebody_did_something_about_it() -> None:
    asked = []

    def did(since: int, until: int) -> bool:
        asked.append((since, until))
        return True

    done = judged(row(SPIKE), days(30), DUE, did)
    assert done is not None and done.came
    assert asked == [(AT, DUE)]


@pytest.mark.parametrize(
    ("side", "bound", "came"), [(Side.ABOVE, 600, True), (Side.ABOVE, 900, False), (Side.BELOW, 50, True)]
)
def test_it_helped_when_the_limit_was_passed(side: Side, bound: float, came: bool) -> None:
    samples = days(30)
    samples.values[16 * A_DAY] = 700
    samples.values[17 * A_DAY] = 10
    done = judged(row(replace(SPIKE, signal=signal(Limit(bound, side, "")))), samples, DUE, nobody)
    assert done is not None and done.came is came
    # What was passed before, or after the week, has nothing to do with it.
    early = days(30)
    early.values[13 * A_DAY] = 700
    early.values[22 * A_DAY] = 700
    done = judged(row(replace(SPIKE, signal=signal(Limit(600, Side.ABOVE, "")))), early, DUE, nobody)
    assert done is not None and not done.came


@pytest.mark.parametrize(("height", "came"), [(300.0, True), (160.0, True), (100.0, False), (-300.0, False)])
def test_a_level_shift_helped_when_it_stayed(height: float, came: bool) -> None:
    samples = days(30)
    samples.values[14 * A_DAY :] += height
    done = judged(row(replace(SPIKE, kind=AnomalyKind.SHIFT)), samples, DUE, nobody)
    assert done is not None and done.came is came


def test_a_flat_line_and_a_silence_helped_when_they_went_on() -> None:
    samples = days(30)
    moving = judged(row(replace(SPIKE, kind=AnomalyKind.FLAT)), samples, DUE, nobody)
    back = judged(row(replace(SPIKE, kind=AnomalyKind.SILENCE)), samples, DUE, nobody)
    assert moving is not None and back is not None
    assert (moving.came, back.came) == (False, False)
    samples.values[14 * A_DAY :] = 7
    flat = judged(row(replace(SPIKE, kind=AnomalyKind.FLAT)), samples, DUE, nobody)
    ended = Samples(samples.times[: 14 * A_DAY], samples.values[: 14 * A_DAY])
    silent = judged(row(replace(SPIKE, kind=AnomalyKind.SILENCE)), ended, DUE, nobody)
    assert flat is not None and silent is not None
    assert (flat.came, silent.came) == (True, True)


def test_what_nobody_heard_of_is_given_up_in_the_end() -> None:
    ended = Samples(np.empty(0, np.int64), np.empty(0))
    one = row(SPIKE)
    assert judged(one, ended, DUE + PATIENCE - 1, nobody) is None
    done = judged(one, ended, DUE + PATIENCE, nobody)
    assert done is not None
    assert (done.came, done.outcome) == (None, Came.NOT_RESOLVABLE)
    assert given_up(one, DUE) is None


def test_what_seldom_helps_is_muted_with_its_reason() -> None:
    def past(helped: int, of: int) -> list[Prediction]:
        return [replace(row(SPIKE), judged_at=DUE, came=at < helped) for at in range(of)]

    assert muted({AnomalyKind.SPIKE: past(0, ENOUGH - 1)}) == {}
    assert muted({AnomalyKind.SPIKE: past(4, ENOUGH)}) == {}
    found = muted({AnomalyKind.SPIKE: past(3, ENOUGH), AnomalyKind.SHIFT: past(20, 31)})
    assert found == {AnomalyKind.SPIKE: "of the last 20 of this kind 3 helped, less than 20\u202f%"}
    lost = [replace(row(SPIKE), judged_at=DUE, outcome=Came.NOT_RESOLVABLE)] * 40
    assert muted({AnomalyKind.SPIKE: lost}) == {}


def test_each_kind_has_its_name_in_the_ledger() -> None:
    assert set(KINDS.values()) == set(AnomalyKind)
    assert all(name == f"anomaly:{kind.value}" for name, kind in KINDS.items())
