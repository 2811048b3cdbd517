"""How far classes are to be believed."""

from dataclasses import replace

import pytest

from mainstay.analysis.ledger.believing import band_cases, believed, crossing_cases, live, standings
from mainstay.analysis.ledger.scoring import ENOUGH
from mainstay.domain.forecast import Forecast, SoFar, Verdict
from mainstay.domain.ledger_case import Came, ClassRecord
from mainstay.domain.prediction import DATE, LEVEL, PASSES, Of, Prediction
from mainstay.domain.replay import Replay, ReplayedClass
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.present.forecast_words import sentence

OF = Of("host", "disk", "disk", 0, 28, "B", 2.0, 1.5, limit=100.0)
BAND = Prediction(
    "1", LEVEL, "web1", "", 0, 9, None, 8.0, 12.0, 0.8, 10, came=True, value=11.0, middle=10.0, of=OF
)
CHANCE = Prediction("2", PASSES, "web1", "", 0, 9, 0.7, judged_at=10, came=True, value=5.0, of=OF)
TOLD = Prediction(
    "3",
    DATE,
    "web1",
    "",
    0,
    9,
    0.9,
    2.0,
    None,
    0.8,
    10,
    came=True,
    value=5.0,
    middle=4.0,
    outcome=Came.HIT,
    of=OF,
)


def replayed(sort: str = "disk") -> Replay:
    record = ClassRecord(sort, 900, 700, 1.0, 1.0, 0, 0, None, 0, (), 0)
    return Replay("r", 0, 0, 0, 52, 3, ("host",), (ReplayedClass(record, {4: 1.2}),))


def test_predictions_become_cases() -> None:
    (band,) = band_cases([BAND, CHANCE, TOLD, replace(BAND, of=None), replace(BAND, middle=None)])
    assert (band.sort, band.weeks, band.low, band.high, band.value) == ("disk", 4, 8.0, 12.0, 11.0)
    assert (band.moves, band.widened, band.cover) == (2.0, 1.5, 0.8)
    chance, date = crossing_cases([BAND, CHANCE, TOLD])
    assert (chance.probability, chance.at, chance.passed) == (0.7, 0, 5)
    assert date.probability is None
    assert (date.at, date.early, date.late, date.passed) == (4, 2, 0, 5)


def test_what_nobody_knows_counts_as_unknown_and_what_was_taken_back_not_at_all() -> None:
    lost = [replace(one, came=None, value=None, outcome=Came.NOT_RESOLVABLE) for one in (BAND, CHANCE, TOLD)]
    (found,) = live(lost).values()
    assert (found.record.bands, found.record.crossings, found.record.unknown) == (0, 0, 3)
    assert dict(found.record.outcomes) == {Came.NOT_RESOLVABLE: 1}
    back = [replace(one, came=None, value=None, outcome=Came.WITHDRAWN) for one in (CHANCE, TOLD)]
    assert live(back) == {}


def test_what_was_prevented_is_neither_right_nor_wrong() -> None:
    saved = [replace(one, came=False, value=None, outcome=Came.PREVENTED) for one in (CHANCE, TOLD)]
    (found,) = live(saved).values()
    assert found.record.crossings == 0 and found.record.brier is None
    assert dict(found.record.outcomes) == {Came.PREVENTED: 1}


def test_the_live_record_counts_once_it_is_long_enough_and_never_with_the_replay() -> None:
    few = standings([BAND] * (ENOUGH - 1), replayed())["disk"]
    assert few.replayed and few.record.bands == 900 and few.factors == {4: 1.2}
    enough = standings([BAND] * ENOUGH, replayed())["disk"]
    assert not enough.replayed and enough.record.bands == ENOUGH
    assert not standings([BAND], None)["disk"].replayed
    assert standings([BAND] * ENOUGH, replayed("cpu")).keys() == {"cpu", "disk"}


def test_weeks_that_have_no_live_record_keep_the_replayed_one_and_others_stay_as_they_are() -> None:
    narrow = [replace(BAND, value=10.1, of=replace(OF, days=7, widened=1.0))] * (2 * ENOUGH)
    alone = standings(narrow, None)["disk"].factors
    assert alone[1] < 0.8 and (alone[4], alone[12]) == (1.0, 1.0)
    record = replayed().classes[0].record
    past = replace(replayed(), classes=(ReplayedClass(record, {1: 1.1, 4: 1.2, 12: 1.8}),))
    after_a_week = standings(narrow, past)["disk"]
    assert not after_a_week.replayed and after_a_week.factors == {1: alone[1], 4: 1.2, 12: 1.8}
    few = [replace(BAND, value=10.1)] * (ENOUGH - 1)
    assert standings([*narrow, *few], past)["disk"].factors[4] == 1.2
    assert standings([*narrow, *few, few[0]], past)["disk"].factors[4] < 1.0


def test_what_a_band_was_multiplied_by_is_not_learnt_twice() -> None:
    # The bands were half of what they are, and are right now: the next ones are to be as they are.
    right = [
        replace(BAND, value=10.0 + 2 * (at % 100 - 49.5) / 40, of=replace(OF, widened=2.0))
        for at in range(400)
    ]
    (found,) = live(right).values()
    assert found.factors[4] == pytest.approx(2.0, rel=0.05)


def test_of_a_class_whose_dates_are_worth_nothing_none_is_told_also_without_a_ledger() -> None:
    signal = Signal(
        "code", "k", "repo:a", "code lines of a.py", "file-lines", "lines", limit=Limit(400.0, Side.ABOVE, "")
    )
    one = Forecast(signal, 0, Verdict.CROSSES, 90, at=9, early=8, late=10, chances=(0.1, 0.5, 0.9))
    told = believed(one)
    assert (told.verdict, told.at, told.chances) == (Verdict.MUTED, 0, ())
    assert "grow by leaps" in told.reason and "grow by leaps" in sentence(told)
    beyond = replace(one, verdict=Verdict.CROSSED)
    assert believed(beyond) is beyond


@pytest.mark.parametrize("verdict", list(Verdict))
def test_of_a_muted_class_no_date_is_told(verdict: Verdict) -> None:
    signal = Signal("host", "disk", "web1", "disk", "disk", limit=Limit(1.0, Side.ABOVE, ""))
    one = Forecast(
        signal,
        1,
        verdict,
        90,
        at=5,
        early=3,
        late=9,
        chances=(0.1, 0.7, 0.9),
        so_far=SoFar(30, 8, muted="8 of 30"),
    )
    found = believed(one)
    if verdict in {Verdict.CROSSES, Verdict.MAY_CROSS, Verdict.STAYS}:
        assert (found.verdict, found.at, found.chances, found.reason) == (Verdict.MUTED, 0, (), "8 of 30")
    else:
        assert found is one
    assert believed(replace(one, so_far=None)).verdict is verdict
    assert believed(replace(one, so_far=SoFar(30, 24))).verdict is verdict
