"""Decisions and evidence, in every kind of store."""

import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.errors import RunFailed
from mainstay.domain.evidence import Outcome
from mainstay.domain.proposal import Proposal
from mainstay.ports.store import Store
from tests.fakes.records import decision, evidence, proposal


def kept(store: Store, *proposals: Proposal) -> None:
    with store.writing() as work:
        for one in proposals:
            work.proposals.add(one)


def test_decisions_come_in_the_order_in_which_they_were_made(store: Store) -> None:
    one, other = proposal(), proposal()
    kept(store, one, other)
    # The clock went back in between.
    made = [
        decision(one, at=2_000),
        decision(one, Choice.REJECT, at=1_000),
        decision(other, policy="p", person=""),
    ]
    with store.writing() as work:
        for each in made:
            work.decisions.add(each)
    with store.reading() as work:
        assert list(work.decisions.about(one.id)) == made[:2]
        assert list(work.decisions.about(other.id)) == made[2:]


def test_a_decision_is_kept_once_and_about_something(store: Store) -> None:
    one = proposal()
    kept(store, one)
    with store.writing() as work:
        work.decisions.add(decision(one, id="d"))
    with pytest.raises(RunFailed), store.writing() as work:
        work.decisions.add(decision(one, id="d"))
    with pytest.raises(RunFailed), store.writing() as work:
        work.decisions.add(decision(one, proposal="no such"))


def test_overrides_wait_for_a_later_review_of_the_same_content(store: Store) -> None:
    one, other = proposal(), proposal()
    kept(store, one, other)
    first, second = decision(one, Choice.OVERRIDE), decision(other, Choice.OVERRIDE)
    with store.writing() as work:
        work.decisions.add(decision(one, Choice.REVIEW))
        work.decisions.add(first)
        work.decisions.add(second)
        work.decisions.add(decision(other, Choice.REVIEW, content="another"))
        work.decisions.add(decision(one))
    with store.reading() as work:
        assert list(work.decisions.overrides(not_reviewed=False)) == [first, second]
        assert list(work.decisions.overrides(not_reviewed=True)) == [first, second]
    with store.writing() as work:
        work.decisions.add(decision(one, Choice.REVIEW))
        assert list(work.decisions.overrides(not_reviewed=True)) == [second]


def test_evidence_is_given_by_content_oldest_first(store: Store) -> None:
    one, other = proposal(), proposal()
    made = [
        evidence(one, at=900),
        evidence(other),
        evidence(one, outcome=Outcome.FAILED, at=800, detail="", digest=""),
        evidence(one, at=900),
    ]
    with store.writing() as work:
        work.proofs.add(made)
        work.proofs.add([])
    with store.reading() as work:
        assert list(work.proofs.about([one.content])) == [made[0], *made[2:]]
        assert list(work.proofs.about({one.content, other.content, "none"})) == made
        assert list(work.proofs.about([f"{number}" for number in range(1_200)] + [other.content])) == [
            made[1]
        ]


def test_decisions_about_several(store: Store) -> None:
    first, second, bare = proposal("p1"), proposal("p2"), proposal("p3")
    kept(store, first, second, bare)
    made = [decision(first), decision(second), decision(first, Choice.REJECT)]
    with store.writing() as work:
        for one in made:
            work.decisions.add(one)
        assert work.decisions.about_each(["p1", "p3"]) == {"p1": [made[0], made[2]], "p3": []}
        assert work.decisions.about_each([]) == {}
        many = work.decisions.about_each([f"q{number}" for number in range(1_200)] + ["p2"])
        assert many.pop("p2") == [made[1]]
        assert set(map(tuple, many.values())) == {()}
