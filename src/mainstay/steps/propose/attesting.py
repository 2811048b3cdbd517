"""Stating what was tried about a content, and how it came out."""

from collections.abc import Sequence
from dataclasses import replace

from mainstay.analysis.chain.telling import told_statement
from mainstay.analysis.contents.plan_content import kept_whole
from mainstay.analysis.gates.holders import roles_of, teams_seen
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Policy
from mainstay.domain.people import Role
from mainstay.domain.proposal import Proposal
from mainstay.ports.store import Work


def attest(work: Work, policy: Policy, proposal: str, evidence: Sequence[Evidence], doing: Doing) -> Proposal:
    """Keep statements about a proposal's content, each in the name of who states it now.

    Raises UsageError when there is no such proposal for this person, when they only may look, or when a statement is about
    another content than its own, RunFailed where the plan was changed by hand in the store.
    """
    found = work.proposals.hold(proposal)
    seen = None if doing.is_program else teams_seen(policy.directory, doing.who, doing.now)
    if found is None or (seen is not None and found.team not in seen):
        raise UsageError("there is no such proposal", where=proposal, mend="`mainstay proposals` lists them")
    kept_whole(found)
    roles = roles_of(policy.directory, doing.who, found.team, doing.now).keys()
    if not doing.is_program and not roles - {Role.VIEWER}:
        raise UsageError(
            f"{doing.who} has no role in {found.team or 'any team'} that may state how something came out",
            where=found.id,
            mend="ask somebody of the team",
        )
    for one in evidence:
        if one.content != found.content:
            raise UsageError(
                "the proposal has changed since",
                where=f"{found.id}: {one.content[:12]} is now {found.content[:12]}",
                mend="try again what is proposed now, then state how it came out",
            )
    stated = [replace(one, by=doing.who, at=doing.now) for one in evidence]
    work.proofs.add(stated)
    work.trail.append(told_statement(one, found.id, doing.door) for one in stated)
    return found
