"""Forecasts that enter the ledger and are judged by what came, day after day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.forecasting.listing import listed
from mainstay.analysis.ledger.resolving import PATIENCE
from mainstay.analysis.ledger.scoring import ENOUGH
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.ledger_case import Came, ClassRecord, Standing
from mainstay.domain.prediction import DATE, LEVEL, PASSES, Of, Prediction
from mainstay.domain.promise import KEPT
from mainstay.domain.replay import Replay, ReplayedClass
from mainstay.domain.run import Run
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.flows.entering import Entered, Terms, carried_out, enter, give_up, known_standings
from mainstay.flows.looking_at_forecasts import LATEST, classes, latest_judged, predictions, with_past
from mainstay.flows.promising import judge_promises
from mainstay.ports.store import Store
from tests.fakes.ids import CountedIds
from tests.fakes.workshops import Workshop, step, steps_plan
from tests.unit.analysis.forecasting.worlds import world

MONDAY = 20_500 * DAY
HISTORY = 90
IDS = CountedIds()


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


@pytest.fixture
def store(shop: Workshop) -> Store:
    return shop.house.store


def signals(count: int, limit: float, sort: str = "disk") -> list[Signal]:
    return [
        Signal(
            "host",
            f"{sort}:{at}",
            "repo:shop",
            f"{sort} {at}",
            sort,
            "B",
            limit=Limit(limit, Side.ABOVE, "its size"),
        )
        for at in range(count)
    ]


def told(
    store: Store, series: list[Signal], levels: np.ndarray, day: int, share: float = 1.0
) -> tuple[tuple[Forecast, ...], Entered]:
    """Forecast from what is known `day` days after the first Monday, and enter it."""
    now = MONDAY + day * DAY
    known = levels[:, : HISTORY + day]
    days = [Days(now - known.shape[1] * DAY, row) for row in known]
    made = forecasts(zip(series, days, strict=True), now, standings=standing(store, now))
    return made, enter(store, list(zip(made, days, strict=True)), now, terms(store, now, share))


def standing(store: Store, now: int) -> Mapping[str, Standing]:
    unread: dict[str, str] = {}
    said = known_standings(store, now, unread)
    assert unread == {}
    return said


def terms(store: Store, now: int, share: float = 1.0) -> Terms:
    return Terms(standing(store, now), carried_out(store, now), IDS.new, {}, share)


def kept(store: Store) -> list[Prediction]:
    return list(predictions(store, 0, "", "", 10_000).predictions)


def test_what_is_foretold_enters_once_and_is_judged_when_it_is_due(store: Store) -> None:
    levels = world(6, days=HISTORY + 40, slope=1.0, noise=1.0)
    series = signals(6, 250.0)
    made, first = told(store, series, levels, 0)
    assert {one.verdict for one in made} == {Verdict.CROSSES}
    assert first == Entered(6 * 5, 0)
    assert told(store, series, levels, 0)[1] == Entered(0, 0)
    assert told(store, series, levels, 3)[1] == Entered(0, 0)
    # A week later the first levels are due, and the next ones enter.
    assert told(store, series, levels, 7)[1] == Entered(6 * 4, 6)
    week = [one for one in kept(store) if one.judged_at]
    assert {(one.kind, one.of.days if one.of else 0) for one in week} == {(LEVEL, 7)}
    assert all(
        one.value is not None and one.came == (one.low <= one.value <= one.high)
        for one in week
        if one.low and one.high
    )


def test_machines_that_share_a_store_are_not_judged_by_one_another(store: Store) -> None:
    ours = signals(2, 250.0)
    others = [replace(one, subject="host:other") for one in ours]
    levels = world(2, days=HISTORY + 40, slope=1.0, noise=1.0)
    assert told(store, ours, levels, 0)[1].issued == 2 * 5
    # Nothing of the other one's was foretold yet, so it enters whole; and its levels say nothing about ours.
    assert told(store, others, levels + 1_000, 7)[1].judged == 0
    assert {one.subject for one in kept(store) if not one.judged_at} == {"repo:shop", "host:other"}
    assert told(store, ours, levels, 7)[1].judged == 2
    assert all(one.came for one in kept(store) if one.judged_at)


def test_a_disk_that_fills_hits_its_date(store: Store) -> None:
    levels = world(6, days=HISTORY + 90, slope=1.0, noise=1.0)
    series = signals(6, 100.0 + HISTORY + 40)
    for day in range(0, 60, 7):
        told(store, series, levels, day)
    dates = [one for one in kept(store) if one.kind == DATE]
    assert len(dates) == 6
    assert {one.outcome for one in dates} == {Came.HIT}
    (view,), _ = classes(store, MONDAY + 400 * DAY, {})
    assert view.live is not None and dict(view.live.outcomes) == {Came.HIT: 6}
    assert view.live.came >= 6 and view.live.brier is not None


def test_a_run_that_was_carried_out_prevented_what_did_not_come(shop: Workshop) -> None:
    store = shop.house.store
    levels = world(2, days=HISTORY + 90, slope=1.0, noise=1.0)
    levels[:, HISTORY + 5 :] = 100.0
    series = signals(2, 100.0 + HISTORY + 20)
    shop.house.clock.advance(MONDAY + 3 * DAY - shop.house.clock.now())
    told(store, series, levels, 0)
    shop.applied(steps_plan(step("clean")))
    shop.work()
    for day in range(7, 90, 7):
        told(store, series, levels, day)
    assert {one.outcome for one in kept(store) if one.kind == DATE} == {Came.PREVENTED}
    told_chances = [one for one in kept(store) if one.kind == PASSES and one.made_at == MONDAY]
    assert {one.outcome for one in told_chances} == {Came.PREVENTED}


def test_another_limit_takes_the_date_back_and_tells_a_new_one(store: Store) -> None:
    levels = world(2, days=HISTORY + 20, slope=1.0, noise=1.0)
    told(store, signals(2, 230.0), levels, 0)
    told(store, signals(2, 240.0), levels, 2)
    dates = sorted((one for one in kept(store) if one.kind == DATE), key=lambda one: one.made_at)
    assert [one.outcome for one in dates] == [Came.WITHDRAWN] * 2 + [None] * 2
    assert [one.of.limit for one in dates if one.of] == [230.0] * 2 + [240.0] * 2


def test_of_so_many_series_a_share_enters_but_every_date(store: Store) -> None:
    levels = np.concatenate([world(200, days=HISTORY, noise=2.0), world(20, days=HISTORY, slope=1.0)])
    series = [*signals(200, 1e6), *signals(20, 230.0, "filling")]
    told(store, series, levels, 0, share=0.1)
    found = kept(store)
    assert sum(one.kind == DATE for one in found) == 20
    entered = {one.of.key for one in found if one.of and one.kind == LEVEL}
    assert 5 <= len(entered) <= 50


def test_what_came_true_early_counts_once_those_that_may_not_are_known_too(store: Store) -> None:
    # Half of them rise faster than they did and pass their limit soon; the others stop, which is known when it was due.
    levels = world(8, days=HISTORY + 90, slope=1.0, noise=1.0)
    levels[:4, HISTORY:] += 5.0 * np.arange(90)
    levels[4:, HISTORY:] = levels[4:, HISTORY - 1 : HISTORY]
    series = signals(8, 100.0 + HISTORY + 40)
    told(store, series, levels, 0)
    told(store, series, levels, 13)
    early = [one for one in kept(store) if one.outcome is Came.EARLY]
    assert len(early) == 4
    record = standing(store, MONDAY + 13 * DAY)["disk"].record
    assert (record.dates, record.crossings) == (0, 0)
    told(store, series, levels, 89)
    record = standing(store, MONDAY + 89 * DAY)["disk"].record
    assert dict(record.outcomes) == {Came.EARLY: 4, Came.LATE: 4}


def test_of_many_series_levels_of_each_number_of_weeks_count(store: Store) -> None:
    count = LATEST + 20
    levels = world(count, days=HISTORY + 91, noise=1.0)
    series = signals(count, 1e6)
    told(store, series, levels, 0)
    told(store, series, levels, 77)
    told(store, series, levels, 84)
    with store.reading() as work:
        levels_of = Counter(one.of.days for one in latest_judged(work, MONDAY + 84 * DAY, {}) if one.of)
    assert levels_of[7] == levels_of[28] == levels_of[84] == LATEST


def test_series_that_are_heard_of_no_more_are_given_up(store: Store) -> None:
    levels = world(3, days=HISTORY)
    told(store, signals(3, 500.0), levels, 0)
    assert give_up(store, MONDAY + 7 * DAY + PATIENCE - 1, {}) == 0
    assert give_up(store, MONDAY + 7 * DAY + PATIENCE, {}) == 3
    assert give_up(store, MONDAY + 84 * DAY + PATIENCE, {}) == 9
    (view,), _ = classes(store, MONDAY + 400 * DAY, {})
    assert view.live is not None and (view.live.bands, view.live.unknown, view.open) == (0, 12, 0)


def test_all_that_is_heard_of_no_more_is_given_up_in_one_night(store: Store) -> None:
    count = 10_001
    of = Of("host", "gone", "disk", MONDAY, 7)
    with store.writing() as work:
        work.ledger.add(
            Prediction(
                f"{at:05}", LEVEL, "host:gone", "it stays", MONDAY, MONDAY + at, low=1.0, high=2.0, of=of
            )
            for at in range(count)
        )
    assert give_up(store, MONDAY + PATIENCE + count - 2, {}) == count - 1
    with store.reading() as work:
        assert [one.due_at - MONDAY for one in work.ledger.open_of("host")] == [count - 1]


def test_bands_that_held_too_little_are_widened(store: Store) -> None:
    calm = world(30, days=HISTORY + 200, noise=1.0)
    # From the day on which it is foretold first, each week goes elsewhere.
    chance = np.random.default_rng(3)
    wild = calm.copy()
    wild[:, HISTORY:] += np.repeat(chance.normal(0, 60, (30, 29)), 7, axis=1)[:, :200]
    series = signals(30, 1e6)
    made, _ = told(store, series, wild, 0)
    told(store, series, wild, 7)
    said = standing(store, MONDAY + 7 * DAY)["disk"]
    assert said.record.bands == 30 and said.record.inside < 15 and not said.replayed
    assert not said.record.muted, "one week is no proof"
    assert said.factors[1] > 1.5
    assert all(one.so_far is None for one in made)
    assert all(one.so_far is not None for one in told(store, series, wild, 14)[0])
    assert any(one.of and one.of.widened > 1.5 for one in kept(store))


def test_a_class_that_was_wrong_for_weeks_is_told_no_more_and_still_enters(store: Store) -> None:
    levels = world(8, days=HISTORY + 60)
    series = signals(8, 1e6)
    for day in range(0, 36, 7):
        told(store, series, levels, day)
    with store.writing() as work:
        # As if nothing of what was foretold had come.
        spoilt = [
            replace(one, judged_at=one.due_at, came=False, value=1e6)
            for one in work.ledger.open_of("host")
            if one.kind == LEVEL
        ]
        assert work.ledger.judge_all(spoilt) == len(spoilt)
    now = MONDAY + 400 * DAY
    assert standing(store, now)["disk"].record.muted
    made, _ = told(store, series, levels, 42)
    assert all(one.so_far is not None for one in made)
    said = standing(store, now)
    later = forecasts(
        [(series[0], Days(MONDAY - HISTORY * DAY, levels[0]))], MONDAY + 60 * DAY, standings=said
    )
    days = Days(MONDAY - HISTORY * DAY, levels[0])
    enter(store, [(later[0], days)], MONDAY + 60 * DAY, terms(store, now))
    quiet = [one for one in kept(store) if one.of and not one.of.told]
    assert quiet and {one.of.key for one in quiet if one.of} == {series[0].key}


def test_the_replay_counts_until_enough_was_told_and_stands_apart(store: Store) -> None:
    record = ClassRecord("disk", 900, 700, 1.0, 1.0, 0, 0, None, 0, (), 0)
    with store.writing() as work:
        work.replays.put(Replay("r1", 1, 0, 0, 52, 3, ("host",), (ReplayedClass(record, {1: 2.0, 12: 2.0}),)))
    assert standing(store, MONDAY)["disk"].replayed
    levels = world(ENOUGH, days=HISTORY + 10)
    series = signals(ENOUGH, 1e6)
    plain = forecasts([(series[0], Days(MONDAY - HISTORY * DAY, levels[0, :HISTORY]))], MONDAY)[0]
    made, _ = told(store, series, levels, 0)
    assert made[0].so_far is not None and made[0].so_far.replayed and made[0].so_far.made == 900
    assert made[0].course is not None and plain.course is not None
    assert made[0].course.high[0] - made[0].course.low[0] > 1.2 * (plain.course.high[0] - plain.course.low[0])
    told(store, series, levels, 7)
    said = standing(store, MONDAY + 7 * DAY)["disk"]
    assert not said.replayed and said.record.bands == ENOUGH
    (view,), replay = classes(store, MONDAY + 400 * DAY, {})
    assert view.live is not None and view.replayed == record and replay is not None and replay.mondays == 52


def test_a_replay_of_another_source_hides_none(store: Store) -> None:
    record = ClassRecord("disk", 900, 700, 1.0, 1.0, 0, 0, None, 0, (), 0)
    past = ReplayedClass(record, {1: 2.0}), ReplayedClass(replace(record, sort="jobs"), {1: 0.5})
    with store.writing() as work:
        work.replays.put(Replay("r1", 1, 0, 0, 52, 3, ("host",), past[:1]))
        work.replays.put(Replay("r2", 2, 0, 0, 52, 3, ("/jobs.csv",), past[1:]))
    said = known_standings(store, MONDAY, {})
    assert {sort: one.factors[1] for sort, one in said.items()} == {"disk": 2.0, "jobs": 0.5}
    found, replay = classes(store, MONDAY, {})
    assert [one.sort for one in found if one.replayed] == ["disk", "jobs"]
    assert replay is not None and replay.sources == ("/jobs.csv", "host")


def test_promises_and_forecasts_do_not_judge_each_other(shop: Workshop) -> None:
    store = shop.house.store
    told(store, signals(3, 500.0), world(3, days=HISTORY), 0)
    with store.writing() as work:
        work.ledger.add([Prediction("zz", KEPT, "repo:shop", "errors fall", MONDAY, MONDAY + DAY)])
    shop.house.clock.advance(MONDAY + 400 * DAY - shop.house.clock.now())
    assert judge_promises(shop.house.office("worker"), {}) == ()
    assert give_up(store, MONDAY + 400 * DAY, {}) == 12
    assert all(one.kind != KEPT for one in kept(store))


def test_what_was_carried_out_is_an_event_of_its_subject(shop: Workshop) -> None:
    assert carried_out(shop.house.store, shop.house.clock.now()) == {}
    run = shop.applied(steps_plan(step("clean")))
    shop.work()
    assert carried_out(shop.house.store, shop.house.clock.now()) == {
        "repo:shop": (shop.run(run.id).ended_at,)
    }


def test_what_was_carried_out_is_read_once_for_all_series(store: Store) -> None:
    levels = world(2, days=HISTORY + 90, slope=1.0, noise=1.0)
    levels[:, HISTORY + 5 :] = 100.0
    series = signals(2, 100.0 + HISTORY + 20)
    told(store, series, levels, 0)
    now = MONDAY + 84 * DAY
    days = [Days(now - (HISTORY + 84) * DAY, row[: HISTORY + 84]) for row in levels]
    made = forecasts(zip(series, days, strict=True), now)
    # Nothing of it is in the store: what is given counts.
    given = replace(terms(store, now), carried_out={"repo:shop": (MONDAY + 3 * DAY,)})
    enter(store, list(zip(made, days, strict=True)), now, given)
    assert {one.outcome for one in kept(store) if one.kind == DATE} == {Came.PREVENTED}


def test_what_was_carried_out_is_remembered_for_a_good_year_however_much_came_since(shop: Workshop) -> None:
    store, now = shop.house.store, MONDAY
    shop.house.clock.advance(now - shop.house.clock.now())
    run = shop.applied(steps_plan(step("clean")))
    shop.work()
    pattern = shop.run(run.id)

    def like(name: str, at: int) -> Run:
        return replace(pattern, id=name, made_at=at, started_at=at, ended_at=at)

    with store.writing() as work:
        work.runs.add(like("0-older", now - 401 * DAY))
        work.runs.add(like("1-old", now - 399 * DAY))
        for at in range(1_100):
            work.runs.add(like(f"2-{at:05}", now - 1_100 + at))
    (moments,) = carried_out(store, now).values()
    assert (len(moments), moments[0]) == (1_102, now - 399 * DAY)


def test_a_forecast_comes_with_what_was_foretold_of_its_series_before(store: Store) -> None:
    levels = world(3, days=HISTORY + 50, slope=1.0, noise=1.0)
    series = signals(3, 260.0)
    for day in range(0, 43, 7):
        made, _ = told(store, series, levels, day)
    found = with_past(store, listed(made, MONDAY + 42 * DAY), {})
    for one in found.forecasts:
        assert [past.due_at for past in one.past] == [MONDAY + (day + 28) * DAY for day in range(0, 43, 7)]
        came = [past for past in one.past if past.value is not None]
        assert len(came) == 3
        assert all(past.inside == (past.low <= past.value <= past.high) for past in came if past.value)
        row = next(at for at, signal in enumerate(series) if signal.key == one.signal.key)
        assert came[0].value == levels[row, HISTORY + 27]
    # While nothing a month ahead came due, what was foretold for a week says more.
    young, _ = told(store, signals(3, 260.0, "other"), levels, 0)
    told(store, signals(3, 260.0, "other"), levels, 7)
    (first, *_) = with_past(store, listed(young, MONDAY), {}).forecasts
    assert [past.due_at - past.made_at for past in first.past] == [7 * DAY] * 2
