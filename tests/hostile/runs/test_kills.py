"""Workers are killed, frozen and doubled in the midst of runs: nothing is done twice, nothing forgotten, all of it told."""

import os
from pathlib import Path

import pytest

from mainstay.domain.run import RunState
from tests.hostile.runs.acting import Terrace, World
from tests.hostile.runs.killing import Tally, killed, propose, reckon

LONG = os.environ.get("MAINSTAY_LONG", "") not in {"", "0"}
KILLS = 150 if LONG else 12


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "store.sqlite")
    return str(request.getfixturevalue("postgresql_server").new_place())


@pytest.mark.parametrize("way", ["by the kernel", "by silence", "frozen"])
def test_what_workers_leave_is_finished_once(place: str, tmp_path: Path, way: str) -> None:
    terrace = Terrace(place, World(tmp_path / "effects"), 1.0, asks_kernel=way == "by the kernel")
    made = propose(terrace, 8 if LONG else 4, 5)
    tally = Tally(killed(terrace, KILLS, seed=len(way), freeze=way == "frozen"))
    reckon(terrace, made, tally)
    assert (tally.doubled, tally.lost, tally.wrong) == ([], [], [])
    assert set(tally.runs) <= {RunState.DONE, RunState.UNDONE}
