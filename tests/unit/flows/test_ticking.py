"""One tick does all that time alone does, in an order in which each sees what the one before did."""

import pytest

from mainstay.domain.errors import RunFailed
from mainstay.domain.outbox import Delivery
from mainstay.domain.proposal import State
from mainstay.flows.telling import PORTION, Told
from mainstay.flows.ticking import Outgoing, Ticked, send_all, tick
from mainstay.ports.notifier import Sending
from tests.fakes.anchor_places import Outside
from tests.fakes.notifiers import AnsweringNotifier
from tests.fakes.offices import BrokenPlace, House
from tests.fakes.records import message, plan


def outgoing(**channels: AnsweringNotifier) -> Outgoing:
    return Outgoing(channels, lambda: 0.0, str)


def test_what_expires_is_sealed_told_and_sent_in_the_same_tick() -> None:
    outside, team = Outside(), AnsweringNotifier()
    house = House(anchors=(outside,))
    made = house.submit(of=plan(key="k", subject="repo:shop", expires=100)).proposal
    house.clock.advance(200)
    done = tick(house.office("clock"), outgoing(all=team))
    assert [(one.id, one.state) for one in done.changed] == [(made.id, State.EXPIRED)]
    assert (done.announced, done.told, done.failures) == ((), Told(sent=2), ())
    assert [one.topic for one in team.got] == ["proposal.submitted", "proposal.expired"]
    assert outside.told[-1].count == len(house.store.held.rows)
    assert tick(house.office("clock"), outgoing(all=team)) == Ticked()


def test_however_many_messages_wait_all_are_sent() -> None:
    house, team = House(), AnsweringNotifier()
    with house.store.writing() as work:
        work.messages.add([message(f"m{number:03}", channel="all") for number in range(2 * PORTION + 3)])
    assert send_all(house.office("clock"), outgoing(all=team)) == Told(sent=2 * PORTION + 3)
    assert {one.delivery for one in house.store.held.messages.values()} == {Delivery.SENT}


def test_a_channel_that_takes_nothing_ends_the_sending() -> None:
    house, team = House(), AnsweringNotifier(Sending("no", down=True))
    with house.store.writing() as work:
        work.messages.add([message(f"m{number:03}", channel="all") for number in range(PORTION + 3)])
    assert send_all(house.office("clock"), outgoing(all=team)) == Told(later=PORTION)
    assert len(team.got) == 1


def test_what_fails_in_sealing_stops_no_message() -> None:
    house, team = House(anchors=(BrokenPlace(RunFailed("nobody answers")),)), AnsweringNotifier()
    house.submit()
    done = tick(house.office("clock"), outgoing(all=team))
    assert ([one.what for one in done.failures], done.told) == (["nobody answers"], Told(sent=1))


def test_a_leap_of_the_clock_is_told_and_nothing_expires_by_it() -> None:
    house = House()
    made = house.submit(of=plan(key="k", subject="repo:shop", expires=100)).proposal
    house.clock.advance(10**9)
    done = tick(house.office("clock"), outgoing(all=AnsweringNotifier()))
    assert done.changed == ()
    assert [one.what.partition(",")[0] for one in done.failures] == ["the clock leapt"]
    assert house.seen(made.id).state is State.WAITING


def test_a_store_that_is_away_ends_the_tick() -> None:
    house, team = House(), AnsweringNotifier()
    house.store.breaks["look"] = RunFailed("away")
    with pytest.raises(RunFailed, match="away"):
        tick(house.office("clock"), outgoing(all=team))
    assert team.got == []
