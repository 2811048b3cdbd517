"""What is still to be held against the rules, in every kind of store."""

from dataclasses import replace

import pytest

from mainstay.adapters.store.opening import open_store
from mainstay.domain.errors import RunFailed
from mainstay.domain.proposal import Proposal, State
from mainstay.ports.store import Store
from tests.fakes.records import evidence, proposal
from tests.servers.postgresql import PostgreSQL


def kept(store: Store, *proposals: Proposal) -> None:
    with store.writing() as work:
        for one in proposals:
            work.proposals.add(one)


def unruled(store: Store, rules: str = "r", now: int = 5_000, most: int = 100) -> list[str]:
    with store.writing() as work:
        return [one.id for one in work.proposals.unruled(rules, now, most)]


def ruled(store: Store, until: dict[str, int | None], rules: str = "r") -> None:
    with store.writing() as work:
        work.proposals.ruled(until, rules)


def test_what_waits_or_is_approved_is_to_be_ruled_once_under_the_same_rules(store: Store) -> None:
    kept(store, *(proposal(f"p{number}", state=state) for number, state in enumerate(State)))
    standing = [f"p{number}" for number, state in enumerate(State) if state in {"waiting", "approved"}]
    assert unruled(store) == standing
    assert len(few := unruled(store, most=1)) == 1
    assert set(few) < set(standing)
    ruled(store, dict.fromkeys(standing))
    assert unruled(store) == []
    assert unruled(store, "a") == standing
    ruled(store, {standing[0]: None}, "s")
    assert unruled(store, "s") == standing[1:]


def test_a_ruling_holds_until_its_time(store: Store) -> None:
    kept(store, proposal("p1"), proposal("p2"), proposal("p3"))
    ruled(store, {"p1": 5_000, "p2": 5_001, "p3": None})
    assert unruled(store, now=4_999) == []
    assert unruled(store, now=5_000) == ["p1"]
    assert unruled(store, now=9_999) == ["p1", "p2"]


def test_a_ruling_is_forgotten_when_something_changes(store: Store) -> None:
    changed, proved, other = proposal("p1"), proposal("p2"), proposal("p3")
    kept(store, changed, proved, other)
    ruled(store, {"p1": None, "p2": None, "p3": None})
    with store.writing() as work:
        work.proposals.change(replace(changed, changed_at=3_000), changed)
        work.proofs.add([evidence(proved), evidence(proved, kind="tests")])
    assert unruled(store) == ["p1", "p2"]


def test_who_only_looks_rules_nothing(store: Store) -> None:
    kept(store, proposal("p1"))
    with pytest.raises(RunFailed), store.reading() as work:
        work.proposals.unruled("r", 5_000)
    with pytest.raises(RunFailed), store.reading() as work:
        work.proposals.ruled({"p1": None}, "r")


def test_on_a_server_what_another_holds_is_not_ruled_meanwhile(postgresql_server: PostgreSQL) -> None:
    first, second = (open_store(place) for place in [postgresql_server.new_place()] * 2)
    kept(first, proposal("p1"), proposal("p2"))
    with first.writing() as holding:
        holding.proposals.hold("p1")
        assert unruled(second) == ["p2"]
    assert unruled(second) == ["p1", "p2"]
    first.close()
    second.close()
