"""Which file of the repository a test stands in, by the file that its result names or by the name of its class."""

import re
from collections.abc import Iterable

_MOST_FOLDERS = 12
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,6}$")
_PARTS = re.compile(r"[.$:/\\]+")
_LONGEST = 1_000


class Standing:
    """Looks up files by how their names end, with their suffix and without it."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Know these paths; an end that two of them have tells nothing."""
        self._ends: dict[str, str] = {}
        for path in paths:
            if len(path) <= _LONGEST and (found := _SUFFIX.search(path)):
                for end in _ends(path):
                    self._know(end, path)
                    self._know(end[: len(end) - len(found.group())], path)

    def of(self, name: str, file: str) -> str:
        """Give the path of the file in which a test of this name stands, "" where that cannot be told."""
        for end in _ends(file.replace("\\", "/").removeprefix("./")) if file else ():
            if self._ends.get(end):
                return self._ends[end]
        parts = [part for part in _PARTS.split(name.partition("::")[0][:_LONGEST]) if part]
        for last in range(len(parts), max(len(parts) - 3, 0), -1):
            if path := self._ends.get("/".join(parts[:last])):
                return path
        return ""

    def _know(self, end: str, path: str) -> None:
        if self._ends.setdefault(end, path) != path:
            self._ends[end] = ""


def _ends(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[start:]) for start in range(max(len(parts) - _MOST_FOLDERS, 0), len(parts))]
