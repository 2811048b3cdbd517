"""What every outbox promises, tried on the fake; a real store joins by one more parameter of `store`."""

from dataclasses import replace

import pytest

from mainstay.domain.errors import RunFailed
from mainstay.domain.outbox import Delivery, Message
from mainstay.ports.store import Store
from tests.fakes.audited_store import MemoryStore

NOW = 1_767_225_600


@pytest.fixture(params=[MemoryStore])
def store(request: pytest.FixtureRequest) -> Store:
    return request.param()


def message(number: int, **what) -> Message:
    made = Message(f"m{number:03}", "team", "proposal", f'{{"n":{number}}}\n ü', NOW + number)
    return replace(made, **what)


def add(store: Store, *messages: Message) -> None:
    with store.writing() as work:
        work.messages.add(messages)


def take(store: Store, now: int, seconds: int = 60, most: int = 100) -> list[Message]:
    with store.writing() as work:
        return list(work.messages.take(now, seconds, most))


def test_what_is_added_is_taken_as_it_was_the_oldest_first(store: Store) -> None:
    messages = [message(number) for number in range(5)]
    add(store, *reversed(messages))
    assert take(store, NOW + 10, most=2) == messages[:2]
    assert take(store, NOW + 10) == messages[2:]


def test_who_takes_has_it_alone_until_the_time_is_over(store: Store) -> None:
    add(store, message(1))
    assert take(store, NOW + 10, seconds=60) == [message(1)]
    assert take(store, NOW + 60) == []
    assert take(store, NOW + 71) == [message(1)]


def test_nothing_is_taken_before_it_is_due(store: Store) -> None:
    add(store, message(1, next_at=NOW + 100))
    assert take(store, NOW + 99) == []
    assert take(store, NOW + 100) == [message(1, next_at=NOW + 100)]


@pytest.mark.parametrize("delivery", [Delivery.SENT, Delivery.DEAD])
def test_what_is_sent_or_dead_is_not_taken_again(store: Store, delivery: Delivery) -> None:
    add(store, message(1), message(2))
    take(store, NOW + 10)
    noted = message(1, delivery=delivery, tries=3, error="no")
    with store.writing() as work:
        work.messages.note(noted)
    assert take(store, NOW + 1_000) == [message(2)]
    with store.reading() as work:
        assert list(work.messages.page(delivery)) == [noted]
        assert work.messages.count().get(delivery) == 1
        assert work.messages.count().get(Delivery.DUE) == 1


def test_one_that_failed_is_due_when_its_note_says_and_not_before(store: Store) -> None:
    add(store, message(1))
    take(store, NOW + 10, seconds=3_600)
    again = message(1, tries=1, next_at=NOW + 30, error="busy")
    with store.writing() as work:
        work.messages.note(again)
    assert take(store, NOW + 29) == []
    assert take(store, NOW + 30) == [again]


def test_pages_are_bounded_and_begin_with_the_oldest(store: Store) -> None:
    add(store, *(message(number) for number in range(5)))
    with store.reading() as work:
        assert [one.id for one in work.messages.page(Delivery.DUE, 2)] == ["m000", "m001"]
        assert list(work.messages.page(Delivery.DEAD)) == []


def test_an_id_is_taken_once(store: Store) -> None:
    add(store, message(1))
    with pytest.raises(RunFailed):
        add(store, message(1, body="other"))
    assert take(store, NOW + 10) == [message(1)]


def test_what_was_begun_and_failed_never_was(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as work:
        work.messages.add([message(1)])
        raise ZeroDivisionError
    assert take(store, NOW + 10) == []
