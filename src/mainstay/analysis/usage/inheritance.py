"""Which classes code outside the repository may know: by descent for a class itself, by the whole family for its methods."""

from collections.abc import Iterable, Mapping

from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.names import Kind, Mark
from mainstay.analysis.usage.registries import HARMLESS_BASES, HARMLESS_DECORATORS, HARMLESS_MODULES


class Families:
    """Classes joined to families by their bases' names.

    A method may be called from outside when any class of the family descends from something foreign: it may be mixed
    into that. A class may be found from outside only when it descends from something foreign itself.
    """

    def __init__(self, files: Iterable[Material], foreign_names: Mapping[str, set[str]]) -> None:
        """Join all classes of all Python files; `foreign_names` are the names that each file has from outside."""
        self._parents: dict[str, str] = {}
        self._known_outside: set[str] = set()
        self._bases: dict[str, set[str]] = {}
        met = [
            (_last(one.name), one, file)
            for file in files
            if file.python
            for one in file.names.definitions
            if one.kind == Kind.CLASS
        ]
        for name, _, _ in met:
            self._bases[name] = set()
        for name, one, file in met:
            watched = bool(file.names.marks & Mark.SUBCLASSES)
            if watched or any(decorator not in HARMLESS_DECORATORS for decorator in one.decorators):
                self._known_outside.add(name)
            for base in one.bases:
                self._join(name, base, foreign_names.get(file.path, set()))
        self._foreign_families = {self._root(name) for name in self._known_outside}

    def foreign_family(self, name: str) -> bool:
        """Tell whether methods of a class (by its last name) may be called from outside."""
        return self._root(name) in self._foreign_families

    def foreign_descent(self, name: str) -> bool:
        """Tell whether a class itself may be found from outside."""
        return not self._known_outside.isdisjoint({name, *self.ancestors(name)})

    def ancestors(self, name: str) -> set[str]:
        """Give the last names of all classes of the repository that a class descends from."""
        seen: set[str] = set()
        left = [name]
        while left:
            new = self._bases.get(left.pop(), set()) - seen
            seen |= new
            left += new
        return seen

    def _join(self, name: str, base: str, outside: set[str]) -> None:
        last = _last(base)
        if base.startswith("=") or base == "?":
            if last not in {"ABCMeta", "EnumMeta"}:
                self._known_outside.add(name)
        elif base.partition(".")[0] in outside or last == name or last not in self._bases:
            if not _is_harmless(base):
                self._known_outside.add(name)
        else:
            self._bases[name].add(last)
            one, other = self._root(name), self._root(last)
            if one != other:
                self._parents[one] = other

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
