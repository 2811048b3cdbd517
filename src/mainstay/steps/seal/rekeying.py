"""Lets the chain go on under a new key, where the old one was lost, could be known to others, or is old."""

from mainstay.analysis.chain.sealing import REKEYED, sealed
from mainstay.domain.audit import Anchor, Link, Row
from mainstay.domain.errors import EvidenceMissing, RunFailed
from mainstay.ports.audit_keys import AuditKeys
from mainstay.ports.clock import Clock
from mainstay.ports.records.trail import Trail
from mainstay.ports.store import Store
from mainstay.steps.seal.right_key import right_key

_MOST = 10_000


def rekey(
    store: Store, keys: AuditKeys, clock: Clock, who: str, door: str, reason: str, *, lost: bool = False
) -> Link:
    """Write down that the key changes, sealed with the new one, and give that link.

    Rows that wait are sealed with the old key before it. Where that is `lost` they are left to the sealer, which goes on with
    the new one. The row names the last anchor: up to there the outside vouches for the old key's rows.
    Raises EvidenceMissing when the old key is not there and nobody said that it is lost, RunFailed when somebody else is
    sealing, or when the store or the keys cannot be used.
    """
    with store.writing() as work:
        trail = work.trail
        if not trail.try_to_seal():
            raise RunFailed(
                "the audit trail is being sealed", where="the store", mend="try again in a moment"
            )
        _seal_the_rest(trail, keys, lost=lost)
        new = keys.prepare()
        last, told = trail.last(), trail.newest_anchor()
        trail.append(
            [Row(0, clock.now(), who, door, REKEYED, f"chain:{trail.chain()}", *_witness(told, reason))]
        )
        (link,) = sealed(new, trail.chain(), last, [_appended(trail)])
        trail.seal([link])
    keys.promote()
    return link


def _seal_the_rest(trail: Trail, keys: AuditKeys, *, lost: bool) -> None:
    try:
        key = right_key(trail, trail.last(), keys)
    except EvidenceMissing:
        if not lost:
            raise
        return
    while rows := trail.unsealed(_MOST):
        trail.seal(sealed(key, trail.chain(), trail.last(), rows))


def _appended(trail: Trail) -> Row:
    """Find the row that was just appended, which stands behind all that wait."""
    most = _MOST
    while len(waiting := trail.unsealed(most)) == most:
        most *= 10
    return max((row for row in waiting if row.act == REKEYED), key=lambda row: row.id)


def _witness(told: Anchor | None, reason: str) -> tuple[str, str]:
    return (
        ("", f"anchored up to 0; {reason}")
        if told is None
        else (told.head, f"anchored up to {told.count}; {reason}")
    )
