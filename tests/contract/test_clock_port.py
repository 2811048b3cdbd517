"""What every Clock promises, tried on the system's and on the fake."""

import pytest

from mainstay.adapters.clock import SystemClock
from mainstay.ports.clock import Clock
from tests.fakes.clock import SetClock


@pytest.fixture(params=[SystemClock, SetClock])
def clock(request: pytest.FixtureRequest) -> Clock:
    return request.param()


def test_now_is_whole_seconds_of_this_age(clock: Clock) -> None:
    assert isinstance(clock.now(), int)
    assert clock.now() > 1_700_000_000


def test_the_stop_watch_never_runs_back(clock: Clock) -> None:
    moments = [clock.elapsed() for _ in range(1_000)]
    assert moments == sorted(moments)
