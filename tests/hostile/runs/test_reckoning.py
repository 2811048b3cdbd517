"""The reckoning sees effects that are lost and doubled, journals that cannot be, and runs that are left."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstay.domain.run import RunState
from tests.hostile.runs.crew import crew_of
from tests.hostile.runs.reckoning import Reckoning, reckon, together
from tests.hostile.runs.yard import Yard, plans, yard_of


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a yard in which runs were carried out."""
    folder = tmp_path_factory.mktemp("yard")
    yard = yard_of(str(folder / "store.sqlite"), folder)
    yard.apply(plans(2, 2))
    with crew_of(yard, "w") as crew:
        crew.until(crew.have_ended)
        crew.go_home()
    return folder


@pytest.fixture
def done(template: Path, tmp_path: Path) -> Yard:
    """Give a yard of one's own in which runs were carried out."""
    folder = tmp_path / "yard"
    shutil.copytree(template, folder)
    return Yard(str(folder / "store.sqlite"), folder)


@pytest.fixture
def spoilt(done: Yard) -> Callable[[str], Reckoning]:
    """Give a way to change the store behind the back of its program, and what is found then."""

    def spoil(statement: str) -> Reckoning:
        with sqlite3.connect(done.place) as database:
            assert database.execute(statement).rowcount > 0
        return reckon(done)

    return spoil


def test_nothing_is_amiss_where_all_was_done_once(done: Yard) -> None:
    found = reckon(done)
    assert found.amiss == ()
    assert (found.steps, found.again, found.verified, found.taken_over) == (12, 0, 0, 0)
    assert found.states == {RunState.DONE: 2}


def test_an_effect_that_came_twice_is_doubled(done: Yard) -> None:
    add_again(done, "p0000b ")
    found = reckon(done)
    assert found.doubled == ("p0000b: 2 times",)
    assert (found.lost, found.again) == ((), 0)


def test_what_may_be_repeated_is_doubled_too_where_one_try_did_it_twice(done: Yard) -> None:
    add_again(done, "p0000a ")
    assert reckon(done).doubled == ("p0000a: 2 times",)


def test_what_may_be_repeated_is_no_more_than_done_again_where_each_time_is_a_try(done: Yard) -> None:
    line = add_again(done, "p0000a ", number=2)
    run = line.split()[1]
    with sqlite3.connect(done.place) as database:
        # As if the first try had been cut off, and a second one made.
        database.execute("UPDATE journal SET place = -place - 2 WHERE run = ? AND place > 1", [run])
        database.execute("UPDATE journal SET place = -place WHERE run = ? AND place < 0", [run])
        for place, number, mark in ((2, 1, "unknown"), (3, 2, "begun")):
            _copy(database, run, place, number, mark)
        database.execute("UPDATE journal SET number = 2 WHERE run = ? AND place = 4", [run])
    found = reckon(done)
    assert (found.doubled, found.lost, found.again, found.verified) == ((), (), 1, 1)


def test_an_effect_that_is_not_there_is_lost(done: Yard) -> None:
    lines = done.effects.read_text().splitlines(keepends=True)
    done.effects.write_text("".join(lines[1:]))
    found = reckon(done)
    assert any("says that try 1 did it" in told for told in found.lost)
    assert any("is done" in told for told in found.lost)
    assert not found.doubled


def test_an_effect_of_a_try_that_nobody_wrote_down_is_wrong(done: Yard) -> None:
    add_again(done, "p0000a ", number=2)
    assert any("tells nothing of it" in told for told in reckon(done).wrong)


def test_an_effect_of_nobodys_run_is_wrong(done: Yard) -> None:
    with done.effects.open("a") as file:
        file.write("else nobody 1 1 1\n")
    assert reckon(done).wrong == ("else was done by nobody, which is not there",)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE journal SET mark = 'not-begun' WHERE place = 2", "says that it never began"),
        ("UPDATE journal SET mark = 'unknown' WHERE mark = 'done' AND step LIKE '%a'", "nobody looked"),
        ("DELETE FROM journal WHERE step LIKE '%b'", "tells nothing of it"),
    ],
)
def test_a_journal_that_lies_about_an_effect_is_wrong(
    statement: str, told: str, spoilt: Callable[[str], Reckoning]
) -> None:
    assert any(told in one for one in spoilt(statement).wrong)


def test_what_is_told_as_taken_back_and_is_still_there_is_lost(spoilt: Callable[[str], Reckoning]) -> None:
    found = spoilt("UPDATE runs SET state = 'undone'")
    assert len(found.lost) == 12
    assert any("all was taken back" in told for told in found.lost)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM journal WHERE place = 3", "has gaps"),
        ("UPDATE journal SET token = 9 WHERE place = 3", "fall"),
        ("UPDATE journal SET mark = 'failed' WHERE mark = 'begun' AND place = 1", "cannot be"),
        ("UPDATE runs SET state = 'running', ended_at = 0", "is running"),
        ("UPDATE runs SET state = 'failed'", "is failed"),
        ("UPDATE leases SET holder = 'nobody'", "in somebody's hand"),
        ("UPDATE journal SET detail = 'nothing happened' WHERE place = 2", "the trail does not hold"),
    ],
)
def test_what_cannot_be_is_wrong(statement: str, told: str, spoilt: Callable[[str], Reckoning]) -> None:
    assert any(told in one for one in spoilt(statement).wrong)


def test_reckonings_are_taken_together() -> None:
    one = Reckoning(Counter([RunState.DONE]), 6, 1, 2, 3, ("d",), (), ("w",))
    both = together([one, one, Reckoning(lost=("l",))])
    assert both == Reckoning(Counter({RunState.DONE: 2}), 12, 2, 4, 6, ("d", "d"), ("l",), ("w", "w"))
    assert both.amiss == ("doubled: d", "doubled: d", "lost: l", "wrong: w", "wrong: w")


def add_again(yard: Yard, deed: str, number: int = 1) -> str:
    """Let an effect come once more, as one of try `number`, and give its line."""
    line = next(line for line in yard.effects.read_text().splitlines() if line.startswith(deed))
    words = line.split()
    with yard.effects.open("a") as file:
        file.write(" ".join([*words[:2], str(number), *words[3:]]) + "\n")
    return line


def _copy(database: sqlite3.Connection, run: str, place: int, number: int, mark: str) -> None:
    """Write an entry like the run's first one."""
    database.row_factory = sqlite3.Row
    first = dict(database.execute("SELECT * FROM journal WHERE run = ? AND place = 1", [run]).fetchone())
    first |= {"place": place, "number": number, "mark": mark}
    database.execute(
        f"INSERT INTO journal ({', '.join(first)}) VALUES ({', '.join('?' * len(first))})",
        list(first.values()),
    )
