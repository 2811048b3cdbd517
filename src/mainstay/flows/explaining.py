"""Telling which rules decide about a proposal, and which do not and why."""

from dataclasses import fields
from typing import Any

from mainstay.analysis.gates.fitting import unmet
from mainstay.domain.explanation import Explanation
from mainstay.domain.policy_report import NotAsked
from mainstay.domain.proposal import Proposal
from mainstay.domain.proposal_view import ProposalView
from mainstay.flows.looking import shown
from mainstay.flows.office import Office


def explain(office: Office, proposal: Proposal) -> Explanation:
    """Give all about a proposal that was found, and the gates that are not for it. Raises RunFailed as `shown` does."""
    view = shown(office, proposal)
    not_asked = tuple(
        NotAsked(gate.name, condition)
        for gate in office.policy.gates
        if (condition := unmet(gate.when, proposal.plan, proposal.team))
    )
    told: dict[str, Any] = {one.name: getattr(view, one.name) for one in fields(ProposalView)}
    return Explanation(**told, not_asked=not_asked)
