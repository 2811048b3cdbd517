"""Whether a content may be applied now: every way in which it may not, an emergency, and against a reference."""

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.decision import Choice
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.gate import Answer, Lack, Permission
from mainstay.domain.proposal import State
from mainstay.flows.looking import Wish, listed, shown
from mainstay.flows.passing import tick
from mainstay.flows.permitting import permitted
from mainstay.steps.approve.clock_leaps import LEAP, SETTLED
from tests.fakes.offices import LEAD, House, made_policy
from tests.fakes.records import plan
from tests.unit.analysis.gates.reference import answer

HOUR, DAY = 3_600, 86_400
MADE = plan(key="k", subject="repo:shop", expires=10 * DAY)


def asked(house: House, name: str = "", content: str = "") -> Permission:
    """Ask for the one proposal of a house, as whoever would apply it does."""
    one = next(iter(house.store.held.proposals.values()))
    with house.store.writing() as work:
        return permitted(work, house.policy, name or one.id, content or one.content, house.clock.now())


def lacks(house: House, **named: str) -> list[Lack]:
    found = asked(house, **named)
    assert found.ok == (not found.why)
    return [one.lack for one in found.why]


def approved() -> House:
    house = House()
    house.choose("bob", house.submit(of=MADE).proposal)
    return house


def test_what_is_approved_may_be_applied() -> None:
    assert asked(approved()) == Permission(True)


def test_every_way_in_which_it_may_not() -> None:
    house = House()
    made = house.submit(of=MADE).proposal
    assert lacks(house) == [Lack.STATE, Lack.APPROVAL]
    assert lacks(house, name="another") == [Lack.ABSENT]
    house.choose("bob", made, until=house.clock.now() + 50)
    assert lacks(house) == []
    assert lacks(house, content="a" * 64) == [Lack.CHANGED]
    house.clock.advance(60)
    assert (house.seen(made.id).state, lacks(house)) == (State.APPROVED, [Lack.APPROVAL])
    house.choose("bob", made)
    house.clock.advance(10 * DAY)
    assert (house.seen(made.id).state, lacks(house)) == (State.APPROVED, [Lack.EXPIRED])
    other = approved()
    (one,) = other.store.held.proposals.values()
    other.choose("dir", one, Choice.REJECT)
    assert lacks(other) == [Lack.STATE, Lack.REJECTED]


def test_a_plan_that_was_changed_under_its_hash_may_not() -> None:
    house = approved()
    (one,) = house.store.held.proposals.values()
    house.store.held.proposals[one.id] = replace(one, plan=replace(one.plan, base="evil"))
    assert lacks(house) == [Lack.CHANGED]


def test_a_clock_that_leapt_lets_nothing_be_applied_until_it_has_stayed() -> None:
    house = House()
    made = house.submit(of=replace(MADE, expires=0)).proposal
    house.choose("bob", made)
    house.clock.advance(LEAP + 1)
    assert lacks(house) == [Lack.CLOCK]
    house.submit(of=plan(key="other", subject="repo:bank"), who="eve")
    house.clock.advance(-LEAP)
    tick(house.office("ada"))
    with house.store.writing() as work:
        assert permitted(work, house.policy, made.id, made.content, house.clock.now()).ok
    house.clock.advance(SETTLED)


def test_the_calendar_alone_says_when() -> None:
    night = Window("night", "UTC", tuple(range(7)), 120, 60)
    house = House(made_policy(replace(LEAD, windows=("night",)), calendar=Calendar((night,))))
    made = house.submit(of=MADE).proposal
    assert asked(house).next_at == 0
    house.choose("bob", made)
    found = asked(house)
    assert [one.lack for one in found.why] == [Lack.WINDOW]
    assert 0 < found.next_at - house.clock.now() <= DAY
    house.clock.advance(found.next_at - house.clock.now())
    assert asked(house) == Permission(True)


def test_an_override_breaks_windows_and_freezes_while_it_lasts() -> None:
    freeze = Freeze("sale", 0, 1 << 40, "a sale")
    house = House(made_policy(calendar=Calendar(freezes=(freeze,)), override_lasts=4 * HOUR))
    made = house.submit(of=MADE).proposal
    house.choose("bob", made)
    assert lacks(house) == [Lack.FROZEN]
    house.choose("cyd", made, Choice.OVERRIDE)
    until = house.clock.now() + 4 * HOUR
    assert asked(house) == Permission(True, broken_by="cyd", broken_until=until)
    view = shown(house.office("ada"), made)
    assert (view.permission, view.opening.open, view.opening.broken_by) == (asked(house), True, "cyd")
    assert [one.lack for one in view.opening.why] == [Lack.FROZEN]
    house.clock.advance(4 * HOUR)
    assert lacks(house) == [Lack.FROZEN]


def test_who_only_reads_cannot_ask_for_doing_it() -> None:
    house = approved()
    (one,) = house.store.held.proposals.values()
    with house.store.reading() as work, pytest.raises(RunFailed):
        permitted(work, house.policy, one.id, one.content, house.clock.now())


def test_what_is_shown_is_what_is_true_now() -> None:
    house = House()
    made = house.submit(of=MADE).proposal
    house.choose("bob", made, until=house.clock.now() + 50)
    bob = house.office("bob")

    def states(*wanted: State) -> list[State]:
        return [one.state for one in listed(bob, Wish(frozenset(wanted))).proposals]

    assert (states(), states(State.APPROVED), states(State.WAITING)) == (
        [State.APPROVED],
        [State.APPROVED],
        [],
    )
    house.clock.advance(60)
    one = shown(bob, made).proposal
    assert (one.state, one.kept_state, one.waits_for_you) == (State.WAITING, State.APPROVED, True)
    assert (states(), states(State.APPROVED), states(State.WAITING)) == ([State.WAITING], [], [State.WAITING])
    assert [one.id for one in listed(bob, Wish(waiting_for_me=True)).proposals] == [made.id]
    house.clock.advance(10 * DAY)
    one = shown(bob, made).proposal
    assert (one.state, one.kept_state, one.waits_for_you) == (State.EXPIRED, State.APPROVED, False)
    assert (states(State.APPROVED), states(State.WAITING)) == ([], [])


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.sampled_from(["bob", "dir", "override", "reject", "revise", "hour", "days", "tick"]), max_size=8
    ),
    st.booleans(),
    st.booleans(),
)
def test_it_is_what_the_reference_and_the_calendar_say(acts: list[str], frozen: bool, heeds: bool) -> None:
    freezes = (Freeze("sale", 0, 1 << 40, "a sale"),) if frozen else ()
    gate = replace(LEAD, lasts=3 * HOUR, frozen=heeds)
    house = House(made_policy(gate, calendar=Calendar(freezes=freezes), override_lasts=2 * HOUR))
    house.submit(of=MADE)
    for at, act in enumerate(acts):
        *_, one = house.store.held.proposals.values()
        try:
            if act == "revise":
                house.submit(of=replace(one.plan, base=f"b{at % 2}"))
            elif act in {"hour", "days"}:
                house.clock.advance(HOUR if act == "hour" else 6 * DAY)
            elif act == "tick":
                tick(house.office("ada"))
            else:
                choice = {"override": Choice.OVERRIDE, "reject": Choice.REJECT}.get(act, Choice.APPROVE)
                house.choose("cyd" if act == "override" else "bob", one, choice)
        except UsageError:
            # What is refused changes nothing.
            continue
    *_, one = house.store.held.proposals.values()
    held, now = house.store.held, house.clock.now()
    decisions = [each for each in held.decisions if each.proposal == one.id]
    broken = any(
        each.choice is Choice.OVERRIDE
        and (each.content, each.revision) == (one.content, one.revision)
        and now < each.at + 2 * HOUR
        for each in decisions
    )
    wanted = (
        one.state is State.APPROVED
        and now < one.expires_at
        and content_hash(one.plan) == one.content
        and answer(house.policy, one, decisions, held.evidence, now) is Answer.PASSED
        and (broken or not (frozen and heeds))
    )
    event(f"may be applied: {wanted}, broken: {broken}")
    found = asked(house, one.id, one.content)
    assert found.ok == wanted
    assert shown(house.office("bob"), one).permission == found
