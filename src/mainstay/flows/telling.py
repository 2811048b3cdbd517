"""Sends what the outbox holds: at least once each, the failing ones later, and never one channel at the cost of another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from mainstay.analysis.delivery.retrying import noted, wait_of
from mainstay.domain.outbox import Delivery, Message
from mainstay.ports.clock import Clock
from mainstay.ports.notifier import Notifier, Sending
from mainstay.ports.store import Store

PORTION = 20
"""So many messages are taken at a time."""

_SPARE = 30
_LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Told:
    """How many messages were sent, are tried again later, and died."""

    sent: int = 0
    later: int = 0
    dead: int = 0


def send_due(
    store: Store,
    notifiers: Mapping[str, Notifier],
    clock: Clock,
    draw: Callable[[], float],
    scrub: Callable[[str], str],
) -> Told:
    """Send messages that are due, one portion of them, by the notifiers of their channels.

    `draw` gives numbers from 0 to 1 at random, `scrub` takes secrets out of a text. A message is noted after it was sent, so
    that one which was sent when this process died is sent again, with the same id. Once a channel is down its other
    messages wait without a try being counted. Raises RunFailed when the store cannot be used.
    """
    seconds = int(PORTION * max((one.seconds for one in notifiers.values()), default=0.0)) + _SPARE
    with store.writing() as work:
        messages = work.messages.take(clock.now(), seconds, PORTION)
    until = clock.elapsed() + seconds - _SPARE
    down: dict[str, Sending] = {}
    after: list[Message] = []
    for message in messages:
        # What is not begun while the hold lasts would be sent by somebody else too.
        if clock.elapsed() > until:
            break
        sending = down.get(message.channel)
        if sending is None:
            sending = _sent(message, notifiers, scrub)
            then = noted(message, sending, clock.now(), draw())
        else:
            then = replace(message, next_at=clock.now() + wait_of(message.tries + 1, sending, draw()))
        if sending.down:
            down[message.channel] = sending
        with store.writing() as work:
            work.messages.note(then)
        after.append(then)
    return _counted(after)


def _sent(message: Message, notifiers: Mapping[str, Notifier], scrub: Callable[[str], str]) -> Sending:
    notifier = notifiers.get(message.channel)
    if notifier is None:
        return Sending("there is no such channel", down=True)
    sending = notifier.send(replace(message, topic=scrub(message.topic), body=scrub(message.body)))
    return replace(sending, error=scrub(sending.error)[:_LONGEST_ERROR])


def _counted(messages: Sequence[Message]) -> Told:
    found = [message.delivery for message in messages]
    return Told(found.count(Delivery.SENT), found.count(Delivery.DUE), found.count(Delivery.DEAD))
