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
    body = announcement(proposal, act, who, reason, at)
    messages = [
        Message(new_id(), channel.name, topic, body, at, next_at=at)
        for channel in channels
        if fits(channel.topics, topic) and fits(channel.teams, proposal.team)
    ]
    if messages:
        work.messages.add(messages)
    return len(messages)


def fits(globs: Iterable[str], name: str) -> bool:
    """Whether one of some globs fits a name."""
    return any(fnmatchcase(name, glob) for glob in globs)
