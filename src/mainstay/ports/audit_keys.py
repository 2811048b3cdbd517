"""The keys that seal the audit trail."""

from collections.abc import Sequence
from typing import Protocol


class AuditKeys(Protocol):
    """One key seals, at most one is prepared to follow it, and those before are kept to verify. Each has 32 bytes."""

    def current(self) -> bytes | None:
        """Give the key that seals, None while there is none. Raises RunFailed when it cannot be read or is not safe."""
        ...

    def prepared(self) -> bytes | None:
        """Give the key that is to follow, None when there is none. Raises as `current` does."""
        ...

    def known(self) -> Sequence[bytes]:
        """Give all that are there, newest first. Raises as `current` does."""
        ...

    def make(self) -> bytes:
        """Make the first key and give it; when somebody else was faster, theirs. Raises RunFailed when it cannot be kept."""
        ...

    def prepare(self) -> bytes:
        """Make the key that is to follow, or give the one that is there already. Raises RunFailed when it cannot be kept."""
        ...

    def promote(self) -> None:
        """Let the prepared key be the current one, and keep the one before. Raises RunFailed when it cannot be done."""
        ...
