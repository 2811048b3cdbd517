"""What time alone does to proposals: they expire, wake up, and lose approvals that ran out."""

from dataclasses import replace

from mainstay.domain.audit import Row
from mainstay.domain.decision import Door
from mainstay.domain.proposal import Act, Proposal, after
from mainstay.ports.store import Work

CLOCK = "clock"


def pass_time(work: Work, now: int, door: Door, most: int = 1_000) -> tuple[Proposal, ...]:
    """Let what is due by `now` expire or wake, each with its row in the trail; give them as they are then."""
    changed = []
    for due in work.proposals.due(now, most):
        proposal = work.proposals.hold(due.id)
        # Somebody may have decided between the look and the hold.
        if proposal is None or proposal != due:
            continue
        act = Act.EXPIRE if 0 < proposal.expires_at <= now else Act.WAKE
        state = after(proposal.state, act)
        if state is None:
            continue
        then = replace(proposal, state=state, changed_at=now, wakes_at=0)
        work.proposals.change(then, proposal)
        work.trail.append([Row(0, now, CLOCK, door, act, proposal.id, proposal.content)])
        changed.append(then)
    return tuple(changed)
