"""What could refer to a definition: told by following imports where they lead, and by its bare name elsewhere."""

from collections import defaultdict
from collections.abc import Sequence

from mainstay.analysis.usage.graph import STAR, Edge, Graph
from mainstay.analysis.usage.material import Material, Part


class References:
    """Follows a name of a module through imports, re-exports, star imports and attributes of modules."""

    def __init__(self, files: Sequence[Material], graph: Graph) -> None:
        """Take all files with the imports between them."""
        self._bare = {file.path: frozenset(file.names.bare.split()) for file in files if file.python}
        self._attributes = {
            file.path: frozenset(file.names.attributes.split()) for file in files if file.python
        }
        self._tests = frozenset(file.path for file in files if file.part is Part.TEST)
        self._graph = graph
        self._named: dict[str, dict[str, list[Edge]]] = {}
        self._held: dict[str, frozenset[str]] = {}
        for path, edges in graph.into.items():
            by_name = self._named[path] = defaultdict(list)
            for edge in edges:
                by_name[edge.name].append(edge)

    def used_by(self, path: str, name: str) -> Part | None:
        """Tell what uses `name` of the module at `path`: CODE, only TEST, or None; passing it on is no use."""
        found: Part | None = None
        seen = {(path, name)}
        left = [(path, name)]
        while left:
            at, called = left.pop()
            named = self._named.get(at)
            if named is None:
                continue
            for edge in (*named.get(called, ()), *named.get(STAR, ())):
                bound = edge.bound if edge.name == called else called
                if bound in self._bare[edge.importer]:
                    if edge.importer not in self._tests:
                        return Part.CODE
                    found = Part.TEST
                if (edge.importer, bound) not in seen:
                    seen.add((edge.importer, bound))
                    left.append((edge.importer, bound))
            for one in self._holders(at):
                if called in self._attributes[one]:
                    if one not in self._tests:
                        return Part.CODE
                    found = Part.TEST
        return found

    def importers(self, path: str, name: str) -> bool:
        """Tell whether any file imports the name from the module, be it to pass it on."""
        named = self._named.get(path, {})
        return bool(named.get(name)) or any(
            edge.importer.endswith("__init__.py") for edge in named.get(STAR, ())
        )

    def module_name(self, path: str) -> str:
        """Give a file's dotted name."""
        return self._graph.modules.name_of(path)

    def _holders(self, path: str) -> frozenset[str]:
        """Give every file that can hold the module itself: by import, by way of a package, or from another that holds it."""
        if path in self._held:
            return self._held[path]
        held: set[str] = set()
        seen = {(path, "")}
        left = [(path, "")]
        folder = path.removesuffix("/__init__.py").rpartition("/")[0]
        while folder:
            left.append((f"{folder}/__init__.py", ""))
            folder = folder.rpartition("/")[0]
        while left:
            at, called = left.pop()
            named = self._named.get(at, {})
            for edge in (*named.get(called, ()), *named.get(STAR, ()), *named.get("", ())):
                held.add(edge.importer)
                bound = called if edge.name == STAR else edge.bound
                if edge.name != "" or called == "":
                    onward = (edge.importer, bound)
                    if onward not in seen:
                        seen.add(onward)
                        left.append(onward)
        self._held[path] = frozenset(held)
        return self._held[path]
