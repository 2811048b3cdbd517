"""Who imports whom: every import of every Python file, led to the file and the name that it means."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.modules import Found, Modules
from mainstay.analysis.usage.names import Import, Where

STAR = "*"
# As a number: asked once for each import, where the enumeration would take longer than all else.
_CALL = Where.CALL.value


class Edge(msgspec.Struct, frozen=True, gc=False):
    """One file imports another. `name` is what is taken from it, "" for the module itself; `where` is a Where."""

    importer: str
    imported: str
    name: str
    bound: str
    line: int
    where: int


class Foreign(msgspec.Struct, frozen=True, gc=False):
    """An import of something that is not in the repository; `module` is its dotted name."""

    importer: str
    module: str
    line: int
    where: int


@dataclass(slots=True)
class Graph:
    """All imports: `edges` as (nearest meaning only), `into` every possible meaning by the file imported.

    `foreign_names` are the names that imports of what is not in the repository bind, by file; `aliases` are modules that
    a package's `__init__` gives under another name, by its path and that name.
    """

    modules: Modules
    edges: list[Edge] = field(default_factory=list)
    foreign: list[Foreign] = field(default_factory=list)
    into: dict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    foreign_names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    aliases: dict[str, dict[str, Found]] = field(default_factory=dict)


def graph_of(files: Sequence[Material], modules: Modules) -> Graph:
    """Lead every import to what it means."""
    graph = Graph(modules)
    for file in files:
        if file.path.endswith("/__init__.py"):
            _alias(graph, file)
    for file in files:
        for one in file.names.imports:
            _lead(graph, file.path, one)
    return graph


def _alias(graph: Graph, file: Material) -> None:
    """Remember the modules that a package's `__init__` gives under another name."""
    for one in file.names.imports:
        renamed = [(name, bound) for name, bound in one.names if bound and bound != name]
        found = _found(graph.modules, file.path, one) if renamed else []
        for name, bound in renamed if found else ():
            inner = graph.modules.within(found[0], name)
            if inner is not None and inner.path:
                graph.aliases.setdefault(file.path, {})[bound] = inner


def _found(modules: Modules, importer: str, one: Import) -> list[Found]:
    if one.level:
        return modules.relative(one.module, one.level, importer)
    return modules.absolute(one.module, importer)


def _lead(graph: Graph, importer: str, one: Import) -> None:
    modules = graph.modules
    found = _found(modules, importer, one)
    if not one.level:
        if not found and not one.names:
            # `import a.b` where only `a` is ours: at least that is used.
            found = modules.absolute(one.module.partition(".")[0], importer)
        if not found:
            graph.foreign.append(Foreign(importer, _joined(one), one.line, one.where))
            if one.where & _CALL:
                return
            bound = [bound or name for name, bound in one.names] or [
                one.bound or one.module.partition(".")[0]
            ]
            graph.foreign_names[importer].update(bound)
            return
    if one.where & _CALL:
        # What is loaded so is used by names that nobody can follow: it is told by the string that names it.
        return
    for position, target in enumerate(found):
        _add(graph, importer, one, target, nearest=position == 0)


def _joined(one: Import) -> str:
    # `from google import protobuf` means google.protobuf as much as google.
    return f"{one.module}.{one.names[0][0]}" if one.names and one.names[0][0] != STAR else one.module


def _add(graph: Graph, importer: str, one: Import, target: Found, *, nearest: bool) -> None:
    if not one.names:
        bound = one.bound or one.module.partition(".")[0]
        _put(graph, Edge(importer, target.path, "", bound, one.line, one.where), nearest=nearest)
        if not one.bound and "." in one.module:
            _put_parents(graph, importer, one)
        return
    aliases = graph.aliases.get(target.path)
    for name, bound in one.names:
        inner = graph.modules.within(target, name) if name != STAR else None
        if inner is None and aliases is not None:
            inner = aliases.get(name)
        if inner is not None and inner.path:
            _put(graph, Edge(importer, inner.path, "", bound or name, one.line, one.where), nearest=nearest)
            # A package may give a name that one of its modules bears too.
            graph.into[target.path].append(
                Edge(importer, target.path, name, bound or name, one.line, one.where)
            )
        else:
            _put(
                graph, Edge(importer, target.path, name, bound or name, one.line, one.where), nearest=nearest
            )


def _put_parents(graph: Graph, importer: str, one: Import) -> None:
    dotted = one.module
    while "." in dotted:
        dotted = dotted.rpartition(".")[0]
        for target in graph.modules.absolute(dotted, importer):
            if target.path:
                bound = one.module.partition(".")[0]
                graph.into[target.path].append(Edge(importer, target.path, "", bound, one.line, one.where))


def _put(graph: Graph, edge: Edge, *, nearest: bool) -> None:
    if not edge.imported or edge.imported == edge.importer:
        return
    graph.into[edge.imported].append(edge)
    if nearest:
        graph.edges.append(edge)
