"""What happened to a proposal, as the body of a message."""

import json

from mainstay.domain.proposal import Proposal


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
