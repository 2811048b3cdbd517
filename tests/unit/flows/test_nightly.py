"""The night as a whole: all sources, all that is kept, and what is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import pytest

from mainstay.adapters.executors.here import SerialExecutors, ThreadExecutors
from mainstay.analysis.forecasting.days import Days
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.rollups.hours import DAY
from mainstay.domain.errors import RunFailed
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.night import Night
from mainstay.domain.signal import Signal
from mainstay.flows import foretelling_kept
from mainstay.flows.blocks import Blocks
from mainstay.flows.nightly import FORGOTTEN, NightShift, spend_night
from mainstay.flows.taking_in import HISTORY
from mainstay.ports.executors import Executors
from tests.fakes.clock import SetClock
from tests.fakes.rollups import BEGAN, made_rollup, made_signal
from tests.fakes.series_sources import MemorySource, since
from tests.fakes.store import MemoryStore

NOW = BEGAN + 100 * DAY + 9_000


@dataclass
class House:
    """A store, sources and a ledger that remembers what it was handed."""

    sources: list[MemorySource] = field(default_factory=list)
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: SetClock = field(default_factory=lambda: SetClock(NOW))
    batches: list[int] = field(default_factory=list)
    made: dict[tuple[str, str], tuple[Forecast, Days]] = field(default_factory=dict)
    series: int = 0

    def enter(self, made: Sequence[tuple[Forecast, Days]], series: int) -> None:
        self.series = series
        self.batches.append(len(made))
        for one, days in made:
            self.made[one.signal.source, one.signal.key] = one, days
        with self.store.writing() as work:
            work.subjects.get("nobody")

    def night(self, executors: Executors | None = None) -> Night:
        foretell = partial(forecasts, now=self.clock.now())
        shift = NightShift(
            self.store, self.clock, self.sources, foretell, self.enter, Blocks(executors or SerialExecutors())
        )
        return spend_night(shift)


def source(*keys: str, name: str = "host", **more: object) -> MemorySource:
    return MemorySource({key: made_signal(key, source=name) for key in keys}, name, **more)


def test_all_that_is_kept_is_forecast_also_of_a_source_that_is_away() -> None:
    house = House([source("a", "b"), source("c", name="vm")])
    first = house.night()
    assert [(one.source, one.taken, one.new) for one in first.sources] == [("host", 2, 2), ("vm", 1, 1)]
    assert (first.at, first.series, first.dropped) == (NOW, 3, 0)
    house.clock.advance(DAY)
    house.sources[0].away = "it is down"
    second = house.night()
    assert [one.failure for one in second.sources] == ["it is down", ""]
    assert (second.series, sum(second.counts.values())) == (3, 3)
    assert {one.code for one in second.notices} == {"metrics-unread", "metrics-no-limit"}
    forecast, days = house.made["vm", "c"]
    assert forecast.until == days.until == BEGAN + 101 * DAY
    assert len(days.levels) == HISTORY
    assert house.made["host", "a"][0].until == BEGAN + 100 * DAY


def test_batches_are_handed_on_in_their_order_and_few_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foretelling_kept, "AT_ONCE", 3)
    house = House([source(*(f"k{number:02}" for number in range(20)))])
    night = house.night(ThreadExecutors(2))
    assert night.series == 20
    assert house.batches == [3] * 6 + [2]
    assert house.series == 20
    assert list(house.made) == [("host", f"k{number:02}") for number in range(20)]
    assert night.counts == {Verdict.STAYS: 20} or sum(night.counts.values()) == 20


def test_what_is_forecast_from_the_store_is_what_would_be_of_its_levels() -> None:
    house = House([source("a", "b", "c", tell=since(BEGAN + 80 * DAY))])
    house.night()
    forecast, days = house.made["host", "b"]
    alone = forecasts([(made_signal(key), days) for key in ("a", "b", "c")], NOW)[1]
    assert forecast == alone


def test_what_ended_long_ago_is_dropped_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mainstay.flows.nightly._DROPPED_AT_ONCE", 2)
    house = House([source("z")])
    with house.store.writing() as work:
        work.series.put([made_rollup(f"k{days}", days) for days in (1, 2, 3, 4, 5, 90)])
    house.clock.advance((FORGOTTEN + 4 - 100) * DAY)
    night = house.night()
    assert night.dropped == 4
    assert sorted(key for _, key in house.store.held.series) == ["k5", "k90", "z"]


def test_nothing_is_forgotten_where_nothing_comes() -> None:
    house = House([source("z", away="it is down")])
    with house.store.writing() as work:
        work.series.put([made_rollup("old", 3)])
    # A clock that leapt ahead by years finds nothing on any server either.
    house.clock.advance(3_000 * DAY)
    assert house.night().dropped == 0
    assert [key for _, key in house.store.held.series] == ["old"]


def test_what_cannot_be_read_is_told_with_its_name() -> None:
    house = House([source("a", "b")])
    house.night()
    held, name = house.store.held, ("host", "a")
    last = max(held.series[name].blocks)
    held.series[name] = replace(held.series[name], blocks={**held.series[name].blocks, last: b"odd"})
    house.sources = []
    night = house.night()
    (told,) = night.notices
    assert (told.code, told.count) == ("series-unreadable", 1)
    assert told.examples[0].startswith("host: a: block ")
    assert night.series == 2


def test_a_ledger_that_fails_ends_the_night_and_leaves_what_was_taken_in() -> None:
    house = House([source("a")])

    def broken(*_: object) -> None:
        raise RunFailed("the disk is full")

    shift = NightShift(house.store, house.clock, house.sources, _foretold, broken, Blocks(SerialExecutors()))
    with pytest.raises(RunFailed, match="the disk is full"):
        spend_night(shift)
    assert house.store.held.series["host", "a"].taken_to == BEGAN + 100 * DAY + 2 * 3_600


def _foretold(series: Sequence[tuple[Signal, Days]]) -> Sequence[Forecast]:
    return forecasts(series, NOW)
