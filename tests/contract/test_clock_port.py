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


@pytest.mark.parametrize("seconds", [0.0625, 0.0, -1.0])
def test_resting_takes_as_long_as_was_asked_and_never_less(clock: Clock, seconds: float) -> None:
    before = clock.elapsed()
    clock.rest(seconds)
    assert clock.elapsed() - before >= max(0.0, seconds)
