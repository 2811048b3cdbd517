"""A cache in a dictionary."""

from collections.abc import Collection, Iterable, Mapping

from mainstay.domain.notice import Notice


class MemoryCache:
    """Keeps entries as long as it lives; `notices` may be set by a test."""

    def __init__(self) -> None:
        self.notices: tuple[Notice, ...] = ()
        self.entries: dict[tuple[str, str], bytes] = {}
        self._closed = False

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        return {
            key: self.entries[kind, key] for key in keys if (kind, key) in self.entries and not self._closed
        }

    def put(self, kind: str, entries: Mapping[str, bytes]) -> None:
        if not self._closed:
            self.entries |= {(kind, key): payload for key, payload in entries.items()}

    def keep_only(self, kind: str, keys: Collection[str]) -> None:
        if not self._closed:
            self.entries = {
                place: held for place, held in self.entries.items() if place[0] != kind or place[1] in keys
            }

    def close(self) -> None:
        self._closed = True
