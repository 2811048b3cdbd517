"""The outbox in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mainstay.domain.errors import RunFailed
from mainstay.domain.outbox import FURTHEST, Delivery, Message
from tests.fakes.kept.held import Records


class MemoryMessages(Records):
    def add(self, messages: Iterable[Message]) -> None:
        self._write()
        for one in messages:
            self._keep(self.held.messages, one.id, one)

    def take(self, now: int, seconds: int, most: int = 100) -> Sequence[Message]:
        self._write()
        due = [
            one
            for one in self.held.messages.values()
            if one.delivery is Delivery.DUE
            and not any(
                now < moment <= now + FURTHEST for moment in (one.next_at, self.held.free_at.get(one.id, 0))
            )
        ]
        taken = sorted(due, key=lambda one: (one.next_at, one.made_at, one.id))[:most]
        self.held.free_at.update({one.id: now + seconds for one in taken})
        return taken

    def note(self, message: Message) -> None:
        self._write(message)
        kept = self.held.messages.get(message.id)
        if kept is None:
            raise RunFailed("there is no such message")
        if kept.delivery is not Delivery.SENT:
            noted = {name: getattr(message, name) for name in ("delivery", "tries", "next_at", "error")}
            self.held.messages[message.id] = replace(kept, **noted)
            self.held.free_at.pop(message.id, None)

    def page(self, delivery: Delivery, most: int = 100) -> Sequence[Message]:
        found = [one for one in self.held.messages.values() if one.delivery is delivery]
        return sorted(found, key=lambda one: (one.made_at, one.id))[:most]

    def count(self) -> dict[Delivery, int]:
        found = [one.delivery for one in self.held.messages.values()]
        return {delivery: found.count(delivery) for delivery in found}
