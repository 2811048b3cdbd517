"""Finds the key that sealed last, so that nothing is ever sealed on with another one by mistake."""

from mainstay.analysis.chain.sealing import beginning, fits
from mainstay.domain.audit import Link
from mainstay.domain.errors import EvidenceMissing
from mainstay.ports.audit_keys import AuditKeys
from mainstay.ports.records.trail import Trail


def right_key(trail: Trail, last: Link | None, keys: AuditKeys) -> bytes:
    """Give the key to seal with after the `last` link; at the first row of all it is made.

    A change of keys that was cut off after it was written down is brought to its end. Raises EvidenceMissing when no key
    that is there sealed the last row, RunFailed when keys cannot be read or kept.
    """
    current = keys.current()
    if last is None:
        return keys.make() if current is None else current
    previous = _before(trail, last)
    if current is not None and fits(current, last.place, previous, last.row, last.seal):
        return current
    prepared = keys.prepared()
    if prepared is not None and fits(prepared, last.place, previous, last.row, last.seal):
        keys.promote()
        return prepared
    raise EvidenceMissing(
        "the key of the audit trail is lost"
        if current is None
        else "the audit trail was sealed with another key",
        where=f"place {last.place} of the chain",
        mend="bring the key back from a backup, or go on under a new one: mainstay audit rekey",
    )


def _before(trail: Trail, last: Link) -> str:
    if last.place == 1:
        return beginning(trail.chain())
    for link in trail.links(last.place - 1):
        if link.place == last.place - 1:
            return link.seal
        break
    # With the row before gone nobody can tell; the empty text fits no seal.
    return ""
