"""Layers and forbidden imports that the settings name by folders, judged on the imports of all languages.

Tests import what they test from every side and are not what a layer is made of: they break neither, but where a glob names
nothing but tests.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from mainstay.analysis.architecture.layering import Place, breaches
from mainstay.analysis.architecture.sides import Side, Standing
from mainstay.analysis.architecture.web import TooMuchWork, Web, Work
from mainstay.analysis.usage.graph import Edge
from mainstay.domain.architecture import Contract, Verdict, Violation
from mainstay.domain.usage import Step

LAYERS, FORBIDDEN = "layers", "forbidden_imports"
SETTINGS = "the settings"
_TOO_MUCH = "there are too many imports to follow"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say: `layers` from the top down; `forbidden` are (importers, imported, the rule as it is written)."""

    layers: Sequence[Side] = ()
    forbidden: Sequence[tuple[Side, Side, str]] = ()


def judged_by_folder(
    rules: Rules, edges: Iterable[Edge], standing: Standing, work: Work
) -> tuple[list[Contract], list[Violation]]:
    """Judge layers and forbidden imports; layers also by ways through files of no layer, forbidden ones only directly.

    One with a glob that matches no file, or with a layer that others leave without any, is not kept but not judged.
    """
    contracts: list[Contract] = []
    violations: list[Violation] = []
    asked: list[tuple[str, str, Callable[[Web], tuple[list[Violation], tuple[str, ...]]]]] = []
    if rules.layers:
        asked.append((LAYERS, LAYERS, lambda web: _layered(rules.layers, web, standing, work)))
    for importers, imported, text in rules.forbidden:
        judge = partial(_forbidden, importers, imported, text, standing=standing, work=work)
        asked.append((text, FORBIDDEN, judge))
    web = _web_of(edges, standing) if asked else Web()
    for name, kind, judge_ in asked:
        try:
            found, unmatched = judge_(web)
        except TooMuchWork:
            contracts.append(Contract(name, kind, SETTINGS, Verdict.NOT_JUDGED, reason=_TOO_MUCH))
        else:
            contracts.append(_contract(name, kind, found, unmatched))
            violations += found
    return contracts, violations


def _web_of(edges: Iterable[Edge], standing: Standing) -> Web:
    """Make a web of files; a folder that is imported leads on to its files, so that no way ends there, but to no tests."""
    web = Web(paths={path: path for path in standing.paths})
    folders: set[str] = set()
    for edge in edges:
        web.add(edge.importer, edge.imported, edge.line)
        if edge.imported.endswith("/"):
            folders.add(edge.imported)
    within: dict[str, list[str]] = defaultdict(list)
    for path in standing.paths - standing.tests:
        within[path.rpartition("/")[0] + "/"].append(path)
    for folder in folders:
        web.paths[folder] = folder
        for path in within.get(folder, ()):
            web.add(folder, path, 0)
    return web


def _layered(
    layers: Sequence[Side], web: Web, standing: Standing, work: Work
) -> tuple[list[Violation], tuple[str, ...]]:
    unmatched = standing.unmatched(layers, work)
    places = [Place(side.text, at, independent=False) for at, side in enumerate(layers)]
    owner: dict[str, Place] = {}
    idle = set(range(len(layers)))
    for path in web.paths:
        at = standing.layer_of(layers, path)
        if at >= 0:
            owner[path] = places[at]
            idle.discard(at)
    for path in standing.tests - owner.keys():
        # One that no glob names stands in no layer; that is no sign of a layer that holds nothing.
        idle.discard(next((at for at, side in enumerate(layers) if side.matches(path)), -1))
    without = [layers[at].text for at in sorted(idle) if not standing.are_missing(layers[at], work)]
    found = [
        _violation(
            LAYERS,
            web,
            breach.way,
            f"{_verb(breach.way)} {breach.way[-1]}, of the layer {breach.upper} above {breach.lower}",
        )
        for breach in sorted(breaches(web, owner, work), key=lambda breach: breach.head)
        if not breach.head.endswith("/")
    ]
    return found, (*unmatched, *(f"{text} holds no file that is not in a layer above it" for text in without))


def _forbidden(
    importers: Side, imported: Side, text: str, web: Web, *, standing: Standing, work: Work
) -> tuple[list[Violation], tuple[str, ...]]:
    found: list[Violation] = []
    unmatched = standing.unmatched((importers, imported), work)
    for path in sorted(web.arcs):
        if path.endswith("/") or not standing.holds(importers, path):
            continue
        lines = web.arcs[path]
        work.spend(1 + len(lines))
        barred = [
            (line, to) for to, line in lines.items() if imported.matches(f"{to}*" if to.endswith("/") else to)
        ]
        if barred:
            found.append(
                _violation(text, web, (path, min(barred)[1]), f"imports {min(barred)[1]}, which is forbidden")
            )
    return found, unmatched


def _verb(way: Sequence[str]) -> str:
    return "imports" if len(way) == 2 else "leads to"


def _violation(contract: str, web: Web, way: Sequence[str], text: str) -> Violation:
    steps = tuple(
        Step(one, to, web.arcs[one][to])
        for one, to in pairwise(way)
        # From a folder to its files there is no import.
        if not one.endswith("/")
    )
    return Violation(contract, SETTINGS, way[0], steps[0].line, text, steps)


def _contract(name: str, kind: str, found: Sequence[Violation], unmatched: tuple[str, ...]) -> Contract:
    if not unmatched:
        verdict = Verdict.BROKEN if found else Verdict.KEPT
        return Contract(name, kind, SETTINGS, verdict, len(found))
    verdict = Verdict.BROKEN if found else Verdict.NOT_JUDGED
    return Contract(name, kind, SETTINGS, verdict, len(found), unmatched[0], unmatched=unmatched)
