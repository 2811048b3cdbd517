"""Messages that were tried too often: they stay in sight until a person sends them again or drops them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from mainstay.domain.audit import Row
from mainstay.domain.errors import UsageError
from mainstay.domain.outbox import Delivery, Message
from mainstay.ports.clock import Clock
from mainstay.ports.store import Store

MOST = 10_000
"""So many dead messages are looked through, the oldest first."""


def dead(store: Store, most: int = MOST) -> Sequence[Message]:
    """Give dead messages, the oldest first. Raises RunFailed when the store cannot be read."""
    with store.reading() as work:
        return work.messages.page(Delivery.DEAD, most)


def send_again(store: Store, clock: Clock, ids: Collection[str], who: str, door: str) -> None:
    """Let dead messages be due at once, with all their tries before them; told in the trail.

    Raises UsageError, and does nothing, when one of the ids is no dead message's, RunFailed when the store cannot be used.
    """
    now = clock.now()
    _change(store, ids, Row(0, now, who, door, "message.send-again", ""), Delivery.DUE, now)


def drop(store: Store, clock: Clock, ids: Collection[str], who: str, door: str, reason: str) -> None:
    """Give dead messages up for a reason; they are kept, and told in the trail. Raises as `send_again` does."""
    now = clock.now()
    _change(store, ids, Row(0, now, who, door, "message.drop", "", detail=reason), Delivery.DROPPED, 0)


def _change(store: Store, ids: Collection[str], row: Row, delivery: Delivery, next_at: int) -> None:
    with store.writing() as work:
        found = {message.id: message for message in work.messages.page(Delivery.DEAD, MOST)}
        if unknown := sorted(set(ids) - found.keys()):
            raise UsageError(
                "there is no dead message of this id", where=unknown[0], mend="list them: mainstay messages"
            )
        for message in (found[one] for one in dict.fromkeys(ids)):
            tries = 0 if delivery is Delivery.DUE else message.tries
            work.messages.note(replace(message, delivery=delivery, tries=tries, next_at=next_at))
            work.trail.append([replace(row, about=f"message:{message.id}")])
