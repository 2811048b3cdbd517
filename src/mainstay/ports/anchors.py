"""Places outside the store where the head of the audit chain is told, so that cutting the chain can be seen."""

from typing import Protocol

from mainstay.domain.audit import Anchor


class AnchorPlace(Protocol):
    """One such place. Telling the same anchor again does no harm."""

    @property
    def name(self) -> str:
        """What a person calls it; holds no secret."""
        ...

    def tell(self, anchor: Anchor) -> None:
        """Tell an anchor and return once it is as sure to stay as the place can promise.

        Raises RunFailed when it did not arrive, or when nobody knows whether it did, ConfigurationError when the place or the
        key that closes the anchor cannot be used as set up.
        """
        ...
