"""Who imports whom in all languages: the imports that could be led to files of the repository, and those that could not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mainstay.analysis.architecture.manifests import read_manifests
from mainstay.analysis.architecture.places import Places
from mainstay.analysis.architecture.resolving import Resolver
from mainstay.analysis.usage.graph import Edge, Graph
from mainstay.analysis.usage.material import Material

_MOST_EDGES = 1_000_000


@dataclass(slots=True)
class Edges:
    """Imports between files; `imported` may be a folder, which ends in "/" and stands for the files right within it.

    `foreign` counts by language the imports that lead to no file of the repository: others' code, or what the language does not
    tell.
    """

    listed: list[Edge] = field(default_factory=list)
    foreign: Counter[str] = field(default_factory=Counter)


def edges_of(files: Sequence[Material], declarations: Mapping[str, bytes], graph: Graph) -> Edges:
    """Lead the imports of all files; those of Python were led in `graph`."""
    found = Edges(list(graph.edges))
    found.foreign["Python"] = len(graph.foreign)
    resolver = Resolver(Places(file.path for file in files), read_manifests(declarations))
    for file in files:
        if file.python or not file.names.imports or not resolver.resolves(file.language):
            continue
        for one in file.names.imports:
            target = resolver.resolve(file.language, one.module, file.path)
            if not target:
                found.foreign[file.language] += 1
            elif target not in {file.path, file.path.rpartition("/")[0] + "/"}:
                found.listed.append(Edge(file.path, target, "", "", one.line, one.where))
        if len(found.listed) > _MOST_EDGES:
            break
    return found
