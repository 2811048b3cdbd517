"""Rows of the trail for records that a test keeps without the steps that would tell them."""

from mainstay.analysis.chain.telling import Record, record_digest
from mainstay.domain.audit import Row
from mainstay.ports.store import Work


def tell(work: Work) -> None:
    """Append a row for each record that no row tells yet, those of a kind in the order in which they are kept."""
    records: list[Record] = [
        *work.proposals.every_revision(),
        *work.decisions.every(),
        *work.proofs.every(),
        *work.windows.every(),
    ]
    digests = [record_digest(one) for one in records]
    told = {row.record for row in work.trail.telling(digests)}
    work.trail.append(
        Row(0, 1, "ada", "web", "tell", "something", record=digest)
        for digest in digests
        if digest not in told
    )
