"""Which series have their next hours told, and what is said where the library is not installed."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from mainstay.adapters.clock import SystemClock
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.notice import Notice
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.wiring import next_hours
from mainstay.wiring.next_hours import with_next_hours

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
