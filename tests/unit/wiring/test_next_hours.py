"""Which series have their next hours told, and what is said where the library is not installed."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from mainstay.adapters.clock import SystemClock
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.ledger_case import ClassRecord, Standing
from mainstay.domain.notice import Notice
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.wiring import next_hours
from mainstay.wiring.next_hours import with_next_hours, without_muted_hours

NOW = 1_700_000_000 // 3_600 * 3_600
LEVELS = 50 + 10 * np.sin(np.arange(28 * 24) * 2 * np.pi / 24)


def one(key: str, verdict: Verdict = Verdict.STAYS, chance: float = 0.0) -> Forecast:
    signal = Signal("file", key, "file:a", key, "metric", limit=Limit(90.0, Side.ABOVE, "given"))
    return Forecast(signal, NOW, verdict, 90, chances=(chance, chance, chance))


def kept(*made: Forecast) -> dict[tuple[str, str], Hours]:
    return {("file", each.signal.key): Hours(NOW - len(LEVELS) * 3_600, LEVELS) for each in made}


def told(made: list[Forecast], hours: int, notices: list[Notice]) -> dict[str, int]:
    found = with_next_hours(made, kept(*made), hours, SystemClock(), notices)
    assert [each.signal.key for each in found] == [each.signal.key for each in made]
    assert [replace(each, next_hours=None) for each in found] == made
    return {each.signal.key: len(each.next_hours.middle) for each in found if each.next_hours is not None}


@pytest.fixture(autouse=True)
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "statsforecast.models", None)


def test_a_week_of_hours_is_told_of_what_may_pass_its_limit_within_a_week() -> None:
    made = [one("far", chance=0.09), one("near", Verdict.MAY_CROSS, 0.11), one("muted", Verdict.MUTED, 0.5)]
    notices: list[Notice] = []
    assert told(made, 0, notices) == {"near": 168}
    assert notices == []


def test_hours_that_are_asked_for_are_told_of_all_but_what_is_not_believed() -> None:
    made = [one("far"), one("muted", Verdict.MUTED), one("unusable", Verdict.UNUSABLE)]
    notices: list[Notice] = []
    assert told(made, 24, notices) == {"far": 24}
    (notice,) = notices
    assert (notice.code, "mainstay[forecast]" in notice.mend) == ("no-seasonal-models", True)


def test_of_too_many_the_most_urgent_are_told_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_hours, "MOST", 2)
    made = [one("a"), one("b", Verdict.CROSSED), one("c", Verdict.CROSSES), one("d")]
    notices: list[Notice] = []
    assert told(made, 24, notices) == {"b": 24, "c": 24}
    assert [(each.code, each.count) for each in notices] == [("hours-left-out", 2), ("no-seasonal-models", 1)]


def test_what_has_no_hours_stays_as_it_was() -> None:
    made = [one("near", Verdict.MAY_CROSS, 0.5)]
    assert with_next_hours(made, {}, 0, SystemClock(), []) == made


RECORD = ClassRecord("metric by hours", 30, 9, None, None, 0, 0, None, 0, (), 0)


def test_bands_are_as_wide_as_the_ledger_says_of_the_class_by_hours() -> None:
    made = [one("a")]
    wide = {
        said: with_next_hours(
            made, kept(*made), 24, SystemClock(), [], {said: Standing(RECORD, {0: 2.0, 1: 9.0})}
        )[0].next_hours
        for said in ("metric", "metric by hours")
    }
    usual, twice = wide.values()
    assert usual is not None
    assert twice is not None
    assert (usual.widened, twice.widened) == (1.0, 2.0)


def test_hours_of_a_muted_class_are_not_told_and_it_is_said_why() -> None:
    made = with_next_hours([one("a")], kept(one("a")), 24, SystemClock(), [])
    notices: list[Notice] = []
    assert without_muted_hours(made, {"metric by hours": Standing(RECORD)}, notices) == made
    assert notices == []
    muted = {"metric by hours": Standing(replace(RECORD, muted="9 of 30 levels were inside"))}
    assert without_muted_hours(made, muted, notices) == [one("a")]
    (notice,) = notices
    assert "class metric are not told: 9 of 30 levels" in notice.text


def test_what_has_too_few_hours_is_counted() -> None:
    made, notices = [one("a")], list[Notice]()
    few = {("file", "a"): Hours(NOW - 9 * 3_600, LEVELS[:9])}
    assert with_next_hours(made, few, 24, SystemClock(), notices) == made
    assert [(each.code, each.count) for each in notices if each.code != "no-seasonal-models"] == [
        ("hours-too-few", 1)
    ]
