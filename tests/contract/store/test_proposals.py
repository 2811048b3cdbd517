"""Proposals, revisions, decisions and evidence, in every kind of store."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.errors import RunFailed
from mainstay.domain.plan import Action, Step
from mainstay.domain.proposal import Proposal, State
from mainstay.ports.records.proposals import Asked
from mainstay.ports.store import Store
from tests.fakes.records import decision, evidence, plan, proposal


def kept(store: Store, *proposals: Proposal) -> None:
    with store.writing() as work:
        for one in proposals:
            work.proposals.add(one)


def test_what_is_not_there_is_none(store: Store) -> None:
    with store.writing() as work:
        assert work.proposals.get("p") is None
        assert work.proposals.hold("p") is None
        assert work.proposals.open_with("shop", "k") is None
        assert list(work.proposals.revisions("p")) == []
        assert list(work.decisions.about("p")) == []
        assert list(work.proofs.about([])) == []
        assert not work.proposals.change(proposal("p", state=State.REJECTED, key="k"), proposal("p", key="k"))


def test_an_id_is_taken_once(store: Store) -> None:
    kept(store, proposal("p"))
    with pytest.raises(RunFailed), store.writing() as work:
        work.proposals.add(proposal("p"))


def test_a_key_is_open_once_and_free_again_when_it_is_closed(store: Store) -> None:
    first = proposal("p1", key="k")
    kept(store, first)
    with pytest.raises(RunFailed), store.writing() as work:
        work.proposals.add(proposal("p2", key="k"))
    with store.writing() as work:
        assert work.proposals.open_with("shop", "k") == first
        assert work.proposals.change(replace(first, state=State.REJECTED), first)
        assert work.proposals.open_with("shop", "k") is None
        work.proposals.add(proposal("p2", key="k"))
    # What is closed cannot be opened beside the new one.
    with pytest.raises(RunFailed), store.writing() as work:
        work.proposals.change(first, replace(first, state=State.REJECTED))


def test_a_key_belongs_to_a_team(store: Store) -> None:
    of_shop, of_bank = proposal("p1", key="k"), proposal("p2", key="k", team="bank")
    kept(store, of_shop, of_bank)
    with store.writing() as work:
        assert work.proposals.open_with("shop", "k") == of_shop
        assert work.proposals.open_with("bank", "k") == of_bank
        assert work.proposals.open_with("", "k") is None
        assert list(work.proposals.with_key("bank", "k")) == [of_bank]
        assert list(work.proposals.with_key("law", "k")) == []


def test_a_change_is_refused_when_it_is_no_longer_as_it_was(store: Store) -> None:
    one = proposal()
    kept(store, one)
    snoozed = replace(one, state=State.SNOOZED, wakes_at=5_000, changed_at=3_000)
    with store.writing() as work:
        assert work.proposals.change(snoozed, one)
        assert not work.proposals.change(replace(one, state=State.REJECTED), one)
        assert work.proposals.get(one.id) == snoozed
        assert work.proposals.change(snoozed, snoozed)
    with store.reading() as work:
        assert list(work.proposals.revisions(one.id)) == [snoozed]


def test_what_is_no_change_of_the_same_proposal_is_a_mistake(store: Store) -> None:
    one = proposal()
    kept(store, one)
    for wrong in (replace(one, id="other"), replace(one, content="other")):
        with pytest.raises(ValueError, match="revision"), store.writing() as work:
            work.proposals.change(wrong, one)


def test_revisions_stay_as_they_were_when_they_were_replaced(store: Store) -> None:
    first = proposal(author="ann")
    kept(store, first)
    approved = replace(first, state=State.APPROVED, changed_at=2_000)
    other = replace(first.plan, base="9999")
    second = replace(
        approved, revision=2, plan=other, content=content_hash(other), author="bob", state=State.WAITING
    )
    third = replace(second, revision=3, changed_at=4_000)
    with store.writing() as work:
        assert work.proposals.change(approved, first)
        assert work.proposals.change(second, approved)
        assert work.proposals.change(third, second)
    with store.reading() as work:
        assert list(work.proposals.revisions(first.id)) == [approved, second, third]
        assert work.proposals.get(first.id) == third


def test_pages_follow_each_other_from_the_newest_on(store: Store) -> None:
    states, teams = list(State), ("shop", "bank", "law")
    made = [
        proposal(
            f"p{number:03}",
            team=teams[number % 3],
            state=states[number % 5],
            author=f"author {number % 2}",
            subject=f"repo:{number % 7}",
        )
        for number in range(60)
    ]
    kept(store, *made)
    newest_first = made[::-1]

    def paged(**fields: object) -> list[Proposal]:
        asked = Asked(**{"teams": None, "most": 7, **fields})  # type: ignore[arg-type]
        found: list[Proposal] = []
        with store.reading() as work:
            while page := work.proposals.page(asked):
                assert len(page) <= 7
                found += page
                asked = replace(asked, before=page[-1].id)
        return found

    assert paged() == newest_first
    assert paged(teams=frozenset()) == []
    some = frozenset({"shop", "law"})
    assert paged(teams=some) == [one for one in newest_first if one.team in some]
    two = frozenset({State.WAITING, State.REJECTED})
    assert paged(states=two) == [one for one in newest_first if one.state in two]
    assert paged(teams=some, states=two) == [
        one for one in newest_first if one.state in two and one.team in some
    ]
    assert paged(teams=frozenset({"bank"}), subject="repo:4", author="author 0") == [
        one
        for one in newest_first
        if (one.team, one.plan.subject, one.author) == ("bank", "repo:4", "author 0")
    ]
    many = frozenset(f"team {number}" for number in range(80)) | {"law"}
    assert paged(teams=many) == [one for one in newest_first if one.team == "law"]


def test_they_are_counted_by_state(store: Store) -> None:
    kept(store, proposal(team="a"), proposal(team="b"), proposal(team="a", state=State.EXPIRED))
    with store.reading() as work:
        assert work.proposals.count(None) == {State.WAITING: 2, State.EXPIRED: 1}
        assert work.proposals.count(frozenset({"a"})) == {State.WAITING: 1, State.EXPIRED: 1}
        assert work.proposals.count(frozenset()) == {}


def test_ids_are_found_by_their_beginning(store: Store) -> None:
    names = ["a", "a%b", "a_b", "ab", "abc", "aé", "b", "A"]
    kept(store, *map(proposal, names))
    with store.reading() as work:
        assert work.proposals.starting_with("a") == ["a", "a%b", "a_b", "ab", "abc", "aé"]
        assert work.proposals.starting_with("a_") == ["a_b"]
        assert work.proposals.starting_with("", most=2) == ["A", "a"]
        assert work.proposals.starting_with("abcd") == []


def test_what_is_due_comes_longest_due_first(store: Store) -> None:
    kept(
        store,
        proposal("late", expires_at=300),
        proposal("snoozed", state=State.SNOOZED, wakes_at=100, expires_at=900),
        proposal("approved", state=State.APPROVED, expires_at=200),
        proposal("rejected", state=State.REJECTED, expires_at=50),
        proposal("woken", wakes_at=10),
        proposal("never"),
    )
    with store.reading() as work:
        assert [one.id for one in work.proposals.due(299)] == ["snoozed", "approved"]
        assert [one.id for one in work.proposals.due(300, most=2)] == ["snoozed", "approved"]
        assert [one.id for one in work.proposals.due(300)] == ["snoozed", "approved", "late"]
    with store.writing() as work:
        (one,) = work.proposals.due(100)
        assert work.proposals.change(replace(one, state=State.WAITING, wakes_at=0), one)
        assert not work.proposals.due(100)


TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=20)
NUMBERS = st.integers(-(2**63), 2**63 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(data=st.data())
def test_any_text_and_number_comes_back_as_it_went(store: Store, data: st.DataObject) -> None:
    text, number = (lambda: data.draw(TEXTS)), (lambda: data.draw(NUMBERS))
    step = Step(
        text(),
        Action(text(), data.draw(st.dictionaries(TEXTS, VALUES, max_size=3))),
        undo=Action(text(), {text(): data.draw(VALUES)}),
        after=(text(), text()),
    )
    made = plan(
        title=text(), why=text(), subject=text(), base=text(), steps=(step,), targets=(text(),),
        labels={text(): text()}, effort=data.draw(st.floats(0, 1e300)), expires=number(),
    )  # fmt: skip
    one = proposal(
        plan=made, author=text(), team=text(), door=text(), submitted_at=number(), changed_at=number(),
        expires_at=number(), wakes_at=number(),
    )  # fmt: skip
    about = decision(
        one, person=text(), policy=text(), reason=text(), at=number(), roles=(text(),), lent_by=(text(),)
    )
    stated = evidence(one, kind=text(), by=text(), detail=text(), at=number())
    with store.writing() as work:
        work.proposals.add(one)
        work.decisions.add(about)
        work.proofs.add([stated])
    with store.reading() as work:
        found = work.proposals.get(one.id)
        assert found == one
        assert found is not None
        assert content_hash(found.plan) == one.content
        assert list(work.decisions.about(one.id)) == [about]
        assert list(work.proofs.about([one.content]))[-1] == stated


@pytest.mark.parametrize("text", ["a\0b", "half \ud800"])
@pytest.mark.parametrize("where", ["id", "author", "title", "label", "parameter", "role", "detail"])
def test_what_postgresql_cannot_keep_no_store_keeps(store: Store, where: str, text: str) -> None:
    one = proposal()
    kept(store, one)
    bad = {
        "id": lambda: proposal(text),
        "author": lambda: replace(proposal(), author=text),
        "title": lambda: replace(proposal(), plan=plan(title=text)),
        "label": lambda: replace(proposal(), plan=plan(labels={text: ""})),
        "parameter": lambda: replace(proposal(), plan=plan(steps=(Step("s", Action("a", {"p": (text,)})),))),
    }
    with pytest.raises(RunFailed) as refused, store.writing() as work:
        if where == "role":
            work.decisions.add(decision(one, roles=(text,)))
        elif where == "detail":
            work.proofs.add([evidence(one, detail=text)])
        else:
            work.proposals.add(bad[where]())
    assert "cannot be kept" in refused.value.what
