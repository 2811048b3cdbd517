"""Waits grow, differ, end, and are never shorter than a receiver asked for."""

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.delivery.retrying import (
    FIRST_WAIT,
    LONGEST_ASKED,
    LONGEST_WAIT,
    MOST_TRIES,
    noted,
    wait_of,
)
from mainstay.domain.outbox import Delivery, Message
from mainstay.ports.notifier import TAKEN, Sending

NOW = 1_767_225_600
FAILED = Sending("no")


def message(tries: int) -> Message:
    return Message("m1", "team", "topic", "body", NOW, Delivery.DUE, tries, 0, "before")


def test_waits_double_up_to_an_hour() -> None:
    waits = [wait_of(tries, FAILED, 0.0) for tries in range(1, MOST_TRIES)]
    assert waits[:4] == [5, 10, 20, 40]
    assert max(waits) == LONGEST_WAIT
    assert sum(waits) < 12 * 3_600


@given(st.integers(1, 10**6), st.floats(0, 1), st.integers(0, 10**9))
def test_waits_stay_within_their_bounds(tries: int, draw: float, asked: int) -> None:
    wait = wait_of(tries, Sending("no", asked), draw)
    assert (
        max(FIRST_WAIT // 2, min(asked, LONGEST_ASKED))
        <= wait
        <= max(LONGEST_WAIT, min(asked, LONGEST_ASKED))
    )


def test_a_message_that_was_taken_is_sent() -> None:
    assert noted(message(3), TAKEN, NOW, 0.5) == Message("m1", "team", "topic", "body", NOW, Delivery.SENT, 4)


def test_the_last_try_is_the_last() -> None:
    assert noted(message(MOST_TRIES - 2), FAILED, NOW, 0.5).delivery is Delivery.DUE
    dead = noted(message(MOST_TRIES - 1), FAILED, NOW, 0.5)
    assert (dead.delivery, dead.tries, dead.error) == (Delivery.DEAD, MOST_TRIES, "no")


def test_what_is_hopeless_is_not_tried_again() -> None:
    assert noted(message(0), Sending("gone", hopeless=True), NOW, 0.5).delivery is Delivery.DEAD
