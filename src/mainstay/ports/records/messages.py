"""The outbox."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from mainstay.domain.outbox import Delivery, Message


class Messages(Protocol):
    """Messages are added in the transaction of what they tell and sent after it, each by one sender at a time."""

    def add(self, messages: Iterable[Message]) -> None:
        """Keep messages to be sent. Raises Taken when the id of one is."""
        ...

    def take(self, now: int, seconds: int, most: int = 100) -> Sequence[Message]:
        """Give messages that are due, the longest due first, and let nobody else have them for so many seconds.

        Of two who ask at the same time nobody waits for the other, and each gets others. Those due at the same second come by
        when they were made, then by id. Due is also what waits, or is held, for longer than FURTHEST: a clock that was ahead
        put it off.
        """
        ...

    def note(self, message: Message) -> None:
        """Keep how sending one went: its delivery, tries, next time and error, and let it be taken again.

        What was sent stays sent, whatever is noted later. Raises RunFailed when there is no such message.
        """
        ...

    def page(self, delivery: Delivery, most: int = 100) -> Sequence[Message]:
        """Give messages that stand so, the oldest first, those of one second by id."""
        ...

    def count(self) -> dict[Delivery, int]:
        """Count messages by where they stand."""
        ...
