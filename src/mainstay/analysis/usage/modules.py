"""Which file a dotted name leads to: packages, namespace packages, several roots, scripts beside each other."""

from collections.abc import Iterable
from typing import NamedTuple

# Folders that commonly hold packages without being one, under the repository or any project within it.
_USUAL_ROOTS = ("", "src", "lib", "python")
_MOST_PARTS = 50


class Found(NamedTuple):
    """Where a dotted name leads: the file ("" for a namespace package) and the folder, when it is a package."""

    path: str
    folder: str | None


class Modules:
    """The importable files of a repository. Every name is looked up once and remembered."""

    def __init__(self, paths: Iterable[str], projects: Iterable[str] = ()) -> None:
        """Take the paths of all Python files; `projects` are folders that hold a declaration of a project."""
        self._paths = {path for path in paths if path.endswith((".py", ".pyi"))}
        self._folders: set[str] = set()
        self._packages: set[str] = set()
        for path in self._paths:
            folder, _, name = path.rpartition("/")
            if name in {"__init__.py", "__init__.pyi"}:
                self._packages.add(folder)
            while folder and folder not in self._folders:
                self._folders.add(folder)
                folder = folder.rpartition("/")[0]
        self._roots = self._all_roots(projects)
        self._known: dict[tuple[str, str], Found | None] = {}
        self._tops: dict[str, list[str]] = {}

    def _all_roots(self, projects: Iterable[str]) -> list[str]:
        roots = {_join(project, usual) for project in (*projects, "") for usual in _USUAL_ROOTS}
        roots = {root for root in roots if root in self._folders or not root}
        for package in self._packages:
            above = package
            while above in self._packages and above:
                above = above.rpartition("/")[0]
            roots.add(above)
        return sorted(roots, key=lambda root: (root.count("/"), root))

    @property
    def roots(self) -> list[str]:
        """The folders from which dotted names count."""
        return self._roots

    def packaged(self, path: str) -> bool:
        """Tell whether a file lies in a package that has an `__init__`."""
        return path.rpartition("/")[0] in self._packages

    def name_of(self, path: str) -> str:
        """Give a file's dotted name, counted from the folder above its outermost package."""
        folder, _, name = path.rpartition("/")
        parts = [] if name.startswith("__init__.") else [name.rpartition(".")[0]]
        while folder in self._packages and folder:
            folder, _, last = folder.rpartition("/")
            parts.append(last)
        return ".".join(reversed(parts))

    def absolute(self, dotted: str, importer: str) -> list[Found]:
        """Give every file that an absolute name can mean in a file, the nearest first; none when it is foreign."""
        top = dotted.partition(".")[0]
        roots = self._tops.get(top)
        if roots is None:
            roots = self._tops[top] = [root for root in self._roots if self._look(root, top) is not None]
        own = importer.rpartition("/")[0]
        candidates = roots if own in roots or self._look(own, top) is None else [*roots, own]
        found = [one for root in candidates if (one := self._look(root, dotted)) is not None]
        if len(found) > 1:
            found.sort(key=lambda one: -_shared(one.path or one.folder or "", importer))
        return found

    def relative(self, dotted: str, level: int, importer: str) -> list[Found]:
        """Give the file that a name with leading dots means."""
        folder = importer.rpartition("/")[0]
        for _ in range(min(level, _MOST_PARTS) - 1):
            folder = folder.rpartition("/")[0]
        one = self._look(folder, dotted) if dotted else self._package(folder)
        return [] if one is None else [one]

    def within(self, package: Found, name: str) -> Found | None:
        """Give the module of a package that is called `name`."""
        return None if package.folder is None else self._look(package.folder, name)

    def _look(self, root: str, dotted: str) -> Found | None:
        key = (root, dotted)
        if key not in self._known:
            self._known[key] = self._walk(root, dotted)
        return self._known[key]

    def _walk(self, root: str, dotted: str) -> Found | None:
        if dotted.count(".") > _MOST_PARTS:
            return None
        place = _join(root, dotted.replace(".", "/"))
        if place in self._packages:
            return self._package(place)
        for suffix in (".py", ".pyi"):
            if place + suffix in self._paths:
                return Found(place + suffix, None)
        return Found("", place) if place in self._folders else None

    def _package(self, folder: str) -> Found | None:
        for name in ("__init__.py", "__init__.pyi"):
            if _join(folder, name) in self._paths:
                return Found(_join(folder, name), folder)
        return Found("", folder) if folder in self._folders or not folder else None


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder and name else folder or name


def _shared(one: str, other: str) -> int:
    """Count the leading folders that two paths share."""
    shared = 0
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        shared += 1
    return shared
