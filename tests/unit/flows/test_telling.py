"""The outbox is sent at least once, with the same id, whatever fails, hangs or dies."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from mainstay.adapters.notifiers.webhook import WebhookNotifier
from mainstay.adapters.posting import address_of
from mainstay.analysis.delivery.retrying import MOST_TRIES
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.outbox import Delivery, Message
from mainstay.domain.secret import Secret
from mainstay.flows.telling import PORTION, Told, send_due
from mainstay.ports.notifier import TAKEN, Sending
from tests.fakes.clock import SetClock
from tests.fakes.notifiers import AnsweringNotifier
from tests.fakes.receiver import answer, receiving
from tests.fakes.store import Disk, Killed, MemoryStore


def filled(number: int, channel: str = "team", disk: Disk | None = None) -> MemoryStore:
    store = MemoryStore(disk)
    with store.writing() as work:
        work.messages.add(
            Message(f"{channel}{n:03}", channel, "topic", f"body {n}", SetClock().now() - number + n)
            for n in range(number)
        )
    return store


def send(store: MemoryStore, clock: SetClock, **channels: AnsweringNotifier) -> Told:
    return send_due(store, channels, clock, lambda: 0.0, str)


def test_all_that_is_due_is_sent_in_portions_the_oldest_first() -> None:
    store, team = filled(PORTION + 3), AnsweringNotifier()
    assert send(store, SetClock(), team=team) == Told(sent=PORTION)
    assert send(store, SetClock(), team=team) == Told(sent=3)
    assert send(store, SetClock(), team=team) == Told()
    assert [message.id for message in team.got] == [f"team{n:03}" for n in range(PORTION + 3)]
    assert Counter(message.delivery for message in store.disk.held.messages.values()) == {
        Delivery.SENT: PORTION + 3
    }


def test_one_that_fails_is_sent_later_and_again_until_it_is_dead() -> None:
    store, clock, team = filled(1), SetClock(), AnsweringNotifier(Sending("refused"))
    for turn in range(1, MOST_TRIES):
        assert send(store, clock, team=team) == Told(later=1)
        (message,) = store.disk.held.messages.values()
        assert (message.tries, message.error) == (turn, "refused")
        assert send(store, clock, team=team) == Told()
        clock.advance(message.next_at - clock.now())
    assert send(store, clock, team=team) == Told(dead=1)
    clock.advance(10**6)
    assert send(store, clock, team=team) == Told()
    assert {message.id for message in team.got} == {"team000"}
    with store.reading() as work:
        assert [message.error for message in work.messages.page(Delivery.DEAD)] == ["refused"]


def test_a_channel_that_is_down_is_asked_once_and_stops_no_other() -> None:
    store = filled(5)
    filled(2, "other", store.disk)
    team, other = AnsweringNotifier(Sending("nobody there", down=True)), AnsweringNotifier()
    assert send(store, SetClock(), team=team, other=other) == Told(sent=2, later=5)
    assert len(team.got) == 1
    tries = sorted(
        message.tries for message in store.disk.held.messages.values() if message.channel == "team"
    )
    assert tries == [0, 0, 0, 0, 1]


def test_a_message_that_is_refused_stops_none_behind_it() -> None:
    store, team = filled(3), AnsweringNotifier(Sending("bad request"), TAKEN)
    assert send(store, SetClock(), team=team) == Told(sent=2, later=1)


def test_a_channel_that_is_gone_is_told() -> None:
    store = filled(1)
    assert send(store, SetClock()) == Told(later=1)
    assert store.disk.held.messages["team000"].error == "there is no such channel"


def test_what_is_not_begun_while_the_hold_lasts_is_left_to_others() -> None:
    store, clock = filled(5), SetClock()
    assert send(store, clock, team=AnsweringNotifier(clock=clock)) == Told(sent=2)
    clock.advance(1_000)
    assert send(store, clock, team=AnsweringNotifier()) == Told(sent=3)


def test_secrets_are_taken_out_of_what_is_sent_and_kept() -> None:
    store, team = filled(1), AnsweringNotifier(Sending("said topsecret back"))
    kept = store.disk.held.messages
    kept["team000"] = replace(kept["team000"], body="the token is topsecret")
    scrubber = Scrubber([Secret("topsecret")])
    send_due(store, {"team": team}, SetClock(), lambda: 0.0, scrubber.scrub)
    assert team.got[0].body == "the token is ***"
    assert kept is not store.disk.held.messages
    assert store.disk.held.messages["team000"].error == "said *** back"


def steps_of_a_whole_run() -> int:
    store = filled(3)
    start = store.steps
    send(store, SetClock(), team=AnsweringNotifier(store=store))
    return store.steps - start


@pytest.mark.parametrize("moment", range(1, steps_of_a_whole_run() + 1))
def test_killed_at_any_moment_every_message_arrives_and_again_with_the_same_id(moment: int) -> None:
    disk, clock = filled(3).disk, SetClock()
    dying = MemoryStore(disk, kill_at=moment)
    first = AnsweringNotifier(store=dying)
    with pytest.raises(Killed):
        send(dying, clock, team=first)
    clock.advance(10_000)
    second = AnsweringNotifier()
    send(MemoryStore(disk), clock, team=second)
    got = Counter(message.id for message in first.got + second.got)
    assert set(got) == {"team000", "team001", "team002"}
    assert sum(got.values()) <= 4, "only the one in flight may arrive twice"
    assert {message.delivery for message in disk.held.messages.values()} == {Delivery.SENT}


def test_two_senders_share_the_work() -> None:
    disk = filled(PORTION * 2).disk
    one, two = AnsweringNotifier(), AnsweringNotifier()
    send(MemoryStore(disk), SetClock(), team=one)
    send(MemoryStore(disk), SetClock(), team=two)
    assert len(one.got) == len(two.got) == PORTION
    assert not {message.id for message in one.got} & {message.id for message in two.got}


def test_over_a_real_webhook_that_fails_first() -> None:
    store, clock = filled(2), SetClock()
    with receiving(answer(500), answer(429, Retry_After="600"), answer(204)) as receiver:
        hook = WebhookNotifier(address_of(Secret(receiver.address)), Secret("some key"), clock)
        told = []
        for _ in range(5):
            told.append(send_due(store, {"team": hook}, clock, lambda: 0.0, str))
            clock.advance(601)
    assert told == [Told(later=2), Told(later=2), Told(sent=2), Told(), Told()]
    ids = [request.headers["webhook-id"] for request in receiver.received]
    assert ids == ["team000", "team000", "team000", "team001"]
    assert [json.loads(request.body)["body"] for request in receiver.received[-2:]] == ["body 0", "body 1"]
