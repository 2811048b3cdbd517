"""Nights whose workers are killed: the same forecasts to the last bit, each series once, wherever they are computed."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from mainstay.adapters.executors import dask_cluster
from mainstay.adapters.executors.dask_cluster import DaskExecutors
from mainstay.adapters.executors.here import SerialExecutors, ThreadExecutors
from mainstay.adapters.executors.pools import ProcessExecutors
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.forecasting.days import Days
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.rollups.hours import DAY
from mainstay.domain.computing import Computing, ExecutorKind
from mainstay.domain.night import Night
from mainstay.domain.signal import Signal
from mainstay.flows import foretelling_kept
from mainstay.flows.blocks import Blocks
from mainstay.flows.foretelling_kept import Foretell, Made
from mainstay.flows.nightly import NightShift, spend_night
from mainstay.ports.executors import Executors
from tests.fakes.block_tasks import killed_once, killing
from tests.fakes.clock import SetClock
from tests.fakes.rollups import BEGAN, made_signal
from tests.fakes.series_sources import MemorySource
from tests.servers.cluster import Cluster, cluster

NOW = BEGAN + 100 * DAY
KEYS = tuple(f"k{number:02}" for number in range(30))
FORETELL = partial(forecasts, now=NOW)
Series = Sequence[tuple[Signal, Days]]


@dataclass
class Heard:
    """What a night handed to the ledger, in its order."""

    keys: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def enter(self, made: Made, _series: int) -> None:
        for one, days in made:
            self.keys.append(one.signal.key)
            self.texts.append(f"{one!r} {days.start} {days.levels.tobytes().hex()}")


def night(place: Path, executors: Executors, foretell: Foretell = FORETELL) -> tuple[Heard, Night]:
    heard = Heard()
    store = open_store(str(place / "store.sqlite"))
    source = MemorySource({key: made_signal(key) for key in KEYS})
    with Blocks(executors) as blocks:
        found = spend_night(NightShift(store, SetClock(NOW), [source], foretell, heard.enter, blocks))
    store.close()
    return heard, found


def told(found: Night) -> list[str]:
    return [one.code for one in found.notices if one.code in {"workers-died", "series-lost"}]


def is_the_third(series: Series) -> bool:
    return series[0][0].key == "k10"


@pytest.fixture(autouse=True)
def in_blocks_of_five(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foretelling_kept, "AT_ONCE", 5)


@pytest.fixture
def serial(tmp_path: Path) -> Heard:
    (tmp_path / "serial").mkdir()
    heard, found = night(tmp_path / "serial", SerialExecutors())
    assert heard.keys == list(KEYS)
    assert told(found) == []
    return heard


@contextmanager
def on(kind: str) -> Iterator[Executors]:
    if kind == "dask":
        with cluster(3) as made:
            yield over(made)
    else:
        yield ProcessExecutors(2)


def over(made: Cluster) -> DaskExecutors:
    return DaskExecutors(Computing(ExecutorKind.DASK, scheduler=made.address))


def test_threads_make_the_same(serial: Heard, tmp_path: Path) -> None:
    assert night(tmp_path, ThreadExecutors(2))[0] == serial


@pytest.mark.parametrize("kind", ["processes", "dask"])
def test_a_worker_is_killed_in_the_middle_of_a_night(kind: str, serial: Heard, tmp_path: Path) -> None:
    note = tmp_path / "note"
    task = partial(killed_once, FORETELL, is_the_third, str(note))
    with on(kind) as executors, killing(note) as killed:
        heard, found = night(tmp_path, executors, task)
    assert len(killed) == 1
    assert heard == serial
    assert found.series == len(KEYS)
    assert told(found) == (["workers-died"] if kind == "processes" else [])


def deadly(series: Series, *, of: Foretell = FORETELL):
    if is_the_third(series):
        os.kill(os.getpid(), signal.SIGKILL)
    return of(series)


@pytest.mark.parametrize("kind", ["processes", "dask"])
def test_series_that_kill_their_workers_are_told_and_all_others_are_there(
    kind: str, serial: Heard, tmp_path: Path
) -> None:
    # A scheduler that gives nothing a second chance, so that three workers are enough to see both of ours.
    if kind == "dask":
        with cluster(3, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as made:
            heard, found = night(tmp_path, over(made), deadly)
    else:
        heard, found = night(tmp_path, ProcessExecutors(2), deadly)
    assert heard.keys == [*KEYS[:10], *KEYS[15:]]
    assert heard.texts == [*serial.texts[:10], *serial.texts[15:]]
    lost = next(one for one in found.notices if one.code == "series-lost")
    assert (lost.count, lost.examples) == (5, tuple(f"host: k{number}" for number in range(10, 15)))
    assert found.series == len(KEYS) - 5


def test_where_all_workers_of_a_cluster_are_gone_the_rest_is_computed_here(
    serial: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_cluster, "_WITHOUT_WORKERS", 1)
    monkeypatch.setattr(dask_cluster, "_CONNECTING", 2)
    note = tmp_path / "note"
    task = partial(killed_once, FORETELL, is_the_third, str(note))
    with cluster(1) as made, killing(note) as killed:
        heard, found = night(tmp_path, over(made), task)
        assert killed == [made.workers[0].pid]
    assert heard == serial
    assert told(found) == ["workers-died"]


def test_where_the_scheduler_is_killed_the_rest_is_computed_here(
    serial: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_cluster, "_CONNECTING", 2)
    with cluster(2) as made:

        def enter_and_kill(batch: Made, series: int) -> None:
            if not heard.keys:
                made.scheduler.kill()
                made.scheduler.wait()
            heard.enter(batch, series)

        heard = Heard()
        store = open_store(str(tmp_path / "store.sqlite"))
        source = MemorySource({key: made_signal(key) for key in KEYS})
        with Blocks(over(made)) as blocks:
            spend_night(NightShift(store, SetClock(NOW), [source], FORETELL, enter_and_kill, blocks))
        store.close()
    assert heard == serial
