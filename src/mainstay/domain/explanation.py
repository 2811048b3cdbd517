"""Which rules decide about a proposal, and which do not, as it is shown: to a terminal, as JSON."""

from dataclasses import dataclass

from mainstay.domain.policy_report import NotAsked
from mainstay.domain.proposal_view import ProposalView


@dataclass(frozen=True, slots=True)
class Explanation(ProposalView):
    """All about a proposal, and the gates that are not for it (`not_asked`), each with why."""

    not_asked: tuple[NotAsked, ...]
