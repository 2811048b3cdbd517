"""Who imports whom, as a graph of names, and the shortest ways through it, with a bound on all the work."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

MOST_WORK = 6_000_000
"""So many imports are followed at most for all contracts of a repository together: a few seconds."""


class TooMuchWork(Exception):
    """The bound on all work was reached."""


@dataclass(slots=True)
class Work:
    """What is left of the work that may be done."""

    left: int = MOST_WORK

    def spend(self, steps: int) -> None:
        """Take away some work. Raises TooMuchWork when there is not so much left."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchWork


@dataclass(slots=True)
class Web:
    """Imports between names: `arcs` maps an importer to what it imports, and on which line first.

    `paths` maps a name to its file; names of what lies outside, and of packages without a file, have none.
    """

    arcs: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    paths: dict[str, str] = field(default_factory=dict)

    def add(self, importer: str, imported: str, line: int) -> None:
        """Add an import; the first line counts."""
        lines = self.arcs.setdefault(importer, {})
        if line < lines.get(imported, line + 1):
            lines[imported] = line

    def size(self) -> int:
        """Count names and imports."""
        return len(self.paths) + sum(map(len, self.arcs.values()))

    def backwards(self) -> dict[str, list[str]]:
        """Map each name to those that import it, in a fixed order."""
        found: dict[str, list[str]] = defaultdict(list)
        for importer in sorted(self.arcs):
            for imported in self.arcs[importer]:
                found[imported].append(importer)
        return found

    def without(self, gone: Collection[tuple[str, str]]) -> "Web":
        """Give the web without some imports."""
        if not gone:
            return self
        kept = {
            importer: {imported: line for imported, line in lines.items() if (importer, imported) not in gone}
            for importer, lines in self.arcs.items()
        }
        return Web(kept, self.paths)


def ways(
    web: Web,
    back: Mapping[str, list[str]],
    heads: Iterable[str],
    targets: Collection[str],
    passable: Callable[[str], bool],
    work: Work,
) -> dict[str, list[str]]:
    """Give each head's shortest way to any of the targets, as names from head to target; heads without one are left out.

    What lies between must be `passable`. Of ways that are as short the one whose first import stands first is given.
    Raises TooMuchWork.
    """
    following: dict[str, str] = {}
    length: dict[str, int] = dict.fromkeys(targets, 0)
    left = deque(sorted(length))
    while left:
        one = left.popleft()
        importers = back.get(one, ())
        work.spend(1 + len(importers))
        for importer in importers:
            if importer not in length and passable(importer):
                length[importer] = length[one] + 1
                following[importer] = one
                left.append(importer)
    found: dict[str, list[str]] = {}
    for head in heads:
        lines = web.arcs.get(head, {})
        work.spend(1 + len(lines))
        reached = [(length[to], line, to) for to, line in lines.items() if to in length]
        if reached:
            way = [head, min(reached)[2]]
            while way[-1] in following:
                way.append(following[way[-1]])
            found[head] = way
    return found
