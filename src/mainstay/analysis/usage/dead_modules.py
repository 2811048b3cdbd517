"""Modules that nothing imports, nothing starts and no tool finds by its name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from mainstay.analysis.usage.conventions import Conventions
from mainstay.analysis.usage.graph import Graph
from mainstay.analysis.usage.material import Material, Part
from mainstay.analysis.usage.names import Mark
from mainstay.analysis.usage.word_index import WordIndex
from mainstay.domain.source_file import FileKind

# So many modules of one folder that nothing imports are there to be loaded by the folder.
_A_FOLDER_OF_PLUGINS = 3


@dataclass(frozen=True, slots=True)
class DeadModule:
    """A module that may be dead, with its evidence class and the modules that alone import it."""

    path: str
    why: str
    evidence: tuple[str, ...]


def dead_modules(
    files: Sequence[Material],
    graph: Graph,
    words: WordIndex,
    conventions: Conventions,
    *,
    entries: frozenset[str],
    executed: Mapping[str, frozenset[int]],
    gone: Set[str] = frozenset(),
) -> Iterator[DeadModule]:
    """Judge every module of code; `entries` are files that are started from outside, `gone` those of dead packages."""
    by_path = {file.path: file for file in files}
    importers: dict[str, set[str]] = {
        path: {edge.importer for edge in edges if edge.importer in by_path} - {path}
        for path, edges in graph.into.items()
    }
    judged = [
        file
        for file in files
        if file.path not in gone
        and not conventions.found_by_name(file.path)
        and _may_be_dead(file, graph, entries, executed)
    ]
    named = {file.path: _mentioned(file.path, words) for file in judged}
    dead = _unreached(
        [file for file in judged if named[file.path] != "only-strings"], by_path, importers, gone
    )
    for file in judged:
        if named[file.path] == "only-strings" and not importers.get(file.path):
            yield DeadModule(file.path, "only-strings", ())
    lonely: dict[str, int] = defaultdict(int)
    for path in dead:
        lonely[path.rpartition("/")[0]] += not importers.get(path)
    for path in sorted(dead):
        by = importers.get(path, set())
        why = named[path]
        if any(by_path[one].part is Part.TEST for one in by):
            why = "only-tests"
        elif not by_path[path].names.definitions:
            why = "only-exported"
        folder = path.rpartition("/")[0]
        if why == "module-no-reference" and (
            lonely[folder] >= _A_FOLDER_OF_PLUGINS or _loads_its_own(folder, by_path)
        ):
            why = "loaded-by-folder"
        evidence = tuple(
            f"imported only by {one}, which nothing uses"
            for one in sorted(by)[:3]
            if one in dead or one in gone
        )
        yield DeadModule(path, why, evidence)


def _may_be_dead(
    file: Material, graph: Graph, entries: frozenset[str], executed: Mapping[str, frozenset[int]]
) -> bool:
    return (
        file.python
        and file.kind is FileKind.SOURCE
        and file.part is Part.CODE
        and not file.shown
        and file.path.endswith(".py")
        and file.path not in entries
        and not file.names.marks & (Mark.MAIN | Mark.SHEBANG)
        and not executed.get(file.path)
        and graph.modules.packaged(file.path)
        and bool(file.names.definitions or file.names.imports)
    )


def _unreached(
    judged: Sequence[Material],
    by_path: Mapping[str, Material],
    importers: Mapping[str, set[str]],
    gone: Set[str],
) -> set[str]:
    """Give the modules that no living one imports; one that only dead ones import is dead with them."""
    dead = {file.path for file in judged}
    left = list(dead)
    alive: list[str] = [path for path in by_path if path not in dead and path not in gone]
    imports: dict[str, list[str]] = defaultdict(list)
    for path, by in importers.items():
        for one in by:
            imports[one].append(path)
    while alive:
        one = alive.pop()
        if by_path[one].part is Part.TEST:
            continue
        for path in imports[one]:
            if path in dead:
                dead.discard(path)
                alive.append(path)
    return dead.intersection(left)


def _mentioned(path: str, words: WordIndex) -> str:
    stem = path.rpartition("/")[2].removesuffix(".py")
    if words.strings[stem] or words.other[stem]:
        return "only-strings"
    return "only-docs" if words.documents[stem] else "module-no-reference"


def _loads_its_own(folder: str, by_path: Mapping[str, Material]) -> bool:
    """Tell whether the package, or the one above it, imports modules by names that it works out."""
    for _ in range(2):
        package = by_path.get(f"{folder}/__init__.py")
        if package is not None and package.names.marks & (Mark.IMPORTS_BY_NAME | Mark.MODULE_GETATTR):
            return True
        folder = folder.rpartition("/")[0]
    return False
