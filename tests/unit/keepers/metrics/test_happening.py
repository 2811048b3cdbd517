"""When something was done, as a metrics server knows it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.config.operator.forecast_setting import ForecastEvents
from mainstay.domain.errors import EvidenceMissing
from mainstay.domain.signal import Samples
from mainstay.keepers.metrics.happening import MOST, changes, happened
from tests.fakes.metrics import MemoryMetricsStore

HOUR = 3_600
SPAN = (0, 240 * HOUR, HOUR)


def store() -> MemoryMetricsStore:
    return MemoryMetricsStore(
        {
            "started": lambda at: [({"pod": "a"}, at // (100 * HOUR)), ({"pod": "b"}, at // (150 * HOUR))],
            "version": lambda at: [({}, 7)],
            "restless": lambda at: [({}, at)],
        },
        {"wrong{"},
    )


def test_each_change_of_a_value_is_an_event_of_its_subject() -> None:
    given_ones = [
        ForecastEvents("started", "service:shop"),
        ForecastEvents("version"),
        ForecastEvents("gone"),
    ]
    found, notices = happened(store(), given_ones, *SPAN, first=True)
    assert found == {"service:shop": (100 * HOUR, 150 * HOUR, 200 * HOUR), "": ()}
    assert notices == ()


def test_a_server_is_asked_for_its_own_events_and_the_first_for_those_of_none() -> None:
    name = store().name
    given_ones = [
        ForecastEvents("started", "a", name),
        ForecastEvents("started", "b", "other"),
        ForecastEvents("started", "c"),
    ]
    assert set(happened(store(), given_ones, *SPAN, first=False)[0]) == {"a"}
    assert set(happened(store(), given_ones, *SPAN, first=True)[0]) == {"a", "c"}


def test_what_cannot_be_asked_is_told_and_the_others_are_there() -> None:
    found, (notice,) = happened(
        store(), [ForecastEvents("wrong{", "x"), ForecastEvents("started")], *SPAN, first=True
    )
    assert notice.code == "metrics-events-unread" and notice.examples == ("wrong{",)
    assert len(found[""]) == 3
    with pytest.raises(EvidenceMissing):
        happened(store(), [ForecastEvents("started")], *SPAN, first=True, stopped=lambda: True)


def test_of_too_many_the_latest_count() -> None:
    found, _ = happened(store(), [ForecastEvents("restless")], *SPAN, first=True)
    assert len(found[""]) == MOST and found[""][-1] == 240 * HOUR


@given(st.lists(st.integers(0, 2), max_size=50))
def test_changes_are_where_neighbours_differ(values: list[int]) -> None:
    samples = Samples(np.arange(len(values), dtype=np.int64) * 60, np.array(values, dtype=np.float64))
    assert changes(samples) == [
        place * 60 for place in range(1, len(values)) if values[place] != values[place - 1]
    ]
