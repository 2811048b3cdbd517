"""What everything promises that keeps the collector's points, tried on the file and on the fake."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mainstay.adapters.points.file import PointsFile
from mainstay.domain.errors import UsageError
from mainstay.domain.signal import Limit, Samples, Side, Signal
from mainstay.ports.host import Counts
from mainstay.ports.points import LATEST, LONGEST_FACTS, LONGEST_KEY, MOST_SERIES, Known, Points
from tests.fakes.points import MemoryPoints

DAY = 86_400
MORNING = 1_700_006_400


@pytest.fixture(params=["file", "memory"])
def points(request: pytest.FixtureRequest, tmp_path: Path) -> Points:
    return PointsFile(tmp_path / "collector") if request.param == "file" else MemoryPoints()


def told(samples: Samples) -> list[tuple[int, float]]:
    assert (samples.times.dtype, samples.values.dtype) == (np.int64, np.float64)
    return list(zip(samples.times.tolist(), samples.values.tolist(), strict=True))


def test_nothing_is_there_at_first(points: Points) -> None:
    assert told(points.read("cpu", 0, LATEST)) == []
    assert (list(points.keys()), points.reach(), points.forget(1, MORNING)) == ([], None, 0)


def test_what_was_appended_is_read(points: Points) -> None:
    points.append(60, {"cpu": 0.25, "disk:/": 3e12})
    points.append(120, {"cpu": 0.5})
    assert told(points.read("cpu", 0, LATEST)) == [(60, 0.25), (120, 0.5)]
    assert told(points.read("disk:/", 0, LATEST)) == [(60, 3e12)]
    assert told(points.read("memory", 0, LATEST)) == []
    assert (list(points.keys()), points.reach()) == (["cpu", "disk:/"], (60, 120))


DISK = Known(
    Signal(
        "host",
        "disk:/",
        "host:web1",
        "disk used of /",
        "disk",
        "B",
        {"of": "/\u00e4"},
        Limit(4e12, Side.ABOVE, "its size"),
    )
)
JOBS = Known(Signal("shop", 'jobs_total{of="a"}', "service:shop", "jobs", "metric"), counts=True)


def test_what_is_known_of_series_is_told(points: Points) -> None:
    assert points.known() == {}
    points.know({})
    points.know({"jobs": JOBS, "disk:/": DISK})
    points.append(60, {"disk:/": 1.0, "cpu": 0.5})
    assert list(points.known().items()) == [("disk:/", DISK), ("jobs", JOBS)]
    smaller = replace(DISK, signal=replace(DISK.signal, limit=None))
    points.know({"disk:/": smaller})
    assert points.known() == {"disk:/": smaller, "jobs": JOBS}
    assert told(points.read("disk:/", 0, LATEST)) == [(60, 1.0)]


def test_a_series_is_forgotten_with_what_was_known_of_it(points: Points) -> None:
    points.know({"old": JOBS, "new": JOBS})
    points.append(MORNING, {"old": 1.0, "new": 1.0})
    for day in range(1, 4):
        points.append(MORNING + day * DAY, {"new": 1.0})
    assert points.forget(1, MORNING + 3 * DAY) == 2
    assert points.known() == {"new": JOBS}


def test_what_is_too_long_to_be_known_is_refused(points: Points) -> None:
    with pytest.raises(UsageError):
        points.know({"x": replace(JOBS, signal=replace(JOBS.signal, what="x" * LONGEST_FACTS))})
    with pytest.raises(UsageError):
        points.know({"": JOBS})
    assert points.known() == {}


def test_what_was_counted_last_is_remembered(points: Points) -> None:
    assert points.remembered() is None
    points.remember(Counts("boot", 5.0, {"sent:eth0": 7.0}))
    points.remember(Counts("boot", 65.0, {"sent:eth0": 9.0}))
    assert points.remembered() == Counts("boot", 65.0, {"sent:eth0": 9.0})


def test_a_span_has_both_ends(points: Points) -> None:
    for at in range(5):
        points.append(at, {"cpu": at})
    assert told(points.read("cpu", 1, 3)) == [(1, 1.0), (2, 2.0), (3, 3.0)]
    assert told(points.read("cpu", 3, 1)) == []
    assert len(told(points.read("cpu", -(1 << 80), 1 << 80))) == 5


def test_numbers_come_back_bit_by_bit(points: Points) -> None:
    values = [0.0, -0.0, math.nan, math.inf, -math.inf, 5e-324, 1.7e308, 0.1, 1 / 3, 2.0**53 + 2, -1e-9]
    for at, value in enumerate(values):
        points.append(at, {"x": value})
    found = points.read("x", 0, LATEST).values
    assert found.tobytes() == np.array(values).tobytes()


def test_a_clock_that_is_put_back_changes_nothing_that_is_kept(points: Points) -> None:
    for at, value in ((120, 1.0), (60, 2.0), (60, 3.0), (120, 4.0)):
        points.append(at, {"x": value})
    assert told(points.read("x", 0, LATEST)) == [(120, 1.0), (60, 2.0), (60, 3.0), (120, 4.0)]


def test_days_stand_in_their_order(points: Points) -> None:
    for at in (5 * DAY, 3 * DAY + 1, 3 * DAY):
        points.append(at, {"x": at})
    assert [at for at, _ in told(points.read("x", 0, LATEST))] == [3 * DAY + 1, 3 * DAY, 5 * DAY]


def test_a_look_at_nothing_keeps_nothing(points: Points) -> None:
    points.append(60, {})
    assert points.reach() is None


@pytest.mark.parametrize("at", [-1, LATEST + 1, 1 << 70])
def test_a_moment_that_no_clock_tells_is_refused(points: Points, at: int) -> None:
    with pytest.raises(UsageError):
        points.append(at, {"x": 1.0})
    assert points.reach() is None


@pytest.mark.parametrize("key", ["", "a\nb", "\x1b[31m", "\ud800", "k" * (LONGEST_KEY + 1)])
def test_a_key_that_cannot_be_shown_is_refused_with_its_look(points: Points, key: str) -> None:
    with pytest.raises(UsageError):
        points.append(60, {"x": 1.0, key: 2.0})
    assert list(points.keys()) == []


def test_keys_of_any_script_and_quotes(points: Points) -> None:
    names = ["диск:/данные", "a'; DROP TABLE look; --", '"', "k" * LONGEST_KEY]
    points.append(60, dict.fromkeys(names, 1.0))
    assert list(points.keys()) == sorted(names)
    assert [told(points.read(name, 0, 60)) for name in names] == [[(60, 1.0)]] * 4


def test_series_without_end_are_refused_and_the_others_stay(points: Points) -> None:
    points.append(0, {f"s{number}": 1.0 for number in range(MOST_SERIES)})
    with pytest.raises(UsageError):
        points.append(60, {"s1": 2.0, "one more": 2.0})
    points.append(60, {"s1": 3.0})
    assert told(points.read("s1", 0, 60)) == [(0, 1.0), (60, 3.0)]


def test_old_days_are_forgotten(points: Points) -> None:
    for day in range(10):
        points.append(MORNING + day * DAY, {"x": day, f"only{day}": day})
    assert points.forget(3, MORNING + 9 * DAY) == 6
    assert [value for _, value in told(points.read("x", 0, LATEST))] == [6, 7, 8, 9]
    assert list(points.keys()) == ["only6", "only7", "only8", "only9", "x"]
    assert points.forget(3, MORNING + 9 * DAY) == 0


def test_a_clock_that_leaps_ahead_takes_nothing_away(points: Points) -> None:
    for day in range(5):
        points.append(MORNING + day * DAY, {"x": day})
    points.append(MORNING + 20_000 * DAY, {"x": 99})
    assert points.forget(7, MORNING + 20_000 * DAY) == 0
    assert len(told(points.read("x", 0, LATEST))) == 6


def test_a_clock_that_is_put_back_forgets_nothing(points: Points) -> None:
    for day in range(5):
        points.append(MORNING + day * DAY, {"x": day})
    assert points.forget(1, 0) == 0


def test_to_keep_nothing_is_refused(points: Points) -> None:
    with pytest.raises(UsageError):
        points.forget(0, MORNING)


LOOK = st.tuples(
    st.integers(0, 4 * DAY), st.dictionaries(st.sampled_from("abc"), st.floats(width=64), max_size=3)
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(looks=st.lists(LOOK, max_size=12), few=st.integers(1, 4))
def test_the_file_gives_what_the_fake_gives_whenever_it_packs(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    looks: list[tuple[int, dict[str, float]]],
    few: int,
) -> None:
    monkeypatch.setattr("mainstay.adapters.points.file.FEW", few)
    monkeypatch.setattr("mainstay.adapters.points.file.MANY", 2 * few)
    file, fake = PointsFile(tmp_path_factory.mktemp("points")), MemoryPoints()
    for at, values in looks:
        file.append(at, values)
        fake.append(at, values)
    assert list(file.keys()) == list(fake.keys())
    assert file.reach() == fake.reach()
    for key in "abc":
        kept, wanted = file.read(key, 0, LATEST), fake.read(key, 0, LATEST)
        assert kept.times.tolist() == wanted.times.tolist()
        assert kept.values.tobytes() == wanted.values.tobytes()
