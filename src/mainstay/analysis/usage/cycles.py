"""Modules that import each other when they run, the shortest circle among them, and the one import to cut."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from mainstay.analysis.usage.graph import Edge
from mainstay.analysis.usage.names import Where
from mainstay.domain.usage import Cycle, Step

Arcs = Mapping[str, Mapping[str, int]]

_MOST_STARTS = 200
_MOST_TRIED = 8
_MOST_WALKED = 4_000_000
"""So many imports are walked at most for each search within one circle, but for the first: a second or two."""
_MOST_KEPT = 50_000
"""Imports of one circle that are kept: no program that people write has more."""
_DO_NOT_RUN = int(Where.TYPES | Where.FUNCTION)


def cycles(edges: Iterable[Edge], paths: frozenset[str]) -> list[Cycle]:
    """Find all circles among `paths`, the largest first.

    Imports for type checkers and inside functions do not run when a module does, and are left out.
    """
    arcs = _running(edges, paths)
    found = [_told(component, arcs) for component in components(arcs) if len(component) > 1]
    return sorted(found, key=lambda cycle: (-len(cycle.paths), cycle.paths))


def circles(edges: Iterable[Edge], paths: frozenset[str]) -> list[list[str]]:
    """Find the files of the same circles as `cycles`, and nothing else of them: much sooner."""
    return [component for component in components(_running(edges, paths)) if len(component) > 1]


def _running(edges: Iterable[Edge], paths: frozenset[str]) -> Arcs:
    arcs: dict[str, dict[str, int]] = defaultdict(dict)
    for edge in edges:
        if edge.where & _DO_NOT_RUN or not {edge.importer, edge.imported} <= paths:
            continue
        arcs[edge.importer].setdefault(edge.imported, edge.line)
    return arcs


def components(arcs: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Give the strongly connected components (Tarjan 1972), with a stack of its own in place of recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[list[str]] = []
    for root in sorted(arcs):
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(sorted(arcs[root])))]
        while work:
            node, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_popped(stack, on_stack, node))
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(sorted(arcs.get(following, ())))))
            elif following in on_stack:
                low[node] = min(low[node], index[following])
    return found


def _popped(stack: list[str], on_stack: set[str], node: str) -> list[str]:
    component = []
    while True:
        member = stack.pop()
        on_stack.discard(member)
        component.append(member)
        if member == node:
            return sorted(component)


def _told(component: Sequence[str], arcs: Arcs) -> Cycle:
    members = frozenset(component)
    inner = {one: {to: line for to, line in arcs[one].items() if to in members} for one in component}
    shortest, through = _circles(component, inner)
    steps = tuple(
        Step(one, to, inner[one][to]) for one, to in zip(shortest, (*shortest[1:], shortest[0]), strict=True)
    )
    cut, broken = _cut(inner, through, steps)
    names = "two modules" if len(component) == 2 else f"{len(component):,} modules"
    return Cycle(
        paths=tuple(component),
        shortest=steps,
        cut=cut,
        broken=broken,
        text=f"{names} import each other; the shortest circle has {len(steps)} imports",
        imports=_kept(inner),
    )


def _kept(inner: Arcs) -> tuple[Step, ...]:
    if sum(map(len, inner.values())) > _MOST_KEPT:
        return ()
    return tuple(Step(one, to, line) for one, lines in inner.items() for to, line in lines.items())


def through(imports: Iterable[Step], step: Step) -> tuple[Step, ...]:
    """Give a shortest circle that begins with an import, by breadth first; the import alone where none leads back."""
    lines: dict[str, dict[str, int]] = defaultdict(dict)
    for one in imports:
        lines[one.importer][one.imported] = one.line
    before: dict[str, str] = {}
    left = deque([step.imported])
    while left and step.importer not in before:
        here = left.popleft()
        for to in lines.get(here, ()):
            if to not in before and to != step.imported:
                before[to] = here
                left.append(to)
    back: list[Step] = []
    here = step.importer
    while here in before:
        back.append(Step(before[here], here, lines[before[here]][here]))
        here = before[here]
    return (step, *reversed(back))


def _circles(component: Sequence[str], inner: Arcs) -> tuple[list[str], Counter[tuple[str, str]]]:
    """Give one shortest circle, and how many of the shortest circles through each module use each import."""
    best: list[str] = []
    through: Counter[tuple[str, str]] = Counter()
    for start in component[: min(_MOST_STARTS, _affordable(inner))]:
        circle = circle_through(start, inner)
        if not best or len(circle) < len(best):
            best = circle
        through.update(zip(circle, (*circle[1:], circle[0]), strict=True))
    return best, through


def _affordable(inner: Arcs) -> int:
    """Tell how many times all imports of a circle may be walked: once at least."""
    return max(_MOST_WALKED // max(sum(map(len, inner.values())), 1), 1)


def circle_through(start: str, inner: Arcs) -> list[str]:
    """Give a shortest circle through a member of a component, by breadth first; `inner` are the imports within it.

    Raises ValueError when there is none, which no member of a component has.
    """
    before: dict[str, str] = {}
    left = deque([start])
    while left:
        one = left.popleft()
        for to in inner[one]:
            if to == start:
                circle = [one]
                while circle[-1] != start:
                    circle.append(before[circle[-1]])
                return circle[::-1]
            if to not in before:
                before[to] = one
                left.append(to)
    raise ValueError("no circle leads through a member of a component")


def _cut(inner: Arcs, through: Counter[tuple[str, str]], steps: Sequence[Step]) -> tuple[Step, int]:
    """Try the imports that most circles use, and give the one whose going frees most modules."""
    tried = [pair for pair, _ in through.most_common(min(_MOST_TRIED, _affordable(inner)))]
    best, freed = steps[0], 0
    for one, to in tried:
        rest = {key: {x for x in value if (key, x) != (one, to)} for key, value in inner.items()}
        still = sum(len(part) for part in components(rest) if len(part) > 1)
        if len(inner) - still > freed:
            best, freed = Step(one, to, inner[one][to]), len(inner) - still
    return best, freed
