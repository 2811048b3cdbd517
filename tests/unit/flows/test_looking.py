"""Looking at proposals: what one may see, what waits for whom, all about one."""

import pytest

from mainstay.domain.calendar import Calendar, Freeze
from mainstay.domain.decision import Choice
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Answer, Lack
from mainstay.domain.proposal import State
from mainstay.domain.proposal_view import Difference
from mainstay.flows import looking
from mainstay.flows.looking import Wish, find, listed, shown
from tests.fakes.offices import House, made_policy
from tests.fakes.records import plan


def several(house: House, number: int, subject: str = "repo:shop", who: str = "ada") -> list[str]:
    return [house.submit(who, plan(subject=subject, title=f"plan {at}")).proposal.id for at in range(number)]


def names(house: House, who: str, **wish: object) -> list[str]:
    return [one.id for one in listed(house.office(who), Wish(**wish)).proposals]


def test_a_beginning_stands_for_one() -> None:
    house = House()
    made = house.submit().proposal
    assert find(house.office("bob"), made.id) == made
    assert find(house.office("bob"), made.id[:15]) == made or len(house.store.held.proposals) > 1
    with pytest.raises(UsageError, match="no such proposal") as refused:
        find(house.office("bob"), made.id[:3])
    assert "at least 4" in refused.value.mend
    house.ids.given += 15
    other = house.submit(of=plan(key="other", subject="repo:shop")).proposal
    with pytest.raises(UsageError, match="several proposals begin so") as refused:
        find(house.office("bob"), made.id[:8])
    assert made.id in refused.value.mend
    assert other.id in refused.value.mend


def test_another_team_learns_nothing() -> None:
    house = House()
    ours = several(house, 2)
    house.ids.given = 0xABCD0000_00000000
    hidden = several(house, 1)
    ours += hidden
    theirs = several(house, 1, "repo:bank", "eve")
    house.choose("cyd", house.seen(ours[0]), Choice.OVERRIDE)
    assert names(house, "eve") == theirs
    assert names(house, "ada") == ours[::-1]
    assert names(house, "dir") == [*theirs, *ours[::-1]]
    assert names(house, "nobody") == []
    told = listed(house.office("eve"), Wish())
    assert (told.counts, told.overrides) == ({State.WAITING: 1}, ())
    assert names(house, "eve", team="shop") == []
    # An id that only another team has and one that nobody has are told with the same words.
    for beginning in (ours[0], hidden[0], "ffff0000"):
        with pytest.raises(UsageError) as refused:
            find(house.office("eve"), beginning)
        assert (refused.value.what, refused.value.where) == ("there is no such proposal", beginning)
    # Nor does it make a beginning ambiguous.
    assert find(house.office("eve"), theirs[0][:8]).id == theirs[0]


def test_what_waits_for_whom() -> None:
    house = House()
    waiting, passed, mine = several(house, 3)
    house.choose("bob", house.seen(passed))
    assert names(house, "bob", waiting_for_me=True) == [mine, waiting]
    assert names(house, "ada", waiting_for_me=True) == []
    assert names(house, "cyd", waiting_for_me=True) == []
    assert names(house, "ada", mine=True, states=frozenset({State.APPROVED})) == [passed]
    assert names(house, "bob", mine=True) == []


def test_pages_follow_each_other() -> None:
    house = House()
    made = several(house, 7)[::-1]
    first = listed(house.office("bob"), Wish(most=3))
    assert ([one.id for one in first.proposals], first.next_before) == (made[:3], made[2])
    second = listed(house.office("bob"), Wish(most=3, before=first.next_before))
    last = listed(house.office("bob"), Wish(most=3, before=second.next_before))
    assert [one.id for one in second.proposals] == made[3:6]
    assert ([one.id for one in last.proposals], last.next_before) == (made[6:], "")


def test_an_override_shows_until_it_is_reviewed() -> None:
    house = House()
    made = house.submit().proposal
    house.choose("cyd", made, Choice.OVERRIDE, "the shop is down")
    (one,) = listed(house.office("bob"), Wish()).overrides
    assert (one.proposal, one.person, one.reason, one.overdue) == (made.id, "cyd", "the shop is down", False)
    assert shown(house.office("bob"), made).override == one
    house.clock.advance(24 * 3600)
    assert listed(house.office("bob"), Wish()).overrides[0].overdue
    house.choose("bob", made, Choice.REVIEW)
    assert listed(house.office("bob"), Wish()).overrides == ()
    assert shown(house.office("bob"), made).override is None


def test_all_about_one() -> None:
    freeze = Freeze("end", 0, 1 << 40, "few are there")
    house = House(made_policy(calendar=Calendar(freezes=(freeze,))))
    made = house.submit().proposal
    house.attest("ada", made)
    view = shown(house.office("bob"), made)
    assert [step.id for step in view.steps] == ["raise", "deploy"]
    assert [(gate.name, gate.passed, gate.missing[0].lack) for gate in view.gates] == [
        ("lead", False, Lack.APPROVAL)
    ]
    assert (view.answer, view.opening.open, view.opening.why[0].lack) == (Answer.OPEN, False, Lack.FROZEN)
    assert [(one.kind, one.by) for one in view.evidence] == [("tests", "ada")]
    assert view.proposal.waits_for_you
    house.submit(of=plan(key="k", subject="repo:shop", base="other", expires=10_000))
    view = shown(house.office("bob"), made)
    assert [one.revision for one in view.revisions] == [1, 2]
    assert view.revisions[1].differences == (Difference("base", '"4f2a"', '"other"'),)
    assert view.evidence == ()


def test_what_waits_for_somebody_is_found_however_far_back_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_LOOKED_THROUGH", 4)
    monkeypatch.setattr(looking, "_AT_ONCE", 2)
    house = House()
    (first,) = several(house, 1)
    for one in several(house, 5):
        house.choose("bob", house.seen(one))
    page = listed(house.office("bob"), Wish(waiting_for_me=True))
    assert page.proposals == ()
    rest = listed(house.office("bob"), Wish(waiting_for_me=True, before=page.next_before))
    assert [one.id for one in rest.proposals] == [first]
    assert rest.next_before == ""
