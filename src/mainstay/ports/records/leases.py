"""Leases of targets."""

from collections.abc import Sequence
from typing import Protocol

from mainstay.domain.lease import Lease
from mainstay.domain.run import Run


class Leases(Protocol):
    """One lease for each target that was ever worked on. Nothing in them depends on a clock."""

    def get(self, target: str) -> Lease | None:
        """Give the lease of a target, None where nobody ever took it."""
        ...

    def in_hand(self, most: int = 1_000) -> Sequence[Lease]:
        """Give the leases that a worker has in hand, by target."""
        ...

    def take(self, target: str, run: str, holder: str, was: Lease | None) -> Lease | None:
        """Take a target in hand for a run, with the next token; None where it is no longer as it was seen (`was`)."""
        ...

    def fence(self, lease: Lease) -> Run | None:
        """Hold a lease and its run until this transaction has ended, and give the run; None where another has the token.

        Whoever writes something down for a run does this first in the same transaction.
        """
        ...

    def beat(self, holder: str) -> Sequence[Lease]:
        """Let all leases that a worker has in hand beat, and give them."""
        ...

    def let_go(self, lease: Lease, *, keep_run: bool) -> bool:
        """Take nothing in hand any more; the target stays the run's with `keep_run`. False where another token is there."""
        ...
