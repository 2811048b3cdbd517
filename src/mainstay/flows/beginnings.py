"""The one thing that the beginning of an id stands for."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from mainstay.domain.errors import UsageError

SHORTEST = 4
"""So many characters of an id must be given at least."""


class Named(Protocol):
    """What has an id."""

    @property
    def id(self) -> str:
        """The whole id."""
        ...


One = TypeVar("One", bound=Named)


def the_one(found: Sequence[One], beginning: str, what: str, none: UsageError) -> One:
    """Give the only one of what was `found` to begin so; `what` names several of its kind.

    Raises `none` where there is none, with the advice to say more where too little was said, and UsageError where there are
    several.
    """
    if not found:
        short = f"give at least {SHORTEST} characters of its id"
        mend = none.mend if len(beginning) >= SHORTEST else short
        raise UsageError(none.what, where=beginning, mend=mend)
    if len(found) > 1:
        told = ", ".join(one.id for one in found[:5]) + (", ..." if len(found) > 5 else "")
        raise UsageError(f"several {what} begin so", where=beginning, mend=f"say more of it: {told}")
    return found[0]
