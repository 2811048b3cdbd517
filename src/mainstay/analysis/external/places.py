"""Leading the addresses that analysers write to the paths of a repository."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

_DRIVE = re.compile(r"^/?[A-Za-z]:[\\/]")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:")
_DEEPEST = 200
_TOLD_BY = 2
"""Last parts that an address which does not begin at the root is known by at least."""
_MOST_ALIKE = 50
"""Paths of the same last parts that are looked through: where more end alike, an address begins at the root or means none."""


class Places:
    """Knows the paths of a repository that lies in the folder `root`."""

    def __init__(self, paths: Iterable[str], root: str) -> None:
        """Take the paths and the folder as this machine knows it."""
        self._paths = frozenset(paths)
        self._root = root.rstrip("/")
        self._by_end: defaultdict[str, list[str]] | None = None
        self._led: dict[str, str] = {}

    def of(self, uri: str) -> str:
        """Give the path that an address means, "" for one outside the repository, or that may mean several.

        What another machine calls absolute, and what is relative to a folder of the repository, is led by its last parts.
        """
        if uri not in self._led:
            self._led[uri] = self._sought(uri)
        return self._led[uri]

    def _sought(self, uri: str) -> str:
        path, absolute = _plain(uri)
        if not path:
            return ""
        if absolute and self._root and path.startswith(f"{self._root}/"):
            path, absolute = path[len(self._root) + 1 :], False
        parts = _within(path)
        if not parts or len(parts) > _DEEPEST:
            return ""
        whole = "/".join(parts)
        if whole in self._paths and not absolute:
            return whole
        if absolute:
            # Of a folder of another machine the longest end that lies here.
            ends = ("/".join(parts[start:]) for start in range(1, len(parts) - 1))
            found = next((end for end in ends if end in self._paths), "")
            return found or self._alone(parts[-2:])
        return self._alone(parts)

    def _alone(self, parts: list[str]) -> str:
        """Give the one path that ends so; a name alone is not enough where the repository has folders."""
        if len(parts) < _TOLD_BY:
            return ""
        if self._by_end is None:
            self._by_end = defaultdict(list)
            for path in self._paths:
                self._by_end[_end(path.split("/"))].append(path)
        alike = self._by_end.get(_end(parts), ())
        if len(alike) > _MOST_ALIKE:
            return ""
        end = "/" + "/".join(parts)
        found = [path for path in alike if f"/{path}".endswith(end)]
        return found[0] if len(found) == 1 else ""


def _end(parts: list[str]) -> str:
    return "/".join(parts[-_TOLD_BY:])


def _plain(uri: str) -> tuple[str, bool]:
    """Give an address as a path with slashes, and whether it is absolute; "" for one of another kind."""
    if _DRIVE.match(uri):
        return re.sub(r"^/?[A-Za-z]:", "", uri).replace("\\", "/"), True
    scheme = _SCHEME.match(uri)
    if scheme and scheme[0].lower() != "file:":
        return "", False
    if scheme:
        uri = uri[len("file:") :]
        # file://host/path names a host, which is of no use here.
        uri = re.sub(r"^//[^/\\]*", "", uri)
        path = unquote(uri)
        if _DRIVE.match(path):
            path = re.sub(r"^/?[A-Za-z]:", "", path)
        return path.replace("\\", "/"), True
    if "\\" in uri and "/" not in uri:
        uri = uri.replace("\\", "/")
    path = unquote(uri.partition("?")[0].partition("#")[0])
    return path, path.startswith("/")


def _within(path: str) -> list[str]:
    """Resolve a path's dots; nothing where it leads out of its beginning or has a NUL."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return []
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return [] if "\0" in path else parts
