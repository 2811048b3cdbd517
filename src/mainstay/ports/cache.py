"""A memory that may be thrown away at any time and is never trusted: wrong, old or foreign entries count as absent."""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from mainstay.domain.notice import Notice


class Cache(Protocol):
    """Bytes by kind and key. No method raises for a broken, full or missing memory; it forgets, and `notices` says why."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What went wrong with the memory so far, for the reader of the report."""
        ...

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Give the entries that are there, authentic, and written by this version."""
        ...

    def put(self, kind: str, entries: Mapping[str, bytes]) -> None:
        """Keep entries, all or none of one call."""
        ...

    def keep_only(self, kind: str, keys: Collection[str]) -> None:
        """Drop all entries of a kind but these."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...
