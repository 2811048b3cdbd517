"""Subjects that are looked after."""

from collections.abc import Sequence
from typing import Protocol

from mainstay.domain.subject import Subject


class Subjects(Protocol):
    """Subjects by id."""

    def put(self, subject: Subject) -> None:
        """Keep a subject, in the place of the one with its id."""
        ...

    def get(self, subject: str) -> Subject | None:
        """Give one, None when there is none of this id."""
        ...

    def page(self, teams: frozenset[str] | None, after: str = "", most: int = 100) -> Sequence[Subject]:
        """Give subjects of some teams (None for all) by id, from behind the id `after` on."""
        ...
