"""Places outside the store where the head of the audit chain is told, so that cutting the chain can be seen."""

from typing import Protocol

from mainstay.domain.audit import Anchor
from mainstay.domain.errors import RunFailed


class ToldOtherwise(RunFailed):
    """The anchor was told, but `told` stood there before: one of the same chain with more rows, or with another head."""

    def __init__(self, told: Anchor, where: str) -> None:
        """Say that `told` is known at a place."""
        super().__init__(
            f"the outside knows {told.count} rows of the audit trail that are not the ones here: it was cut, an older "
            "store goes on, or somebody else wrote there",
            where=where,
            mend="mainstay audit verify",
        )
        self.told = told


class AnchorPlace(Protocol):
    """One such place. Telling the same anchor again does no harm."""

    @property
    def name(self) -> str:
        """What a person calls it; holds no secret."""
        ...

    def tell(self, anchor: Anchor, key: bytes) -> None:
        """Tell an anchor, closed with the key that sealed its head; return once it is as sure to stay as the place can promise.

        Raises ToldOtherwise when something that contradicts it stood there, RunFailed when it did not arrive, or when nobody
        knows whether it did, ConfigurationError when the place cannot be used as set up.
        """
        ...
