"""Puts what happened to a proposal into the outbox, for the channels that want to know."""

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase

from mainstay.domain.channel import Channel
from mainstay.domain.outbox import Message
from mainstay.domain.proposal import Proposal
from mainstay.ports.store import Work
from mainstay.present.announcement_json import announcement

TOPIC = "proposal"


def announce(
    work: Work,
    channels: Iterable[Channel],
    proposal: Proposal,
    act: str,
    who: str,
    reason: str,
    at: int,
    new_id: Callable[[], str],
) -> int:
    """Add a message about `proposal.ACT` for each channel whose globs fit, due at once; give how many."""
    topic = f"{TOPIC}.{act}"
    fitting = [one for one in channels if fits(one.topics, topic) and fits(one.teams, proposal.team)]
    if fitting:
        body = announcement(proposal, act, who, reason, at)
        work.messages.add([Message(new_id(), one.name, topic, body, at, next_at=at) for one in fitting])
    return len(fitting)


def fits(globs: Iterable[str], name: str) -> bool:
    """Whether one of some globs fits a name."""
    return any(fnmatchcase(name, glob) for glob in globs)
