"""The outbox."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from mainstay.domain.outbox import Delivery, Message


class Messages(Protocol):
    """Messages are added in the transaction of what they tell and sent after it, each by one sender at a time."""

    def add(self, messages: Iterable[Message]) -> None:
        """Keep messages to be sent."""
        ...

    def take(self, now: int, seconds: int, most: int = 100) -> Sequence[Message]:
        """Give messages that are due and let nobody else have them for so many seconds.

        Due is also what waits, or is held, for longer than FURTHEST: a clock that was ahead put it off.
        """
        ...

    def note(self, message: Message) -> None:
        """Keep how sending one went."""
        ...

    def page(self, delivery: Delivery, most: int = 100) -> Sequence[Message]:
        """Give messages that stand so, the oldest first."""
        ...

    def count(self) -> dict[Delivery, int]:
        """Count messages by where they stand."""
        ...
