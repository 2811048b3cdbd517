"""The audit trail and its chain."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from mainstay.domain.audit import Anchor, Link, Row


class Trail(Protocol):
    """Rows are appended in the transaction of what they tell; one sealer at a time chains them."""

    def append(self, rows: Iterable[Row]) -> None:
        """Append rows; their `id` is given by the store and that of the record is ignored."""
        ...

    def unsealed(self, most: int = 10_000) -> Sequence[Row]:
        """Give rows that no link holds yet, by id; ids grow in the order in which rows were appended in one transaction."""
        ...

    def telling(self, records: Collection[str]) -> Sequence[Row]:
        """Give the rows that tell records with these digests, sealed or not, by id."""
        ...

    def telling_any(self) -> Iterator[Row]:
        """Give all rows that tell a record, sealed or not, by id, with few of them in memory."""
        ...

    def count_telling(self) -> int:
        """Count the rows that tell a record."""
        ...

    def newest(self, acts: Collection[str] = ()) -> Row | None:
        """Give the newest row, of those with one of some acts where they are named; None where there is none.

        The newest is the last of those that no link holds yet, by id, else the last in the chain; never by its time.
        """
        ...

    def try_to_seal(self) -> bool:
        """Become the one sealer until this transaction ends; False when somebody else is."""
        ...

    def last(self) -> Link | None:
        """Give the chain's last link, None while there is none."""
        ...

    def seal(self, links: Iterable[Link]) -> None:
        """Append links to the chain. Raises Taken when a place is, RunFailed when a row is sealed already or is not there."""
        ...

    def links(self, first: int = 1) -> Iterator[Link]:
        """Give the links from a place on, in order."""
        ...

    def chain(self) -> str:
        """Give the name of the chain, made once at random when the store was made."""
        ...

    def newest_anchor(self) -> Anchor | None:
        """Give the anchor of the most rows that was sent out and is remembered here, None while there is none.

        Of those of as many rows the one that was remembered last. The outside's own copy is what counts.
        """
        ...

    def anchored(self, anchor: Anchor) -> None:
        """Remember that an anchor was sent."""
        ...
