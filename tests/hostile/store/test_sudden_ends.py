"""What was acknowledged stays, and what was not is whole or absent: kill -9, a cut log, a server that goes away."""

import random
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.opening import connected, open_store
from mainstay.domain.errors import RunFailed
from mainstay.domain.proposal import State
from tests.fakes.records import proposal, row
from tests.hostile.store.deciding import Room
from tests.hostile.store.killing import killed
from tests.hostile.store.processes import end, pipe, start
from tests.hostile.store.reckoning import reckon
from tests.servers.postgresql import PostgreSQL, postgresql

KILLS = 40
"""On each store."""


@pytest.mark.parametrize("seed", range(1, 3))
def test_kills_while_three_decide_lose_and_double_nothing(
    seed: int, place: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("postgresql_server") if place.startswith("postgresql") else None
    room = Room(place, tmp_path)
    with _durable(server):
        open_store(place).close()
        tally = killed(room, KILLS // 2, random.Random(seed), server)
        found = reckon(room, tally.accepted)
    assert tally.kills.total() == KILLS // 2
    assert tally.broken == []
    assert (found.lost, found.doubled, found.torn) == (0, 0, ())
    assert found.trail.sound
    assert found.trail.unsealed == 0
    assert tally.accepted
    assert found.kept <= tally.begun


@contextmanager
def _durable(server: PostgreSQL | None) -> Iterator[None]:
    if server is None:
        yield
        return
    server.be_durable(True)
    try:
        yield
    finally:
        server.be_durable(False)


def test_a_write_ahead_log_that_was_cut_or_spoilt_gives_all_that_was_whole_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "live"
    folder.mkdir()
    place = folder / "store.sqlite"
    store = open_store(str(place))
    log = folder / "store.sqlite-wal"
    ends = []
    for number in range(12):
        with store.writing() as work:
            work.proposals.add(proposal(f"p{number:02}"))
        ends.append(log.stat().st_size)
    chance = random.Random(7)
    copies = []
    for number in range(20):
        copy = tmp_path / f"copy {number}"
        shutil.copytree(folder, copy)
        (copy / "store.sqlite-shm").unlink()
        at = chance.randrange(ends[0], ends[-1])
        data = (copy / "store.sqlite-wal").read_bytes()
        spoilt = data[:at] if number % 2 else data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        (copy / "store.sqlite-wal").write_bytes(spoilt)
        copies.append((copy, sum(end <= at for end in ends)))
    store.close()
    for copy, whole in copies:
        opened = open_store(str(copy / "store.sqlite"))
        with opened.reading() as work:
            names = list(work.proposals.starting_with("", most=100))
        opened.close()
        assert names == [f"p{number:02}" for number in range(len(names))]
        assert len(names) >= whole


def test_of_two_processes_that_change_one_proposal_one_wins(place: str) -> None:
    store = open_store(place)
    made = [proposal(f"p{number:02}") for number in range(15)]
    with store.writing() as work:
        for one in made:
            work.proposals.add(one)
    store.close()
    inlet, outlet = pipe()

    def change(who: str) -> None:
        own = open_store(place)
        for one in made:
            with own.writing() as work:
                won = work.proposals.change(replace(one, state=State.REJECTED, author=who), one)
                if won:
                    work.trail.append([row(who=who, about=one.id)])
            outlet.send((one.id, who, won))

    both = [start(change, who) for who in ("ann", "bob")]
    assert [end(process) for process in both] == [0, 0]
    told = [inlet.recv() for _ in range(30)]
    winners = {name: who for name, who, won in told if won}
    assert sorted(name for name, _, won in told if won) == [one.id for one in made]
    store = open_store(place)
    with store.reading() as work:
        for one in made:
            kept = work.proposals.get(one.id)
            assert kept is not None
            assert kept.author == winners[one.id]
        assert sorted(one.about for one in work.trail.unsealed()) == [one.id for one in made]
    store.close()


def test_a_server_that_went_away_is_told_and_found_again(postgresql_server: PostgreSQL) -> None:
    store = open_store(postgresql_server.new_place())
    with store.writing() as work:
        work.proposals.add(proposal("before"))
    ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mainstay'"
    postgresql_server.run(ending)
    # Nothing was under way, so that nobody need know.
    with store.reading() as work:
        assert work.proposals.starting_with("") == ["before"]
    with pytest.raises(RunFailed, match="went away") as gone, store.writing() as work:
        work.proposals.add(proposal("during"))
        postgresql_server.run(ending)
        work.trail.append([row()])
    assert gone.value.mend
    with pytest.raises(RunFailed, match="nobody knows"), store.writing() as work:
        work.proposals.add(proposal("at the end"))
        postgresql_server.run(ending)
    with store.reading() as work:
        assert work.proposals.starting_with("") == ["before"]
    store.close()


@pytest.mark.parametrize(
    ("asked", "kept"), [("", "on"), ("off", "on"), ("local", "local"), ("remote_apply", "remote_apply")]
)
def test_a_server_that_acknowledges_too_early_does_not_so_here(
    asked: str, kept: str, postgresql_server: PostgreSQL
) -> None:
    # By default the tests' own server does.
    place = postgresql_server.new_place() + (f"%20-csynchronous_commit%3D{asked}" if asked else "")
    engine = connected(store_address(place), make=False)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == kept
    engine.dispose()


def test_what_a_server_acknowledged_outlives_its_sudden_end() -> None:
    with postgresql(durable=True) as server:
        place = server.new_place()
        store = open_store(place)
        with store.writing() as work:
            work.proposals.add(proposal("kept"))
        server.process.send_signal(signal.SIGQUIT)
        server.process.wait(60)
        with pytest.raises(RunFailed, match="cannot be reached"), store.reading():
            pass
        store.close()
        with pytest.raises(psycopg.OperationalError):
            server.run("SELECT 1")
        with server.again() as anew:
            store = open_store(place)
            with store.reading() as work:
                assert work.proposals.starting_with("") == ["kept"]
            store.close()
            anew.run("SELECT 1")
