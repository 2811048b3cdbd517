"""Workers are killed where a step begins or ends, and at random: every effect once, or honestly unknown and then verified."""

import random

import pytest

from mainstay.domain.run import RunState
from mainstay.ports.presence import Presence
from tests.conftest import LONG
from tests.hostile.runs.crew import KERNEL, SILENCE
from tests.hostile.runs.killing import Tally, killed, killed_at_each_point
from tests.hostile.runs.reckoning import Reckoning, reckon
from tests.hostile.runs.stumbling import POINTS
from tests.hostile.runs.yard import Yard

KILLS = 100 if LONG else 6
"""On each store, in each way."""


def holds(found: Reckoning, tally: Tally) -> None:
    assert found.amiss == ()
    assert found.states.keys() <= {RunState.DONE, RunState.UNDONE}
    assert found.states.total() == tally.runs
    assert found.taken_over > 0


def test_a_kill_at_each_step_boundary_loses_and_doubles_no_effect(yard: Yard) -> None:
    tally = killed_at_each_point(yard)
    assert set(tally.kills) == set(POINTS)
    holds(reckon(yard), tally)


@pytest.mark.parametrize(
    ("presence", "freezes"),
    [(KERNEL, False), (SILENCE, False), (SILENCE, True)],
    ids=["the kernel tells", "silence tells", "some stand still"],
)
def test_kills_of_several_workers_lose_and_double_no_effect(
    presence: Presence, freezes: bool, yard: Yard
) -> None:
    tally = killed(yard, KILLS, random.Random(KILLS), presence=presence, freezes=freezes)
    assert tally.kills.total() >= KILLS
    assert bool(tally.stood) is freezes
    holds(reckon(yard), tally)
