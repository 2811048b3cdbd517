"""Roll-ups of series: what is kept of their points, which stay in the metrics store."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from mainstay.domain.rollup import Rollup, Stretch


class Series(Protocol):
    """Series by their source and key.

    Who takes points in looks at what is known, merges, and puts it, each in a transaction of its own, so that nobody waits
    while it computes. Nothing of what two do at once is lost: where somebody else was faster, `put` says so and keeps nothing.
    Do it all again then.
    """

    def get(self, source: str, key: str) -> Rollup | None:
        """Give one with its shape and all of its blocks, None when it is not known."""
        ...

    def known(self, source: str, keys: Collection[str], from_block: int = 0) -> dict[str, Rollup]:
        """Give those of some keys that are known, with their shapes and their blocks from a number on."""
        ...

    def put(self, rollups: Iterable[Rollup]) -> None:
        """Keep series, each in the place of the one that was known; blocks that do not come along stay as they are.

        Raises Taken when one was changed or dropped since, or is new and there already: nothing of the transaction is kept.
        Raises ValueError when one comes twice.
        """
        ...

    def page(self, source: str, after: str = "", most: int = 1_000) -> Sequence[Rollup]:
        """Give series of a source by key, from behind the key `after` on, without shapes and blocks."""
        ...

    def stretches(
        self,
        blocks: tuple[int, int],
        sources: Collection[str] = (),
        sorts: Collection[str] = (),
        at_once: int = 2_000,
        after: int | None = None,
    ) -> Iterator[Stretch]:
        """Give all series (of some sources and sorts where they are named), with the heads of their blocks of [first, end).

        They come in the order in which they were first put, those put together by their names; `at_once` are in memory. With
        the `last` of a stretch as `after` it goes on behind that, so that each may be had in a transaction of its own.
        """
        ...

    def drop(self, before: int, most: int = 1_000) -> int:
        """Drop series whose last day with points is before a day (counted from 1970), the longest gone first; give how many.

        No more than `most` at once, so that others need not wait long: call it until it gives less than that.
        """
        ...
