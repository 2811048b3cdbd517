"""What befalls workers besides their end: they stand still, lose the store or the network, and are told wrong times."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mainstay.adapters.store import beginnings
from mainstay.domain.run import RunState
from tests.conftest import LONG
from tests.hostile.runs import mishaps
from tests.hostile.runs.reckoning import Reckoning
from tests.hostile.runs.rooms import on_small_disk
from tests.hostile.runs.stumbling import POINTS
from tests.hostile.runs.yard import Yard, yard_of
from tests.servers.postgresql import PostgreSQL, postgresql

SECONDS = 30.0 if LONG else 3.0
"""How long something is away."""
STOPPED = POINTS if LONG else ("result-before",)
"""In the midst of a transaction; outside of them workers are stopped among those that are killed, too."""
JUMPS = (5, -3, 12, -20) if LONG else (5, -20)
"""Hours."""


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgreSQL]:
    with postgresql() as server:
        yield server


def holds(found: Reckoning) -> None:
    assert found.amiss == ()
    assert found.states.keys() <= {RunState.DONE, RunState.UNDONE}
    assert found.states[RunState.DONE] > 0


@pytest.mark.parametrize("point", STOPPED)
def test_one_that_stood_still_for_longer_than_its_lease_changes_nothing_more(point: str, yard: Yard) -> None:
    holds(mishaps.stands_still(yard, point, SECONDS))


def test_a_clock_that_jumps_by_hours_doubles_nothing_and_holds_up_nothing(yard: Yard) -> None:
    holds(mishaps.clock_jumps(yard, JUMPS))


def test_two_workers_of_one_name_are_two(yard: Yard) -> None:
    holds(mishaps.of_one_name(yard))


def test_a_store_that_somebody_holds_locked_is_waited_for(tmp_path: Path) -> None:
    holds(mishaps.locked(yard_of(str(tmp_path / "store.sqlite"), tmp_path), SECONDS))


def test_a_server_that_is_away_is_waited_for(tmp_path: Path) -> None:
    with postgresql() as server:
        holds(mishaps.server_gone(yard_of(server.new_place(), tmp_path), server, SECONDS))


@pytest.mark.parametrize("mounted", [True, False])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_disk_that_is_full_is_waited_for(
    kind: str, mounted: bool, own_server: PostgreSQL, tmp_path: Path
) -> None:
    server = own_server if kind == "postgresql" else None
    with on_small_disk(server, tmp_path, mounted=mounted) as (yard, room):
        holds(mishaps.disk_full(yard, room, SECONDS / 3))


@pytest.mark.parametrize("broken", [True, False])
def test_a_worker_that_is_cut_off_from_the_server_is_taken_over(
    broken: bool, own_server: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not LONG:
        monkeypatch.setattr(beginnings, "IDLE", 3)
    found = mishaps.network_cut(
        yard_of(own_server.new_place(), tmp_path), own_server, 4 * SECONDS, broken=broken
    )
    holds(found)
    assert found.taken_over > 0
