"""What every Store promises of its transactions, tried on SQLite, on a real PostgreSQL and on the fake."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from mainstay.adapters.store.opening import open_store
from mainstay.domain.proposal import Proposal, State
from mainstay.ports.store import Store, Work
from tests.fakes.records import decision, evidence, message, proposal, row
from tests.servers.postgresql import PostgreSQL


class Changed(Exception):
    pass


def test_what_a_block_wrote_is_there_after_it(store: Store) -> None:
    one = proposal()
    with store.writing() as work:
        work.proposals.add(one)
        assert work.proposals.get(one.id) == one
    with store.reading() as work:
        assert work.proposals.get(one.id) == one


def test_an_exception_undoes_all_of_a_block(store: Store) -> None:
    one = proposal()
    with store.writing() as work:
        work.proposals.add(one)
    with pytest.raises(Changed), store.writing() as work:
        assert work.proposals.change(replace(one, state=State.APPROVED), one)
        work.decisions.add(decision(one))
        work.proofs.add([evidence(one)])
        work.trail.append([row()])
        work.messages.add([message()])
        raise Changed
    with store.reading() as work:
        assert work.proposals.get(one.id) == one
        assert not work.decisions.about(one.id)
        assert not work.proofs.about([one.content])
        assert not work.trail.unsealed()
        assert not work.messages.count()


def test_a_look_sees_one_state_whatever_is_written_meanwhile(store: Store) -> None:
    with store.reading() as looking:
        with store.writing() as work:
            work.proposals.add(proposal("early"))
        assert looking.proposals.get("early") is None
        assert not looking.proposals.starting_with("")
    with store.reading() as looking:
        assert looking.proposals.starting_with("") == ["early"]


def test_who_holds_a_proposal_is_alone_with_it(store: Store) -> None:
    one = proposal()
    with store.writing() as work:
        work.proposals.add(one)
    seen: list[State] = []

    def second() -> None:
        with store.writing() as work:
            held = work.proposals.hold(one.id)
            assert held is not None
            seen.append(held.state)

    with store.writing() as work:
        held = work.proposals.hold(one.id)
        assert held is not None
        waiting = threading.Thread(target=second)
        waiting.start()
        assert work.proposals.change(replace(held, state=State.APPROVED), held)
    waiting.join(60)
    assert seen == [State.APPROVED]


HOLDING: dict[str, Callable[[Work], Proposal | None]] = {
    "hold": lambda work: work.proposals.hold("p"),
    "open_with": lambda work: work.proposals.open_with("shop", "k"),
    "unruled": lambda work: next(iter(work.proposals.unruled("r", 1)), None),
}


@pytest.mark.parametrize("hold", HOLDING.values(), ids=HOLDING)
def test_on_a_server_others_wait_for_what_is_held(
    postgresql_server: PostgreSQL, hold: Callable[[Work], Proposal | None]
) -> None:
    first, second = (open_store(place) for place in [postgresql_server.new_place()] * 2)
    one = proposal("p", key="k")
    with first.writing() as work:
        work.proposals.add(one)
    won: list[bool] = []

    def change() -> None:
        with second.writing() as work:
            won.append(work.proposals.change(replace(one, state=State.REJECTED), one))

    with first.writing() as work:
        assert hold(work) == one
        waiting = threading.Thread(target=change)
        waiting.start()
        postgresql_server.wait_until(
            "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND application_name = 'mainstay'"
        )
        assert won == []
        assert work.proposals.change(replace(one, state=State.APPROVED), one)
    waiting.join(60)
    assert won == [False]
    first.close()
    second.close()


def test_of_many_who_change_the_same_one_wins(store: Store) -> None:
    one = proposal()
    with store.writing() as work:
        work.proposals.add(one)
    won: list[bool] = []

    def change(reason: int) -> None:
        with store.writing() as work:
            won.append(work.proposals.change(replace(one, changed_at=reason), one))

    crowd = [threading.Thread(target=change, args=(5_000 + number,)) for number in range(8)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join(60)
    assert sorted(won) == [False] * 7 + [True]


def test_as_many_look_at_once_as_there_are_threads(store: Store) -> None:
    """A worker may have 64 jobs; twice, for what the first ones leave at hand must not keep others waiting."""
    together = threading.Barrier(24, timeout=20)

    def look(_number: int) -> list[str]:
        for _ in range(2):
            with store.reading() as work:
                found = list(work.proposals.starting_with(""))
                together.wait()
        return found

    with store.writing() as work:
        work.proposals.add(proposal("early"))
    with ThreadPoolExecutor(together.parties) as pool:
        assert [*pool.map(look, range(together.parties))] == [["early"]] * together.parties


def test_two_that_are_open_at_the_same_place_see_the_same(place: str) -> None:
    one = proposal()
    first, second = open_store(place), open_store(place)
    with first.writing() as work:
        work.proposals.add(one)
    with second.reading() as work:
        assert work.proposals.get(one.id) == one
        chain = work.trail.chain()
    with first.reading() as work:
        assert work.trail.chain() == chain
    first.close()
    second.close()
    first.close()


def test_two_stores_have_chains_of_different_names(place: str, tmp_path) -> None:
    names = set()
    for where in (place, str(tmp_path / "other")):
        store = open_store(where)
        with store.reading() as work:
            names.add(work.trail.chain())
        store.close()
    assert len(names) == 2
    assert min(map(len, names)) == 32
