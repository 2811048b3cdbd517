"""What happened to a proposal, or to a window's occurrence, as the body of a message."""

import json
from collections.abc import Sequence

from mainstay.domain.proposal import Proposal
from mainstay.domain.window_view import Affected, OccurrenceView
from mainstay.present.times import iso

MOST = 100
"""So many proposals are named in a message; the others are counted."""


def announcement(proposal: Proposal, act: str, who: str, reason: str, at: int) -> str:
    """Give one JSON object in ASCII: what was done to which proposal, by whom, why, when (seconds since 1970)."""
    told = {
        "act": act,
        "at": at,
        "content": proposal.content,
        "proposal": proposal.id,
        "reason": reason,
        "revision": proposal.revision,
        "state": proposal.state,
        "subject": proposal.plan.subject,
        "environment": proposal.plan.environment,
        "team": proposal.team,
        "title": proposal.plan.title,
        "who": who,
    }
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def notice(text: str, key: str, at: int) -> str:
    """Give one JSON object in ASCII: what a step of a plan tells people, by which step of which run (`key`), when."""
    told = {"act": "notice", "at": at, "key": key, "text": text}
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def window_announcement(
    view: OccurrenceView, proposals: Sequence[Affected], act: str, who: str, reason: str, at: int
) -> str:
    """Give one JSON object in ASCII: which window opens when and how long, what it lacks, and which proposals are for it.

    Times are in seconds since 1970, and as text by the wall clock of the window's zone and in UTC.
    """
    told = {
        "act": act,
        "at": at,
        "window": view.window,
        "zone": view.zone,
        "opens_at": view.opens_at,
        "opens": view.opens,
        "opens_utc": iso(view.opens_at),
        "closes_at": view.closes_at,
        "closes": view.closes,
        "closes_utc": iso(view.closes_at),
        "minutes": view.minutes,
        "subjects": view.subjects,
        "announced_at": view.announced_at,
        "in_time": view.in_time,
        "wanted_before": view.wanted_before,
        "missing": {one.team: [missing.text for missing in one.missing] for one in view.teams},
        "freezes": [one.name for one in view.freezes],
        "proposals": [
            {name: getattr(one, name) for name in ("proposal", "state", "subject", "team", "title")}
            for one in proposals[:MOST]
        ],
        "more_proposals": max(0, len(proposals) - MOST),
        "reason": reason,
        "who": who,
    }
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
