"""Puts what happened to a window's occurrence into the outbox, for the channels of the teams that it is for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from mainstay.domain.channel import Channel
from mainstay.domain.occurrence import Marking
from mainstay.domain.outbox import Message
from mainstay.domain.window_view import Affected, OccurrenceView
from mainstay.ports.store import Work
from mainstay.present.announcement_json import window_announcement
from mainstay.steps.announce.outbox import fits

TOPIC = "window"


def hearing(channels: Iterable[Channel], marking: Marking, teams: Sequence[str]) -> tuple[Channel, ...]:
    """Give the channels that want to know what is put down about an occurrence that is for some teams."""
    return tuple(
        channel
        for channel in channels
        if fits(channel.topics, f"{TOPIC}.{marking}") and any(fits(channel.teams, team) for team in teams)
    )


def announce_window(
    work: Work,
    channels: Iterable[Channel],
    view: OccurrenceView,
    proposals: Sequence[Affected],
    marking: Marking,
    who: str,
    reason: str,
    at: int,
    new_id: Callable[[], str],
) -> int:
    """Add a message about `window.MARKING` for each channel whose globs fit, due at once; give how many.

    A channel is told of the teams that it is for and of their proposals alone.
    """
    messages = []
    for channel in hearing(channels, marking, [one.team for one in view.teams]):
        own = replace(view, teams=tuple(one for one in view.teams if fits(channel.teams, one.team)))
        theirs = [one for one in proposals if fits(channel.teams, one.team)]
        body = window_announcement(own, theirs, marking, who, reason, at)
        messages.append(Message(new_id(), channel.name, f"{TOPIC}.{marking}", body, at, next_at=at))
    if messages:
        work.messages.add(messages)
    return len(messages)
