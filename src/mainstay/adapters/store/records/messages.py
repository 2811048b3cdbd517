"""The outbox."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, func, or_, select

from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.messages import MESSAGES
from mainstay.domain.errors import RunFailed
from mainstay.domain.outbox import FURTHEST, Delivery, Message

_NAMES = tuple(field.name for field in fields(Message))


class SqlMessages(Records):
    """Messages by id."""

    def add(self, messages: Iterable[Message]) -> None:
        """Keep messages to be sent; see the port."""
        rows = [{name: getattr(one, name) for name in _NAMES} | {"free_at": 0} for one in messages]
        self._in.add(MESSAGES, rows, "the id of a message")

    def take(self, now: int, seconds: int, most: int = 100) -> Sequence[Message]:
        """Give messages that are due and let nobody else have them for so many seconds; see the port."""
        # Made once and not for each row, lest a server pass over other messages the second time and take more than it may.
        due = (
            select(MESSAGES.c.id)
            .where(
                MESSAGES.c.delivery == Delivery.DUE,
                *(
                    or_(moment <= now, moment > now + FURTHEST)
                    for moment in (MESSAGES.c.next_at, MESSAGES.c.free_at)
                ),
            )
            .order_by(MESSAGES.c.next_at, MESSAGES.c.made_at, MESSAGES.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
            .cte("due")
            .prefix_with("MATERIALIZED", dialect="postgresql")
        )
        taking = MESSAGES.update().where(MESSAGES.c.id.in_(select(due.c.id))).values(free_at=now + seconds)
        taken = [_message(row) for row in self._in.take(taking.returning(MESSAGES))]
        return sorted(taken, key=lambda one: (one.next_at, one.made_at, one.id))

    def note(self, message: Message) -> None:
        """Keep how sending one went; see the port."""
        told = {name: getattr(message, name) for name in ("delivery", "tries", "next_at", "error")}
        same = MESSAGES.c.id == message.id
        noting = MESSAGES.update().where(same, MESSAGES.c.delivery != Delivery.SENT)
        if not self._in.write(noting.values(free_at=0, **told)) and not self._in.rows(
            select(MESSAGES.c.id).where(same)
        ):
            raise RunFailed("there is no such message", where=message.id, mend="look at the outbox")

    def page(self, delivery: Delivery, most: int = 100) -> Sequence[Message]:
        """Give messages that stand so, the oldest first."""
        chosen = select(MESSAGES).where(MESSAGES.c.delivery == delivery)
        rows = self._in.rows(chosen.order_by(MESSAGES.c.made_at, MESSAGES.c.id).limit(most))
        return [_message(row) for row in rows]

    def count(self) -> dict[Delivery, int]:
        """Count messages by where they stand."""
        chosen = select(MESSAGES.c.delivery, func.count().label("many")).group_by(MESSAGES.c.delivery)
        return {Delivery(row.delivery): row.many for row in self._in.rows(chosen)}


def _message(row: Row[Any]) -> Message:
    plain = {name: getattr(row, name) for name in _NAMES}
    return Message(**plain | {"delivery": Delivery(row.delivery)})
