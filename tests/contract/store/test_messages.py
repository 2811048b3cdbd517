"""The outbox, in every kind of store."""

import threading
from dataclasses import replace

import pytest

from mainstay.adapters.store.opening import open_store
from mainstay.domain.errors import RunFailed
from mainstay.domain.outbox import FURTHEST, Delivery
from mainstay.ports.store import Store
from tests.fakes.records import message
from tests.servers.postgresql import PostgreSQL


def test_messages_are_taken_once_until_their_time_is_over(store: Store) -> None:
    made = [
        message("b", next_at=20),
        message("a", next_at=20),
        message("c", next_at=10),
        message("d", next_at=99),
    ]
    with store.writing() as work:
        work.messages.add(made)
        work.messages.add([])
    with store.writing() as work:
        assert list(work.messages.take(50, 30, most=1)) == [made[2]]
    with store.writing() as work:
        assert [one.id for one in work.messages.take(50, 30)] == ["a", "b"]
        assert list(work.messages.take(79, 30)) == []
        assert [one.id for one in work.messages.take(80, 30)] == ["c", "a", "b"]


def test_how_sending_went_is_kept(store: Store) -> None:
    made = [message("a", made_at=3), message("b", made_at=2), message("c", made_at=1)]
    with store.writing() as work:
        work.messages.add(made)
        a, b, c = sorted(work.messages.take(5, 60), key=lambda one: one.id)
        sent, dead = (
            replace(a, delivery=Delivery.SENT, tries=1),
            replace(b, delivery=Delivery.DEAD, error="no"),
        )
        again = replace(c, tries=1, next_at=9, error="later")
        for one in (sent, dead, again):
            work.messages.note(one)
    with store.writing() as work:
        assert work.messages.count() == {Delivery.SENT: 1, Delivery.DEAD: 1, Delivery.DUE: 1}
        assert list(work.messages.page(Delivery.SENT)) == [sent]
        assert list(work.messages.page(Delivery.DEAD)) == [dead]
        assert list(work.messages.take(8, 60)) == []
        assert list(work.messages.take(9, 60)) == [again]


def test_what_was_sent_stays_sent_when_a_slow_one_reports_after_it(store: Store) -> None:
    one = message()
    with store.writing() as work:
        work.messages.add([one])
        work.messages.note(replace(one, delivery=Delivery.SENT, tries=1))
        work.messages.note(replace(one, tries=1, error="time ran out"))
        assert work.messages.count() == {Delivery.SENT: 1}


def test_pages_have_the_oldest_first(store: Store) -> None:
    made = [message("b", made_at=1), message("a", made_at=1), message("c", made_at=0)]
    with store.writing() as work:
        work.messages.add(made)
        assert [one.id for one in work.messages.page(Delivery.DUE)] == ["c", "a", "b"]
        assert [one.id for one in work.messages.page(Delivery.DUE, most=1)] == ["c"]


def test_an_id_is_taken_once_and_nothing_else_is_noted(store: Store) -> None:
    with store.writing() as work:
        work.messages.add([message("a")])
    with pytest.raises(RunFailed), store.writing() as work:
        work.messages.add([message("b"), message("a")])
    with pytest.raises(RunFailed), store.writing() as work:
        work.messages.note(message("none"))
    with store.reading() as work:
        assert work.messages.count() == {Delivery.DUE: 1}


def test_two_senders_at_once_get_different_ones_and_neither_waits(postgresql_server: PostgreSQL) -> None:
    first, second = (open_store(place) for place in [postgresql_server.new_place()] * 2)
    with first.writing() as work:
        work.messages.add([message(f"m{number}") for number in range(5)])
    with first.writing() as one:
        assert [each.id for each in one.messages.take(50, 60, most=2)] == ["m0", "m1"]
        with second.writing() as two:
            assert [each.id for each in two.messages.take(50, 60, most=2)] == ["m2", "m3"]
        with pytest.raises(ZeroDivisionError), second.writing() as two:
            assert [each.id for each in two.messages.take(50, 60)] == ["m4"]
            raise ZeroDivisionError
    with second.writing() as two:
        assert [each.id for each in two.messages.take(50, 60)] == ["m4"]
    first.close()
    second.close()


def test_of_many_senders_at_once_each_message_has_one(store: Store) -> None:
    with store.writing() as work:
        work.messages.add([message(f"m{number:02}") for number in range(40)])
    got: list[str] = []

    def send() -> None:
        while True:
            with store.writing() as work:
                taken = [one.id for one in work.messages.take(50, 60, most=3)]
            assert len(taken) <= 3
            got.extend(taken)
            if not taken:
                return

    crowd = [threading.Thread(target=send) for _ in range(4)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join(60)
    assert sorted(got) == [f"m{number:02}" for number in range(40)]


def test_a_clock_that_was_ahead_puts_nothing_off_for_years(store: Store) -> None:
    waits, held = message("a", next_at=10**9), message("b")
    asked = message("c", next_at=50 + FURTHEST)
    with store.writing() as work:
        work.messages.add([waits, held, asked])
        assert [one.id for one in work.messages.take(10**9 - FURTHEST - 1, 60, most=1)] == ["b"]
    with store.writing() as work:
        assert [one.id for one in work.messages.take(50, 60)] == ["b", "a"]
        assert list(work.messages.take(50, 60)) == []
        assert [one.id for one in work.messages.take(50 + FURTHEST, 60)] == ["b", "c", "a"]
