"""The next hours enter the ledger, are judged by what came, and the next bands go by it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mainstay.adapters.store.opening import open_store
from mainstay.analysis.ledger.issuing_hours import widened_by
from mainstay.analysis.ledger.resolving import PATIENCE
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import HOUR_DATE, HOUR_LEVEL, Prediction
from mainstay.domain.short_term import ShortTerm
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.flows.entering import Entered, Terms, give_up, known_standings
from mainstay.flows.entering_hours import due_hours, enter_hours
from mainstay.flows.looking_at_forecasts import classes, predictions
from mainstay.ports.store import Store
from tests.fakes.ids import CountedIds

HOUR, DAY = 3_600, 86_400
START = 20_500 * DAY
IDS = CountedIds()
SERIES = 12


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(str(tmp_path / "store.sqlite"))
    yield found
    found.close()


def signal(at: int) -> Signal:
    return Signal(
        "main", f"disk {at}", "host:a", f"disk {at}", "disk", "B", limit=Limit(100.0, Side.ABOVE, "given")
    )


def told(at: int, day: int, half: float = 1.0, *, middle: float = 50.0, passes: bool = False) -> Forecast:
    start = START + day * DAY
    found = ShortTerm(
        "week profile",
        start,
        (middle,) * 48,
        (middle - half,) * 48,
        (middle + half,) * 48,
        at=start + 20 * HOUR if passes else 0,
        early=start + 10 * HOUR if passes else 0,
        past=(50.0,),
    )
    return Forecast(signal(at), start, Verdict.STAYS, 7, next_hours=found)


def hours(day: int, levels: float) -> Hours:
    return Hours(START + (day - 14) * DAY, np.full(14 * 24, levels))


def terms(store: Store, now: int) -> Terms:
    return Terms(known_standings(store, now, {}), {}, IDS.new, {})


def entered(store: Store, day: int, levels: float, **more: bool | float) -> Entered:
    now = START + day * DAY
    made = [(told(at, day, **more), hours(day, levels)) for at in range(SERIES)]  # type: ignore[arg-type]
    return enter_hours(store, made, now, terms(store, now))


def kept(store: Store) -> list[Prediction]:
    return list(predictions(store, 0, "", "", 10_000).predictions)


def test_what_is_told_enters_once_and_is_judged_when_its_hour_is_over(store: Store) -> None:
    assert entered(store, 0, 50.0, passes=True) == Entered(2 * SERIES, 0)
    assert entered(store, 0, 50.0, passes=True) == Entered(0, 0)
    assert entered(store, 1, 50.0) == Entered(0, 0)
    assert due_hours(store, START + DAY, 100, {}) == frozenset()
    now = START + 2 * DAY
    assert due_hours(store, now, 100, {}) == {("main", f"disk {at}") for at in range(SERIES)}
    assert len(due_hours(store, now, 3, {})) <= 3
    # The dates were open at their ends: nobody knows. New levels enter as the old ones are judged.
    assert entered(store, 2, 50.5) == Entered(SERIES, 2 * SERIES)
    known = [one for one in kept(store) if one.judged_at]
    assert {(one.kind, one.came, one.outcome) for one in known} == {
        (HOUR_LEVEL, True, None),
        (HOUR_DATE, False, Came.NOT_RESOLVABLE),
    }
    assert {one.value for one in known} == {50.5, None}
    texts = {one.text.replace("\u202f", " ") for one in kept(store) if one.kind == HOUR_LEVEL}
    assert "disk 0 is between 49 B and 51 B in 48 hours" in texts


def test_bands_that_were_too_narrow_are_widened_and_its_class_stands_by_itself(store: Store) -> None:
    for day in range(0, 21, 2):
        entered(store, day, 53.0, half=1.0)
    now = START + 20 * DAY
    ((view,), _) = classes(store, now, {})
    assert (view.sort, view.open) == ("disk by hours", SERIES)
    assert view.live is not None
    assert (view.live.bands, view.live.inside) == (10 * SERIES, 0)
    said = known_standings(store, now, {})
    # What came was three half widths away, drawn to one by what is believed without any case.
    wide = widened_by(said["disk by hours"], 48)
    assert 2.0 < wide < 3.0
    assert widened_by(said["disk by hours"], 168) == 1.0
    assert "disk" not in said


def test_days_are_no_reason_to_judge_hours_nor_hours_to_judge_another_machine(store: Store) -> None:
    entered(store, 0, 50.0)
    other = replace(told(0, 2), signal=replace(signal(0), subject="host:b"))
    assert enter_hours(
        store, [(other, hours(2, 50.0))], START + 2 * DAY, terms(store, START + 2 * DAY)
    ) == Entered(1, 0)


def test_what_nobody_hears_of_is_given_up_with_all_others(store: Store) -> None:
    entered(store, 0, 50.0)
    assert give_up(store, START + 2 * DAY, {}) == 0
    assert give_up(store, START + 2 * DAY + PATIENCE, {}) == SERIES
    assert {one.outcome for one in kept(store)} == {Came.NOT_RESOLVABLE}


def test_a_series_whose_hours_are_told_no_more_is_judged_still(store: Store) -> None:
    entered(store, 0, 50.0)
    now = START + 2 * DAY
    without = replace(told(0, 2), next_hours=None)
    assert enter_hours(store, [(without, hours(2, 50.0))], now, terms(store, now)) == Entered(0, 1)
