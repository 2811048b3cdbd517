"""Clocks that leap by years and come back: nothing is opened or ends in silence, and nothing is put off for ever."""

import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Answer
from mainstay.domain.proposal import State
from mainstay.flows.looking import shown
from mainstay.flows.passing import clock_trouble, tick
from mainstay.present.decision_words import decided
from mainstay.steps.approve.clock_leaps import LEAP, LEAPT, RIGHTED, SETTLED
from tests.fakes.offices import LEAD, TESTED, House, made_policy
from tests.fakes.records import plan, row

YEARS = 5 * 365 * 86_400


def troubles(house: House) -> list[str]:
    return [failure.what.partition(",")[0] for failure in clock_trouble(house.office("ada"))]


def clock_rows(house: House) -> list[str]:
    return [act for who, act in house.acts() if act in {LEAPT, RIGHTED}]


def ticked(house: House) -> list[State]:
    return [proposal.state for proposal in tick(house.office("ada"))]


def test_years_ahead_nothing_expires_wakes_or_lapses_for_an_hour_and_it_is_told() -> None:
    house = House()
    open_one = house.submit().proposal
    approved = house.submit(of=plan(key="two", subject="repo:shop", expires=10_000)).proposal
    house.choose("bob", approved, until=house.clock.now() + 500)
    asleep = house.submit(of=plan(key="three", subject="repo:shop", expires=10_000)).proposal
    house.choose("bob", asleep, Choice.SNOOZE, until=house.clock.now() + 500)
    before = dict(house.store.held.proposals)
    topics = house.topics()
    house.clock.advance(YEARS)
    for seconds in (0, 60, SETTLED - 61):
        house.clock.advance(seconds)
        assert ticked(house) == []
        assert troubles(house) == ["the clock leapt"]
    assert (house.store.held.proposals, house.topics(), clock_rows(house)) == (before, topics, [LEAPT])
    # It may not be approved either: for this clock its time is over.
    with pytest.raises(UsageError, match="expired"):
        house.choose("bob", open_one)
    # The clock stayed, and so it is believed.
    house.clock.advance(1)
    assert sorted(ticked(house)) == [State.EXPIRED] * 3
    assert troubles(house) == []


def test_years_ahead_and_back_leave_all_as_it_was() -> None:
    house = House()
    made = house.submit().proposal
    house.clock.advance(YEARS)
    assert ticked(house) == []
    house.clock.advance(30 - YEARS)
    assert ticked(house) == []
    assert (clock_rows(house), troubles(house)) == ([LEAPT, RIGHTED], ["the clock is right again"])
    assert house.choose("bob", made).proposal.state is State.APPROVED
    house.clock.advance(SETTLED)
    assert troubles(house) == []


def test_a_clock_that_leaps_again_and_again_never_settles_while_it_does() -> None:
    house = House()
    made = house.submit().proposal
    for _ in range(4):
        house.clock.advance(YEARS)
        assert ticked(house) == []
        house.clock.advance(2 * SETTLED - YEARS)
        assert ticked(house) == []
        house.clock.advance(-2 * SETTLED)
    assert house.seen(made.id).state is State.WAITING
    assert clock_rows(house) == [LEAPT, RIGHTED] * 4


def test_what_was_decided_years_ahead_holds_nothing_open_for_years() -> None:
    house = House(made_policy(LEAD, TESTED))
    house.clock.advance(YEARS)
    made = house.submit().proposal
    house.attest("cyd", made)
    assert house.choose("bob", made).proposal.state is State.APPROVED
    house.clock.advance(-YEARS)
    view = shown(house.office("ada"), made)
    assert view.answer is Answer.OPEN
    assert "by a clock that was ahead" in decided(view.decisions[0], view.proposal, house.clock.now())
    assert ticked(house) == []
    house.clock.advance(SETTLED)
    assert ticked(house) == [State.WAITING]
    # Both are given anew, and are new.
    house.attest("cyd", made)
    assert house.choose("bob", made).proposal.state is State.APPROVED
    assert [one.choice for one in house.store.held.decisions if one.person == "bob"] == [Choice.APPROVE] * 2


def test_however_many_rows_wait_to_be_sealed_the_clock_is_looked_at() -> None:
    house = House(seals=False)
    approved = house.submit().proposal
    house.choose("bob", approved, until=house.clock.now() + 500)
    with house.store.writing() as work:
        work.trail.append(row(at=house.clock.now()) for _ in range(1_200))
    house.clock.advance(YEARS)
    assert ticked(house) == []
    assert troubles(house) == ["the clock leapt"]
    assert house.seen(approved.id).state is State.APPROVED


def test_a_machine_that_wakes_in_1970_takes_nothing_back() -> None:
    house = House()
    made = house.submit().proposal
    house.choose("bob", made)
    now = house.clock.now()
    house.clock.advance(30 - now)
    assert ticked(house) == []
    assert troubles(house) == ["the clock leapt"]
    house.clock.advance(now)
    assert ticked(house) == []
    assert house.seen(made.id).state is State.APPROVED
    assert clock_rows(house) == [LEAPT, RIGHTED]


def test_a_store_that_nobody_used_for_long_goes_on_after_an_hour() -> None:
    house = House()
    made = house.submit(of=plan(key="k", subject="repo:shop", expires=2 * LEAP)).proposal
    house.clock.advance(LEAP + 1)
    # Nothing is due, and so nobody needs to know.
    assert (ticked(house), clock_rows(house)) == ([], [])
    house.clock.advance(LEAP)
    assert (ticked(house), clock_rows(house)) == ([], [LEAPT])
    house.clock.advance(SETTLED)
    assert ticked(house) == [State.EXPIRED]
    assert house.seen(made.id).state is State.EXPIRED


def test_who_decides_while_the_clock_is_wrong_is_told() -> None:
    house = House()
    house.submit()
    house.clock.advance(YEARS)
    done = house.submit(of=plan(key="new", subject="repo:shop", expires=10_000))
    assert [one.what.partition(",")[0] for one in done.trouble] == ["the clock leapt"]
    assert done.trouble[0].where.endswith("UTC")


@pytest.mark.parametrize("seconds", [3_600, 86_400, 60 * 86_400])
def test_less_than_a_season_is_no_leap(seconds: int) -> None:
    house = House()
    house.submit()
    house.clock.advance(seconds)
    ticked(house)
    assert clock_rows(house) == []
    house.clock.advance(-seconds)
    ticked(house)
    assert clock_rows(house) == []
