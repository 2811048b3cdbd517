"""When a message that was not taken is tried again."""

from mainstay.domain.outbox import Delivery, Message
from mainstay.ports.notifier import Sending

FIRST_WAIT = 5
LONGEST_WAIT = 3_600
LONGEST_ASKED = 86_400
"""More than a day no receiver may ask for."""

MOST_TRIES = 15
"""With the waits above that is half a day at most: long enough for a night's outage of a receiver."""


def noted(message: Message, sending: Sending, now: int, draw: float) -> Message:
    """Give the message as it stands after a try that ended at `now` (seconds since 1970).

    Waits double from FIRST_WAIT to LONGEST_WAIT; `draw`, from 0 to 1 at random, takes up to a half off, so that many that
    failed together do not come back together. A receiver may ask for longer. After MOST_TRIES the message is dead.
    """
    tries = message.tries + 1
    state = (message.id, message.channel, message.topic, message.body, message.made_at)
    if not sending.error:
        return Message(*state, Delivery.SENT, tries, 0, "")
    if sending.hopeless or tries >= MOST_TRIES:
        return Message(*state, Delivery.DEAD, tries, 0, sending.error)
    return Message(*state, Delivery.DUE, tries, now + wait_of(tries, sending, draw), sending.error)


def wait_of(tries: int, sending: Sending, draw: float) -> int:
    """Give the seconds to wait after so many tries; the rest is as for `noted`."""
    longest = min(LONGEST_WAIT, FIRST_WAIT << min(tries - 1, 20))
    own = round(longest * (1 - draw / 2))
    return max(1, own, min(sending.wait, LONGEST_ASKED))
