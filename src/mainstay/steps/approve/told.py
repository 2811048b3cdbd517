"""Asks the trail whether it tells all that counts for a proposal, before somebody acts by it."""

from collections.abc import Sequence

from mainstay.analysis.chain.matching import each_held_against
from mainstay.analysis.chain.telling import Record, record_digest
from mainstay.domain.decision import Decision
from mainstay.domain.errors import RunFailed
from mainstay.domain.evidence import Evidence
from mainstay.domain.proposal import Proposal
from mainstay.domain.revision import revision_of
from mainstay.ports.store import Work


def must_be_told(
    work: Work, proposal: Proposal, decisions: Sequence[Decision], evidence: Sequence[Evidence]
) -> None:
    """Hold a proposal's revision, the decisions about it and the statements about its content against the trail.

    Whoever wrote one of them into the store without the program left no row that tells it. Raises RunFailed for the first
    that the trail does not tell as it is and in its order.
    """
    groups: list[list[Record]] = [[revision_of(proposal)], list(decisions), list(evidence)]
    rows = work.trail.telling({record_digest(record) for group in groups for record in group})
    for mismatch in each_held_against(groups, rows):
        raise RunFailed(
            "a decision is not in the trail as it stands in the store, so nothing is done by it",
            where=f"{mismatch.where}: {mismatch.text}",
            mend="look at what was changed behind the program's back: mainstay audit verify",
        )
