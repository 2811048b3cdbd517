"""How the source files of one commit import each other and what is wrong with that, small enough to be remembered."""

from array import array
from collections.abc import Collection, Iterable, Sequence

import msgspec

from mainstay.analysis.usage.graph import Edge
from mainstay.domain.architecture import Contract, Verdict, Violation


class Structure(msgspec.Struct, frozen=True, array_like=True):
    """The imports between source files, each pair once: `importers` and `imported` are int32 places in `paths`.

    A path that ends in "/" is a folder, which stands for the files right within it; it is imported only. `circles` are files
    that import each other, `broken` are (contract, path) of the files that break one, `judged` the contracts that could be
    judged.
    """

    paths: tuple[str, ...] = ()
    importers: bytes = b""
    imported: bytes = b""
    circles: tuple[tuple[str, ...], ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    judged: tuple[str, ...] = ()

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Give all imports as (importer, imported)."""
        ends = zip(array("i", self.importers), array("i", self.imported), strict=True)
        return frozenset((self.paths[one], self.paths[to]) for one, to in ends)

    @property
    def sound(self) -> bool:
        """Whether it fits together, which what was remembered may not."""
        size = array("i").itemsize
        if len(self.importers) != len(self.imported) or len(self.importers) % size:
            return False
        numbers = array("i", self.importers) + array("i", self.imported)
        return not numbers or (min(numbers) >= 0 and max(numbers) < len(self.paths))


def structure_of(
    edges: Iterable[Edge],
    source: Collection[str],
    circles: Iterable[Sequence[str]],
    contracts: Iterable[Contract],
    violations: Iterable[Violation],
) -> Structure:
    """Keep of a commit what drift is told by; `edges` that do not begin and end in `source` files are left out."""
    paths = sorted(source)
    places = {path: place for place, path in enumerate(paths)}
    folders = {path.rpartition("/")[0] + "/" for path in paths}
    importers, imported = array("i"), array("i")
    for one, to in dict.fromkeys((edge.importer, edge.imported) for edge in edges):
        if one not in places or (to not in places and to not in folders):
            continue
        if to not in places:
            places[to] = len(paths)
            paths.append(to)
        importers.append(places[one])
        imported.append(places[to])
    return Structure(
        tuple(paths),
        importers.tobytes(),
        imported.tobytes(),
        tuple(tuple(circle) for circle in circles),
        tuple(sorted({(one.contract, one.path) for one in violations})),
        tuple(sorted({one.name for one in contracts if one.verdict is not Verdict.NOT_JUDGED})),
    )
