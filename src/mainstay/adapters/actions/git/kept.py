"""A repository that plans may change, as the operator lets them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

USUAL = ("mainstay/*",)
"""Branches that plans may change where the operator says nothing: those that nobody else works on."""


@dataclass(frozen=True, slots=True)
class KeptRepository:
    """A repository at the absolute `path` of its folder, bare or not.

    `branches` are globs of what plans may change and push; `*` stands for slashes too. What is checked out anywhere is never
    changed. `remotes` are addresses, or references to them, by the names that plans give them. `author` and `email` stand in
    the commits.
    """

    path: str
    branches: tuple[str, ...] = USUAL
    remotes: Mapping[str, str] = field(default_factory=dict)
    author: str = "Mainstay"
    email: str = "mainstay@localhost"

    def lets_change(self, branch: str) -> bool:
        """Whether plans may change a branch of this name."""
        return any(fnmatchcase(branch, glob) for glob in self.branches)
