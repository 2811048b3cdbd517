"""The graph of modules that contracts are judged on: the packages' modules and imports as grimp reads them.

Grimp is the library that import-linter stands on. It differs from the graph that tells what is unused: an import of a
name means the module that the statement names, wherever a package got it from, and nothing is looked for elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mainstay.analysis.architecture.declared_contracts import Declaration
from mainstay.analysis.architecture.expressions import ContractError
from mainstay.analysis.architecture.web import Web
from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.modules import Modules
from mainstay.analysis.usage.names import Import, Where

_CALL, _TYPES = Where.CALL.value, Where.TYPES.value
_MOST_PARTS = 50


@dataclass(slots=True)
class ModuleWeb:
    """The modules of some root packages: `children` maps each package to what lies directly in it, `known` are all names.

    `external` are the names of what is imported from elsewhere, each without what lies in it, looked for `with_external`.
    """

    roots: tuple[str, ...]
    with_external: bool = False
    web: Web = field(default_factory=Web)
    known: set[str] = field(default_factory=set)
    external: set[str] = field(default_factory=set)
    children: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def descendants(self, package: str) -> list[str]:
        """Give a module and all that lies in it."""
        found = [package]
        for one in found:
            found += sorted(self.children.get(one, ()))
        return found

    def is_internal(self, name: str) -> bool:
        """Tell whether a name lies in one of the root packages, be it there or not."""
        return any(name == root or name.startswith(f"{root}.") for root in self.roots)

    def put(self, name: str, path: str) -> None:
        """Add a module, and the packages that it lies in up to the root."""
        self.web.paths[name] = path
        while name not in self.known:
            self.known.add(name)
            parent = name.rpartition(".")[0]
            if name in self.roots or not parent:
                return
            self.children[parent].add(name)
            name = parent


def module_web(files: Sequence[Material], modules: Modules, declaration: Declaration) -> ModuleWeb:
    """Read the modules of a declaration's root packages and their imports.

    Raises ContractError when a root package is not in the repository.
    """
    folders: dict[str, str] = {}
    for root in declaration.roots:
        found = [one.folder for one in modules.absolute(root, declaration.path) if one.folder is not None]
        if not found or root.count(".") > _MOST_PARTS:
            raise ContractError(f"the root package {root[:60]!r} is not in the repository")
        folders[found[0]] = root
    told = ModuleWeb(tuple(folders.values()), declaration.external)
    python = {file.path: file for file in files if file.python and file.path.endswith(".py")}
    of_root: list[tuple[str, Material]] = []
    for path, file in python.items():
        name = _name_within(path, folders, python)
        if name:
            told.put(name, path)
            of_root.append((name, file))
    for name, file in sorted(of_root, key=lambda pair: pair[0]):
        is_package = file.path.endswith("/__init__.py")
        for one in file.names.imports:
            if one.where & _CALL or (declaration.without_types and one.where & _TYPES):
                continue
            for target in _targets(one, name, is_package=is_package):
                _lead(told, name, target, one.line)
    return told


def _name_within(path: str, folders: Mapping[str, str], python: Mapping[str, Material]) -> str:
    """Give a module's dotted name, "" where grimp would not find it: it lies below a folder without an `__init__`."""
    folder, _, file_name = path.rpartition("/")
    stem = file_name.removesuffix(".py")
    parts = [] if stem == "__init__" else [stem]
    above: list[str] = []
    while folder not in folders:
        if not folder:
            return ""
        above.append(folder)
        folder, _, last = folder.rpartition("/")
        if not last.isidentifier():
            return ""
        parts.append(last)
    portion = False
    for inner in (folder, *reversed(above)):
        has_init = f"{inner}/__init__.py" in python
        if portion and not has_init:
            return ""
        portion = portion or has_init
    if stem.startswith(".") or "." in stem:
        return ""
    return ".".join((folders[folder], *reversed(parts)))


def _targets(one: Import, importer: str, *, is_package: bool) -> Iterable[str]:
    """Give what a statement imports as dotted names, the last part of which may be a name in a module."""
    module = one.module
    if one.level:
        parts = importer.split(".")
        up = one.level - 1 if is_package else one.level
        if up > len(parts):
            return
        inside = parts[: len(parts) - up]
        module = ".".join((*inside, *([module] if module else [])))
    if not one.names:
        yield module
    for name, _ in one.names:
        yield f"{module}.{name}"


def _lead(told: ModuleWeb, importer: str, target: str, line: int) -> None:
    for candidate in (target, target.rpartition(".")[0]):
        if candidate in told.known:
            told.web.add(importer, candidate, line)
            return
    if told.with_external and not told.is_internal(target):
        name = _shortest_apart(target, told.roots)
        if name:
            told.external.add(name)
            told.web.add(importer, name, line)


def _shortest_apart(target: str, roots: Iterable[str]) -> str:
    """Give the shortest part of a foreign name that holds none of the roots, as grimp names what is external."""
    parts = target.split(".")
    for length in range(1, min(len(parts), _MOST_PARTS) + 1):
        name = ".".join(parts[:length])
        if not any(root == name or root.startswith(f"{name}.") for root in roots):
            return name
    return ""
