"""Asking plugins of a repository."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from mainstay.domain.collected import Collected
from mainstay.ports.progress import Progress


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that plugins are shown: its path, its kind (a `FileKind`'s value) and its language ("" where unknown)."""

    path: str
    kind: str
    language: str


class Collectors(Protocol):
    """Asks each plugin that the operator chose. What one of them does wrong becomes a notice, never an exception."""

    def __call__(self, files: Sequence[Shown], progress: Progress) -> Collected:
        """Ask them all of the work tree that holds these files."""
        ...
