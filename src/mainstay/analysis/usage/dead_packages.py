"""Whole packages that nothing outside them imports, names or starts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mainstay.analysis.usage.conventions import Conventions
from mainstay.analysis.usage.graph import Graph
from mainstay.analysis.usage.material import Material, Part
from mainstay.analysis.usage.names import Mark
from mainstay.analysis.usage.word_index import WordIndex
from mainstay.domain.source_file import FileKind

_INIT = "/__init__.py"
# What servers and clouds look for in a module that they are pointed to from outside the repository.
_STARTED = frozenset("app application lambda_handler handler main".split())
# A folder with one of these is a project of its own: something deploys or installs it by its place.
_OF_ITS_OWN = frozenset(
    "dockerfile procfile makefile pyproject.toml setup.py setup.cfg pipfile requirements.txt package.json manifest.json "
    "__manifest__.py __openerp__.py serverless.yml serverless.yaml template.yaml function.json galaxy.yml tox.ini".split()
)
_WALKS = frozenset(("iter_modules", "walk_packages"))
_LISTS = frozenset("listdir scandir iterdir glob rglob iglob walk find_modules".split())
_PACKAGED_TOOLS = frozenset(("setup.py", "conftest.py", "noxfile.py", "fabfile.py"))


@dataclass(frozen=True, slots=True)
class DeadPackage:
    """A package that may be dead: its `folder`, its dotted `name`, the file that stands for it, and all its modules."""

    folder: str
    name: str
    path: str
    modules: tuple[str, ...]


class _Packages:
    """The packages of a repository with all that lies in each."""

    def __init__(
        self, files: Sequence[Material], graph: Graph, words: WordIndex, conventions: Conventions
    ) -> None:
        self._graph, self._words, self._conventions = graph, words, conventions
        self.files = [file for file in files if file.python]
        folders = {file.path.rpartition("/")[0] for file in self.files} - set(graph.modules.roots)
        self.within: dict[str, list[Material]] = {}
        for file in files:
            folder = file.path.rpartition("/")[0]
            while folder:
                if folder in folders:
                    self.within.setdefault(folder, []).append(file)
                folder = folder.rpartition("/")[0]
        self._beside: dict[str, list[Material]] = defaultdict(list)
        for file in self.files:
            self._beside[file.path.rpartition("/")[0]].append(file)
        self._loading: dict[str, bool] = {}
        # Whoever walks over packages does it over all of the outermost package that it is in.
        self._walked = {
            file.path.partition("/")[0]
            for file in self.files
            if file.names.marks & Mark.IMPORTS_BY_NAME and _has(file, _WALKS)
        }

    def left(self, entries: frozenset[str], executed: Mapping[str, frozenset[int]]) -> dict[str, set[str]]:
        """Give each package that only packages of this answer may import, with who imports it from outside it."""
        return {
            folder: self._importers(folder, inside)
            for folder, inside in self.within.items()
            if self._only_lies_there(folder, inside, entries, executed)
        }

    def _importers(self, folder: str, inside: Sequence[Material]) -> set[str]:
        start = f"{folder}/"
        return {
            edge.importer
            for file in inside
            if file.path in self._graph.into
            for edge in self._graph.into[file.path]
            if not edge.importer.startswith(start)
        }

    def _only_lies_there(
        self,
        folder: str,
        inside: Sequence[Material],
        entries: frozenset[str],
        executed: Mapping[str, frozenset[int]],
    ) -> bool:
        modules = [file for file in inside if file.python]
        return (
            all(_lies(file) and file.path not in entries and not executed.get(file.path) for file in modules)
            and _is_package(folder, modules)
            and not self._conventions.loaded(folder)
            and any(file.names.definitions or file.names.imports for file in modules)
            and any(file.kind is FileKind.SOURCE for file in modules)
            and _OF_ITS_OWN.isdisjoint(file.path.rpartition("/")[2].lower() for file in inside)
            and not self._named(folder.rpartition("/")[2], inside)
            and folder.partition("/")[0] not in self._walked
            and not any(self._loads(above) for above in (*_above(folder), ""))
        )

    def _named(self, name: str, inside: Iterable[Material]) -> bool:
        words = self._words
        told = words.strings[name] + words.other[name] + words.documents[name]
        return told > 0 and told > sum(
            file.part is not Part.TEST and name in file.names.strings.split() for file in inside
        )

    def _loads(self, folder: str) -> bool:
        """Tell whether a file that lies in a folder may load what lies below it without naming it."""
        if folder not in self._loading:
            self._loading[folder] = any(_may_load(file, folder) for file in self._beside[folder])
        return self._loading[folder]


def _is_package(folder: str, modules: Sequence[Material]) -> bool:
    """Tell a package from a folder of scripts: without an `__init__` its modules must import each other as one does."""
    name = folder.rpartition("/")[2]
    return any(
        file.path == f"{folder}{_INIT}"
        or any(
            one.level or name in one.module.split(".")[:-1] or name == one.module
            for one in file.names.imports
        )
        for file in modules
    )


def _may_load(file: Material, folder: str) -> bool:
    if file.names.marks & Mark.IMPORTS_BY_NAME and _lives(file):
        return True
    if file.names.marks & Mark.MODULE_GETATTR and file.path.endswith("__init__.py"):
        return True
    # Beside everything, at the root, lie programs that list folders for many other reasons.
    return folder != "" and _has(file, _LISTS)


def _has(file: Material, words: frozenset[str]) -> bool:
    return not words.isdisjoint(f"{file.names.bare} {file.names.attributes}".split())


def dead_packages(
    files: Sequence[Material],
    graph: Graph,
    words: WordIndex,
    conventions: Conventions,
    *,
    entries: frozenset[str],
    executed: Mapping[str, frozenset[int]],
) -> Iterator[DeadPackage]:
    """Give the outermost packages that nothing uses; `entries` are files that are started from outside.

    One that only dead packages import is dead with them. Where nothing else would be left of the code, none is told:
    then it is what others use.
    """
    packages = _Packages(files, graph, words, conventions)
    left = packages.left(entries, executed)
    settled = False
    while not settled:
        gone = {file.path for folder in left for file in packages.within[folder]}
        alive = {folder for folder, importers in left.items() if not importers <= gone}
        left = {folder: importers for folder, importers in left.items() if folder not in alive}
        settled = not alive
    outermost = [folder for folder in left if not any(above in left for above in _above(folder))]
    gone = {file.path for folder in outermost for file in packages.within[folder]}
    if not any(_lives(file) and file.path not in gone for file in packages.files):
        return
    for folder in sorted(outermost):
        modules = sorted(file.path for file in packages.within[folder] if file.python)
        init = f"{folder}{_INIT}"
        name = graph.modules.name_of(init) or folder.rpartition("/")[2]
        yield DeadPackage(folder, name, init if init in modules else modules[0], tuple(modules))


def _lies(file: Material) -> bool:
    """Tell whether a module is code that neither starts by itself nor is there to be shown or to test."""
    return (
        file.kind in {FileKind.SOURCE, FileKind.GENERATED}
        and file.part is Part.CODE
        and not file.shown
        and not file.names.marks & (Mark.MAIN | Mark.SHEBANG)
        and not file.path.endswith(("/__main__.py", "/conftest.py", "/wsgi.py", "/asgi.py", "/manage.py"))
        and not any(one.name in _STARTED for one in file.names.definitions)
    )


def _lives(file: Material) -> bool:
    return (
        file.part is Part.CODE
        and file.kind is FileKind.SOURCE
        and not file.shown
        and file.path not in _PACKAGED_TOOLS
        and bool(file.names.definitions or file.names.imports or file.names.bare)
    )


def _above(folder: str) -> Iterator[str]:
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        yield folder
