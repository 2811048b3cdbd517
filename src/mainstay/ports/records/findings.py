"""Findings as they are remembered."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from mainstay.domain.known_finding import KnownFinding


class Findings(Protocol):
    """Findings by subject and fingerprint."""

    def put(self, findings: Iterable[KnownFinding]) -> None:
        """Keep findings, each in the place of the one with its subject and fingerprint."""
        ...

    def get(self, subject: str, fingerprint: str) -> KnownFinding | None:
        """Give one, None when it is not known."""
        ...

    def page(self, subject: str, after: str = "", most: int = 100) -> Sequence[KnownFinding]:
        """Give findings of a subject that are not gone, by fingerprint, from behind the fingerprint `after` on."""
        ...
