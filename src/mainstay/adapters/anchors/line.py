"""The line that tells an anchor, closed with the key that seals now."""

from mainstay.analysis.chain.anchoring import anchor_line
from mainstay.domain.audit import Anchor
from mainstay.domain.errors import RunFailed
from mainstay.ports.audit_keys import AuditKeys


def line_to_tell(keys: AuditKeys, anchor: Anchor, before: str = "") -> str:
    """Give the line with its line feed. Raises RunFailed without a key."""
    key = keys.current()
    if key is None:
        raise RunFailed(
            "there is no key to close an anchor with", where="the audit trail", mend="mainstay audit rekey"
        )
    return anchor_line(key, anchor, before)
