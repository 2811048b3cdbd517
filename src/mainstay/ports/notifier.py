"""Channels that messages are sent through."""

from dataclasses import dataclass
from typing import Protocol

from mainstay.domain.outbox import Message


@dataclass(frozen=True, slots=True)
class Sending:
    """How sending one message went; `error` is "" where it was taken.

    `wait` is how many seconds the receiver asked to be left alone, `hopeless` says that it will never take it, and `down` that
    the channel, rather than this message, is the trouble. `error` holds no secret.
    """

    error: str = ""
    wait: int = 0
    hopeless: bool = False
    down: bool = False


TAKEN = Sending()


class Notifier(Protocol):
    """One channel. What is trouble on the way is told in the result and never raised."""

    @property
    def seconds(self) -> float:
        """How long one message may take at most."""
        ...

    def send(self, message: Message) -> Sending:
        """Send a message with its id, by which a receiver tells a second delivery."""
        ...
