"""Which classes may have methods that code outside the repository calls: those that descend with anything foreign."""

from collections.abc import Iterable, Mapping

from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.names import Definition, Kind, Mark
from mainstay.analysis.usage.registries import HARMLESS_BASES, HARMLESS_DECORATORS, HARMLESS_MODULES


class Families:
    """Classes joined to families by their bases' names; a family with a foreign or registering member is foreign."""

    def __init__(self, files: Iterable[Material], foreign_names: Mapping[str, set[str]]) -> None:
        """Join all classes of all Python files; `foreign_names` are the names that each file has from outside."""
        self._parents: dict[str, str] = {}
        self._foreign: set[str] = set()
        self._bases: dict[str, set[str]] = {}
        met: list[tuple[str, Definition, bool, set[str]]] = []
        for file in files:
            if file.python:
                watched = bool(file.names.marks & Mark.SUBCLASSES)
                for one in file.names.definitions:
                    if one.kind == Kind.CLASS:
                        met.append((_last(one.name), one, watched, foreign_names.get(file.path, set())))
                        self._bases.setdefault(_last(one.name), set()).update(map(_last, one.bases))
        for name, one, watched, outside in met:
            if watched or any(decorator not in HARMLESS_DECORATORS for decorator in one.decorators):
                self._foreign.add(self._root(name))
            for base in one.bases:
                self._join(name, base, outside)

    def foreign(self, name: str) -> bool:
        """Tell whether a class (by its last name) may be known to code outside."""
        return self._root(name) in self._foreign

    def _join(self, name: str, base: str, outside: set[str]) -> None:
        last = _last(base)
        if base.startswith("=") or base == "?":
            if last not in {"ABCMeta", "EnumMeta"}:
                self._foreign.add(self._root(name))
        elif base.partition(".")[0] in outside or last == name:
            if not _is_harmless(base):
                self._foreign.add(self._root(name))
        elif last in self._bases:
            one, other = self._root(name), self._root(last)
            if one != other:
                self._parents[one] = other
                if one in self._foreign:
                    self._foreign.add(other)
        elif not _is_harmless(base):
            self._foreign.add(self._root(name))

    def _root(self, name: str) -> str:
        root = name
        while (parent := self._parents.get(root)) is not None:
            root = parent
        while name != root:
            self._parents[name], name = root, self._parents[name]
        return root


def _is_harmless(base: str) -> bool:
    module, _, last = base.rpartition(".")
    return last in HARMLESS_BASES and (not module or module in HARMLESS_MODULES)


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]
