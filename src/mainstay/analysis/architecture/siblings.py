"""Circles among the parts of a package, each part with all that is in it, and the imports whose going would end them."""

from collections import defaultdict
from collections.abc import Mapping

from mainstay.analysis.architecture.layering import Breach
from mainstay.analysis.architecture.module_web import ModuleWeb
from mainstay.analysis.architecture.web import Web, Work
from mainstay.analysis.usage.cycles import circle_through, components

_MOST_CUTS = 50

_Arcs = Mapping[str, Mapping[str, list[tuple[str, str]]]]


def circles(
    told: ModuleWeb, web: Web, ancestor: str, depth: int, skipped: frozenset[str], work: Work
) -> list[Breach]:
    """Find the imports that close circles among the children of a package, and of those to a depth below it.

    Which imports should go is a choice: of a shortest circle the step with the fewest imports, until no circle is left.
    Raises TooMuchWork.
    """
    found: list[Breach] = []
    level = [ancestor]
    for _ in range(depth + 1):
        level = [package for package in level if told.children.get(package)]
        if not level:
            break
        for package in level:
            if len(told.children[package]) > 1:
                found += _among(_arcs(told, web, package, work), work)
        level = [
            child for package in level for child in sorted(told.children[package]) if child not in skipped
        ]
    return found


def _arcs(told: ModuleWeb, web: Web, package: str, work: Work) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Gather the imports between the children of a package."""
    arcs: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    of: dict[str, str] = {}
    for child in sorted(told.children[package]):
        of |= dict.fromkeys(told.descendants(child), child)
    for importer, child in of.items():
        lines = web.arcs.get(importer, {})
        work.spend(1 + len(lines))
        for imported in lines:
            other = of.get(imported, child)
            if other != child:
                arcs[child][other].append((importer, imported))
    return arcs


def _among(arcs: _Arcs, work: Work) -> list[Breach]:
    found: list[Breach] = []
    left = {one: dict(others) for one, others in arcs.items()}
    for component in components(left):
        for _ in range(_MOST_CUTS if len(component) > 1 else 0):
            inner = {one: {to: 0 for to in left.get(one, ()) if to in set(component)} for one in component}
            work.spend(sum(map(len, inner.values())) * len(component))
            still = [part for part in components(inner) if len(part) > 1]
            if not still:
                break
            members = set(still[0])
            inner = {one: {to: 0 for to in inner[one] if to in members} for one in still[0]}
            circle = min((circle_through(start, inner) for start in still[0]), key=len)
            steps = list(zip(circle, (*circle[1:], circle[0]), strict=True))
            one, to = min(steps, key=lambda step: (len(left[step[0]][step[1]]), step))
            for importer, imported in sorted(left[one].pop(to)):
                found.append(Breach(importer, (importer, imported), one, to, beside=True))
    return found
