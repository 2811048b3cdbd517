"""The files of a repository as import specifiers are led to them: by path, by folder, by the end of a path."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

MOST_PARTS = 60
LONGEST = 1_000
"""A specifier with more parts or characters leads nowhere."""


class Places:
    """The paths of some files; looked up in time by the length of what is asked, whatever it is."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Take paths relative to the repository's root."""
        self.paths = frozenset(paths)

    @cached_property
    def folders(self) -> frozenset[str]:
        """All folders that hold files, themselves or within; "" is the root."""
        found = {""}
        for path in self.paths:
            folder = path.rpartition("/")[0]
            while folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.paths):
            found[path.rpartition("/")[2]].append(path)
        return found

    @cached_property
    def _folders_by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for folder in sorted(self.folders):
            found[folder.rpartition("/")[2]].append(folder)
        return found

    def first(self, candidates: Iterable[str]) -> str:
        """Give the first of some paths that is there, "" for none."""
        return next((path for path in candidates if path in self.paths), "")

    def ending(self, tail: str) -> str:
        """Give the one file whose path ends so, "" where there is none or it cannot be told which is meant."""
        return _only(self._by_name, tail)

    def folder_ending(self, tail: str) -> str:
        """Give the one folder whose path ends so, "" where there is none or it cannot be told which is meant."""
        return _only(self._folders_by_name, tail)


_MOST_ALIKE = 200


def _only(by_name: dict[str, list[str]], tail: str) -> str:
    alike = by_name.get(tail.rpartition("/")[2], [])
    # Where hundreds bear a name it is not looked which of them is meant, for each import would look at all.
    if not tail or len(alike) > _MOST_ALIKE:
        return ""
    found = [path for path in alike if path == tail or path.endswith(f"/{tail}")]
    return found[0] if len(found) == 1 else ""


def joined(folder: str, relative: str) -> str | None:
    """Give the path that a relative one means from a folder; None where it leads out of the repository or is too long."""
    if len(relative) > LONGEST or relative.count("/") > MOST_PARTS:
        return None
    parts = folder.split("/") if folder else []
    for part in relative.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def above(path: str) -> Iterable[str]:
    """Give the folders around a path from the innermost up to the root, which is ""."""
    folder = path.rpartition("/")[0]
    for _ in range(MOST_PARTS):
        yield folder
        if not folder:
            return
        folder = folder.rpartition("/")[0]
