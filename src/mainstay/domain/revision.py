"""What of a revision of a proposal stays as it was when it came in."""

from dataclasses import dataclass

from mainstay.domain.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Revision:
    """That a plan with the hash `content` came in as a revision of a proposal; the fields are those of `Proposal`."""

    proposal: str
    revision: int
    content: str
    author: str
    team: str
    door: str
    submitted_at: int
    expires_at: int


def revision_of(proposal: Proposal) -> Revision:
    """Give the revision that a proposal is at."""
    return Revision(
        proposal.id,
        proposal.revision,
        proposal.content,
        proposal.author,
        proposal.team,
        proposal.door,
        proposal.submitted_at,
        proposal.expires_at,
    )
