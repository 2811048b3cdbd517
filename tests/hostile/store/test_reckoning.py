"""The reckoning after kills sees what is lost, doubled and torn."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstay.adapters.store.opening import open_store
from tests.hostile.store.deciding import Act, Room, decide_for_ever
from tests.hostile.store.processes import kill, pipe, start
from tests.hostile.store.reckoning import Reckoning, reckon

SUBMITTED = Act("submit", "000000", "ada")


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[[str], Reckoning]:
    """Give a way to change the store behind the back of its program, and what is found then."""
    room = Room(str(tmp_path / "store.sqlite"), tmp_path)
    open_store(room.place).close()
    inlet, outlet = pipe()
    process = start(decide_for_ever, room, "bob", 0, outlet)
    while inlet.recv() != (Act("submit", "000001", "ada"), 1):
        pass
    kill(process)
    assert reckon(room, [SUBMITTED]).sound

    def spoil(statement: str) -> Reckoning:
        with sqlite3.connect(room.place) as database:
            database.execute(statement)
        return reckon(room, [SUBMITTED])

    return spoil


def test_a_proposal_that_is_gone_is_lost(spoilt: Callable[[str], Reckoning]) -> None:
    assert spoilt("DELETE FROM proposals WHERE key = '000000'").lost == 1


def test_a_decision_that_is_there_twice_is_doubled(spoilt: Callable[[str], Reckoning]) -> None:
    columns = "proposal, content, choice, person, policy, door, reason, at, roles, lent_by, until, revision, judgement"
    again = f"INSERT INTO decisions (id, {columns}) SELECT id || 'x', {columns} FROM decisions"
    found = spoilt(again)
    assert found.doubled >= 1
    assert not found.sound


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM messages WHERE topic = 'proposal.approval'",
        "DELETE FROM decisions",
        "UPDATE proposals SET state = 'approved'",
        "UPDATE trail SET act = 'reject' WHERE act = 'approve'",
    ],
)
def test_what_is_kept_in_part_is_torn(spoilt: Callable[[str], Reckoning], statement: str) -> None:
    found = spoilt(statement)
    assert found.torn
    assert not found.sound


def test_a_row_that_was_altered_does_not_verify(spoilt: Callable[[str], Reckoning]) -> None:
    assert not spoilt("UPDATE trail SET detail = 'bad' WHERE act = 'approve'").trail.sound
