"""Anomalies enter the ledger of a store, beside forecasts of the same series, and are judged a week later."""

from dataclasses import replace

import pytest

from mainstay.analysis.anomalies.learning import ENOUGH, PATIENCE, WEEK
from mainstay.domain.anomaly import Anomaly, AnomalyKind
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import Prediction
from mainstay.domain.signal import Samples
from mainstay.flows.entering import give_up
from mainstay.flows.learning_of_anomalies import Waiting, enter, judge, muted_kinds, waiting
from mainstay.flows.looking_at_forecasts import classes, predictions
from mainstay.ports.store import Store
from tests.fakes.ids import CountedIds
from tests.fakes.workshops import Workshop
from tests.unit.analysis.anomalies.worlds import BEGAN, DAY, days, signal

AT = BEGAN + 14 * DAY
SPIKE = Anomaly(signal(), AnomalyKind.SPIKE, AT, AT + 600, False, 12.0, 500.0, 200.0, 30.0)
IDS = CountedIds()


@pytest.fixture
def store() -> Store:
    return Workshop().house.store


def told(store: Store, found: list[Anomaly], now: int, left: Waiting | None = None) -> int:
    return enter(store, found, left or Waiting(), now, IDS.new, lambda one: one.kind.value, {})


def rows(store: Store) -> list[Prediction]:
    with store.reading() as work:
        return sorted(work.ledger.of("anomaly:spike"), key=lambda one: one.made_at)


def nobody(_subject: str, _since: int, _until: int) -> bool:
    return False


def test_what_is_told_again_and_again_enters_once(store: Store) -> None:
    assert told(store, [SPIKE], AT + 60) == 1
    assert told(store, [replace(SPIKE, at=AT + 300)], AT + 3_600) == 0
    left = waiting(store, AT + WEEK)
    judge(left, signal(), days(30), AT + WEEK, nobody)
    # Also when it was judged meanwhile, and a long look back finds it again.
    assert told(store, [SPIKE], AT + WEEK, left) == 0
    assert told(store, [SPIKE], AT + WEEK + 60) == 0
    assert [one.came for one in rows(store)] == [False]


def test_a_week_later_it_is_judged_by_the_points_of_its_series(store: Store) -> None:
    told(store, [SPIKE], AT + 60)
    assert waiting(store, AT + WEEK - 1).due == {}
    left = waiting(store, AT + WEEK)
    judge(left, signal(key="other"), days(30), AT + WEEK, nobody)
    assert left.known == []
    asked: list[str] = []

    def touched(subject: str, since: int, until: int) -> bool:
        asked.append(subject)
        return since == AT and until == AT + WEEK

    judge(left, signal(), days(30), AT + WEEK, touched)
    told(store, [], AT + WEEK, left)
    assert [(one.came, one.judged_at) for one in rows(store)] == [(True, AT + WEEK)]
    assert asked == ["service:web"]
    assert waiting(store, AT + WEEK).due == {}


def test_what_is_gone_is_given_up(store: Store) -> None:
    told(store, [SPIKE], AT + 60)
    for now, outcome in ((AT + WEEK + PATIENCE - 1, None), (AT + WEEK + PATIENCE, Came.NOT_RESOLVABLE)):
        told(store, [], now, waiting(store, now))
        assert [one.outcome for one in rows(store)] == [outcome]


def test_what_seldom_helped_is_muted_and_judged_on(store: Store) -> None:
    assert muted_kinds(store) == {}
    for place in range(ENOUGH):
        told(store, [replace(SPIKE, signal=signal(key=f"k{place}"))], AT + 60)
    left = waiting(store, AT + WEEK)
    for place in range(ENOUGH):
        judge(left, signal(key=f"k{place}"), days(30), AT + WEEK, nobody)
    told(store, [], AT + WEEK, left)
    quiet = muted_kinds(store)
    assert quiet == {AnomalyKind.SPIKE: "of the last 20 of this kind 0 helped, less than 20\u202f%"}
    later = replace(SPIKE, at=AT + 9 * DAY)
    enter(store, [later], Waiting(), AT + 9 * DAY, IDS.new, lambda _: "", quiet)
    newest = rows(store)[-1]
    assert newest.of is not None and not newest.of.told


def test_forecasts_know_nothing_of_them(store: Store) -> None:
    told(store, [SPIKE], AT + 60)
    now = AT + 40 * DAY
    assert give_up(store, now, {}) == 0
    assert classes(store, now, {}) == ((), None)
    assert predictions(store, now, "", "", 10).predictions == ()
    assert [one.judged_at for one in rows(store)] == [0]


def test_points_may_be_none(store: Store) -> None:
    told(store, [SPIKE], AT + 60)
    left = waiting(store, AT + WEEK)
    samples = days(1)
    judge(left, signal(), Samples(samples.times[:0], samples.values[:0]), AT + WEEK, nobody)
    assert left.known == []
