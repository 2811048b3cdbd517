"""Chains rows that wait, a batch in a transaction, one sealer at a time."""

from mainstay.analysis.chain.sealing import sealed
from mainstay.ports.audit_keys import AuditKeys
from mainstay.ports.store import Store
from mainstay.steps.seal.right_key import right_key

BATCH = 1_000
"""So many rows hold up other writers for some milliseconds."""


def seal_batch(store: Store, keys: AuditKeys, most: int = BATCH) -> int | None:
    """Chain at most so many rows, by the order of their places and never by time; give how many, None while another seals.

    Raises EvidenceMissing when the key that sealed so far is lost, RunFailed when the store or the key cannot be used.
    """
    with store.writing() as work:
        trail = work.trail
        if not trail.try_to_seal():
            return None
        rows = trail.unsealed(most)
        if rows:
            last = trail.last()
            trail.seal(sealed(right_key(trail, last, keys), trail.chain(), last, rows))
        return len(rows)


def seal_all(store: Store, keys: AuditKeys, most: int = BATCH) -> int:
    """Chain all rows that wait, as far as nobody else does it; give how many. Raises as `seal_batch` does."""
    with store.reading() as work:
        # Who only looks holds up no writer.
        if not work.trail.unsealed(1):
            return 0
    total = 0
    while True:
        number = seal_batch(store, keys, most)
        total += number or 0
        if number is None or number < most:
            return total
