"""What the commands about the audit trail and the outbox ask of the program behind them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from mainstay.domain.audit import Checked, Link
from mainstay.domain.outbox import Message


class AuditDoors(Protocol):
    """The functions of `mainstay.wiring` that these commands call. All raise MainstayError when the store cannot be used."""

    def verify_audit(self, anchors: str) -> Checked:
        """Verify the trail, against the file of anchors at a path, "" for those that the operator's file names.

        Raises UsageError when that file cannot be read.
        """
        ...

    def export_audit(self) -> Iterator[str]:
        """Give the lines of an export. Raises EvidenceMissing without a key."""
        ...

    def key_advice(self) -> str:
        """Say in a sentence what to do where the key that sealed is not here."""
        ...

    def rekey_audit(self, reason: str, *, lost: bool) -> Link:
        """Let the chain go on under a new key, as the person who runs this, and tell it to the outside.

        Raises UsageError when this person may not, EvidenceMissing when the old key is not here and not said to be `lost`.
        """
        ...

    def dead_messages(self) -> tuple[Sequence[Message], int]:
        """Give the dead messages, the oldest first, and the time (seconds since 1970)."""
        ...

    def send_again(self, ids: Collection[str]) -> None:
        """Let dead messages be due at once. Raises UsageError, and does nothing, for an id that is none's."""
        ...

    def drop_messages(self, ids: Collection[str], reason: str) -> None:
        """Give dead messages up. Raises as `send_again` does."""
        ...
