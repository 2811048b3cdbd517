"""Finds the key that sealed last, so that nothing is ever sealed on with another one by mistake."""

from mainstay.analysis.chain.sealing import REKEYED, beginning, fits
from mainstay.domain.audit import Link
from mainstay.domain.errors import EvidenceMissing
from mainstay.ports.audit_keys import AuditKeys
from mainstay.ports.records.trail import Trail
from mainstay.present.times import exact

_LOOKED_BACK = 10_000


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
        "the key of the audit trail is not here"
        if current is None
        else "the audit trail was sealed with another key",
        where=f"place {last.place} of the chain{_changed(trail, last)}",
        mend="ask who keeps it or bring it back from its copy; where it is lost for good: mainstay audit rekey --lost",
    )


def _changed(trail: Trail, last: Link) -> str:
    """Say who changed the key lately and when, if anybody did."""
    first = max(1, last.place - _LOOKED_BACK)
    changes = [link.row for link in trail.links(first) if link.row.act == REKEYED]
    return f"; {changes[-1].who} changed the key at {exact(changes[-1].at)}" if changes else ""


def _before(trail: Trail, last: Link) -> str:
    if last.place == 1:
        return beginning(trail.chain())
    for link in trail.links(last.place - 1):
        if link.place == last.place - 1:
            return link.seal
        break
    # With the row before gone nobody can tell; the empty text fits no seal.
    return ""
