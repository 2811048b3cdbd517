"""What is to be told to the outside, kept until it was."""

from dataclasses import dataclass
from enum import StrEnum

FURTHEST = 2 * 86_400
"""No message waits for longer by itself: one that is due later was put off by a clock that was ahead, and is due now."""


class Delivery(StrEnum):
    """Where a message stands. A DEAD one was tried too often; it stays in sight until somebody sends or drops it."""

    DUE = "due"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Message:
    """One message for one channel, written in the transaction of what it tells.

    `id` is sent along so that a receiver can tell a second delivery. `tries` counts attempts, `next_at` is when the next is due
    (seconds since 1970), `error` what the last one met, with secrets taken out.
    """

    id: str
    channel: str
    topic: str
    body: str
    made_at: int
    delivery: Delivery = Delivery.DUE
    tries: int = 0
    next_at: int = 0
    error: str = ""
