"""What every source of series promises, tried on a metrics server, and on the fake."""

from collections.abc import Callable

import numpy as np
import pytest

from mainstay.analysis.rollups.hours import DAY, HOUR
from mainstay.config.operator.forecast_setting import ForecastSeries, ForecastsSetting
from mainstay.domain.errors import EvidenceMissing
from mainstay.keepers.metrics.source import ServerSeries, UnusableSeries
from mainstay.ports.series_source import SeriesSource
from tests.fakes.clock import SetClock
from tests.fakes.metrics import MemoryMetricsStore
from tests.fakes.rollups import BEGAN, made_signal
from tests.fakes.series_sources import MemorySource

NOW = BEGAN + 10 * DAY
Make = Callable[..., SeriesSource]


def a_server(*, away: str = "", late: bool = False) -> SeriesSource:
    store = MemoryMetricsStore(
        {query: lambda at: [({"instance": "a"}, at)] if at >= BEGAN else [] for query in ("a", "b")},
        away=away,
        name="main",
    )
    setting = ForecastsSetting((ForecastSeries("a", "a"), ForecastSeries("b", "b")))
    if late:
        # It knows the expression when it is asked what there is, and refuses it afterwards.
        answers = store.told["b"]

        def once(at: float) -> object:
            store.refused.add("b")
            return answers(at)

        store.told["b"] = once
    return ServerSeries(store, setting, SetClock(NOW))


def a_fake(*, away: str = "", late: bool = False) -> SeriesSource:
    signals = {key: made_signal(key, source="main") for key in ("a", "b")}
    source = MemorySource(signals, "main", away=away, fails_at=0 if late else None)
    if late:
        source.signals["c"], source.fails_at = made_signal("c", source="main"), 1
    return source


@pytest.fixture(params=[a_server, a_fake], ids=["server", "fake"])
def make(request) -> Make:
    return request.param


def test_series_bear_the_name_of_their_source_and_are_there_once(make: Make) -> None:
    source = make()
    found = source.series(NOW).signals
    assert {one.source for one in found} == {source.name} == {"main"}
    assert len({one.key for one in found}) == len(found) == 2


def test_points_are_those_from_the_first_moment_to_before_the_last(make: Make) -> None:
    source = make()
    keys = [one.key for one in source.series(NOW).signals]
    start, end = BEGAN + DAY, BEGAN + 3 * DAY
    read = [one for portion in source.points(keys, start, end) for one in portion.read]
    assert sorted(signal.key for signal, _ in read) == sorted(keys)
    for _, samples in read:
        times = np.asarray(samples.times)
        assert (times[0], times[-1]) == (start, end - HOUR)
        assert len(times) == 48


def test_what_has_no_points_in_the_span_is_neither_read_nor_unread(make: Make) -> None:
    source = make()
    keys = [one.key for one in source.series(NOW).signals]
    portions = list(source.points(keys, BEGAN - 2 * DAY, BEGAN))
    assert not [one for portion in portions for one in (*portion.read, *portion.unread)]
    assert not any(portion.notice for portion in portions)


def test_what_cannot_be_read_is_named_and_the_rest_is_read(make: Make) -> None:
    source = make(late=True)
    keys = [one.key for one in source.series(NOW).signals]
    portions = list(source.points(keys, BEGAN, BEGAN + DAY))
    read = {signal.key for portion in portions for signal, _ in portion.read}
    unread = {key for portion in portions for key in portion.unread}
    assert read and unread
    assert (read | unread, read & unread) == (set(keys), set())
    assert all(bool(portion.unread) == (portion.notice is not None) for portion in portions)


def test_one_that_is_away_says_so(make: Make) -> None:
    with pytest.raises(EvidenceMissing, match="it is down"):
        make(away="it is down").series(NOW)


def test_a_server_that_cannot_be_asked_at_all_is_away() -> None:
    source = UnusableSeries("far", EvidenceMissing("its token is not there", mend="write it"))
    with pytest.raises(EvidenceMissing, match="its token is not there") as failure:
        source.series(NOW)
    assert failure.value.mend == "write it"
    assert list(source.points([], BEGAN, NOW)) == []
