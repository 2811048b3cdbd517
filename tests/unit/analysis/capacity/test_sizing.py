"""Which size fits what a container uses."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.capacity.sizing import DAY, FLOORS, HOUR, MEMORY_ROOM, Use, busy, right_size, sized
from mainstay.domain.capacity import Fit, Resource

START = 1_700_000_000 // DAY * DAY
GIB = 2.0**30


def use(resource: Resource, given: float, level: float, days: int = 28) -> Use:
    times = START + HOUR * np.arange(24 * days)
    return Use("made", "container:a/b/c", resource, given, times, np.full(len(times), level))


def test_memory_by_its_highest_use() -> None:
    one = use(Resource.MEMORY, 4 * GIB, GIB)
    one.values[100] = 1.5 * GIB
    found = sized(one, 3.0 / GIB)
    # Its highest hour went by half beyond all before it, and is given the same room again.
    assert (found.fit, found.advised) == (Fit.OVER, pytest.approx(2.25 * GIB))
    assert found.saved == pytest.approx(1.75 * 3)
    assert sized(replace(one, copies=4), 3.0 / GIB).saved == pytest.approx(1.75 * 3 * 4)
    assert sized(one).saved is None


@pytest.mark.parametrize(("place", "room"), [(10, 1.1), (300, 1.5), (600, 1.5)])
def test_memory_gets_the_room_that_the_past_would_have_needed(place: int, room: float) -> None:
    values = np.full(672, 1.0)
    values[place] = 1.5
    assert right_size(Resource.MEMORY, values) == pytest.approx(1.5 * room)


def test_the_room_of_memory_has_an_end() -> None:
    values = np.full(672, 1.0)
    values[600] = 50.0
    assert right_size(Resource.MEMORY, values) == 100.0
    assert right_size(Resource.MEMORY, np.zeros(3)) == 0.0
    assert right_size(Resource.MEMORY, np.ones(1)) == pytest.approx(1.1)


def test_never_below_what_was_too_little() -> None:
    one = replace(use(Resource.MEMORY, 4 * GIB, GIB), killed_at=2 * GIB)
    assert sized(one).advised == pytest.approx(2.4 * GIB)
    small = sized(replace(one, given=2 * GIB))
    assert (small.fit, small.advised) == (Fit.TOO_SMALL, pytest.approx(2.4 * GIB))


def test_never_below_what_a_start_takes() -> None:
    one = use(Resource.CPU, 4.0, 0.5)
    one.values[200] = 2.0
    assert sized(one).advised == pytest.approx(0.6)
    begun = int(one.times[200]) + 1_800
    started = sized(replace(one, starts=(begun,)))
    assert (started.advised, started.start_up) == (pytest.approx(2.0), pytest.approx(2.0))
    # A start so late in the hour that it goes on in the next one.
    late = sized(replace(one, starts=(int(one.times[200]) - 300,)))
    assert late.start_up == pytest.approx(2.0)
    long_ago = sized(replace(one, starts=(int(one.times[200]) - 1_200,)))
    assert long_ago.start_up == pytest.approx(0.5)


def test_idle_and_floors() -> None:
    found = sized(use(Resource.CPU, 2.0, 0.002))
    assert (found.fit, found.advised, found.floor) == (Fit.IDLE, 0.01, True)
    assert sized(use(Resource.CPU, 2.0, 0.002, days=20)).fit is Fit.OVER
    assert sized(use(Resource.MEMORY, GIB, 10e6)).advised == FLOORS[Resource.MEMORY]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"given": 0.0}, "nothing says how much it is given"),
        ({"given": float("nan")}, "nothing says how much it is given"),
        (
            {"scaled": True},
            "its copies are scaled by its use: another size would change what it is scaled by",
        ),
        ({"values": np.full(672, np.nan)}, "it has no use that is a number"),
        ({"times": np.empty(0, dtype=np.int64), "values": np.empty(0)}, "it has no use that is a number"),
        ({"times": np.array([START]), "values": np.array([1.0])}, "1 of 14 days are there"),
        (
            {"times": START + DAY * np.arange(28), "values": np.full(28, 1.0)},
            "it was seen in less than half of the hours",
        ),
    ],
)
def test_what_is_left_out_with_its_reason(changed: dict[str, object], reason: str) -> None:
    found = sized(replace(use(Resource.CPU, 4.0, 1.0), **changed))  # type: ignore[arg-type]
    assert (found.fit, found.reason, found.advised) == (Fit.LEFT_OUT, reason, None)


def test_what_is_held_back_is_not_made_smaller() -> None:
    one = replace(use(Resource.CPU, 4.0, 0.5), throttled=0.2)
    assert (sized(one).fit, sized(one).advised) == (Fit.FITS, None)
    full = sized(replace(one, given=0.5))
    assert (full.fit, full.advised) == (Fit.TOO_SMALL, pytest.approx(0.6))


def test_little_is_left_as_it_is() -> None:
    assert sized(use(Resource.CPU, 0.7, 0.5)).fit is Fit.FITS
    assert sized(use(Resource.CPU, 0.55, 0.5)).fit is Fit.FITS
    assert sized(use(Resource.MEMORY, GIB, 0.99 * GIB)).fit is Fit.TOO_SMALL


@given(
    values=st.lists(st.floats(0, 64), min_size=1, max_size=120),
    start=st.floats(0, 64),
    killed=st.floats(0, 1e12),
    more=st.floats(0, 1),
)
def test_bounds_hold_whatever_is_used(values: list[float], start: float, killed: float, more: float) -> None:
    seen = np.array(values)
    cpu = right_size(Resource.CPU, seen, start)
    assert cpu >= start
    assert cpu >= busy(seen)
    memory = right_size(Resource.MEMORY, seen, 0.0, killed)
    assert memory >= seen.max()
    assert memory >= killed
    # Whoever used more is never advised less, and nothing that is seen more makes the size smaller.
    assert right_size(Resource.MEMORY, np.append(seen, seen.max() + 1)) > right_size(Resource.MEMORY, seen)
    assert right_size(Resource.MEMORY, np.append(seen, seen.max() * more)) >= right_size(
        Resource.MEMORY, seen
    )


def test_ten_thousand_containers() -> None:
    one = use(Resource.MEMORY, 4 * GIB, GIB)
    found = {sized(replace(one, subject=f"container:{number}")).advised for number in range(10_000)}
    assert found == {MEMORY_ROOM * GIB}
