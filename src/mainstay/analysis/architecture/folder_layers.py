"""Layers and forbidden imports that the settings name by folders, judged on the imports of all languages."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mainstay.analysis.architecture.layering import Place, breaches
from mainstay.analysis.architecture.web import TooMuchWork, Web, Work
from mainstay.analysis.usage.graph import Edge
from mainstay.domain.architecture import Contract, Verdict, Violation
from mainstay.domain.usage import Step

LAYERS, FORBIDDEN = "layers", "forbidden_imports"
SETTINGS = "the settings"
_TOO_MUCH = "there are too many imports to follow"

Matches = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say, each with its text: `layers` from the top down as (what matches its files, its globs).

    `forbidden` are (what matches the importers, what matches the imported, the rule).
    """

    layers: Sequence[tuple[Matches, str]] = ()
    forbidden: Sequence[tuple[Matches, Matches, str]] = ()


def judged_by_folder(
    rules: Rules, edges: Iterable[Edge], paths: Collection[str], work: Work
) -> tuple[list[Contract], list[Violation]]:
    """Judge layers and forbidden imports; layers also by ways through files of no layer, forbidden ones only directly."""
    if not rules.layers and not rules.forbidden:
        return [], []
    web = _web_of(edges, paths)
    contracts: list[Contract] = []
    violations: list[Violation] = []
    try:
        if rules.layers:
            found = _layered(rules, web, work)
            contracts.append(_contract(LAYERS, LAYERS, found))
            violations += found
        for importers, imported, text in rules.forbidden:
            found = _forbidden(importers, imported, text, web, work)
            contracts.append(_contract(text, FORBIDDEN, found))
            violations += found
    except TooMuchWork:
        contracts.append(Contract(FORBIDDEN, FORBIDDEN, SETTINGS, Verdict.NOT_JUDGED, reason=_TOO_MUCH))
    return contracts, violations


def layer_of(rules: Rules, path: str) -> int:
    """Give the number from the top of the layer that a file, or a folder with a slash at its end, is in; -1 for none."""
    asked = f"{path}*" if path.endswith("/") else path
    return next((at for at, (matches, _) in enumerate(rules.layers) if matches(asked)), -1)


def _web_of(edges: Iterable[Edge], paths: Collection[str]) -> Web:
    """Make a web of files; a folder that is imported leads on to its files, so that no way ends there."""
    web = Web(paths={path: path for path in paths})
    folders: set[str] = set()
    for edge in edges:
        web.add(edge.importer, edge.imported, edge.line)
        if edge.imported.endswith("/"):
            folders.add(edge.imported)
    within: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        within[path.rpartition("/")[0] + "/"].append(path)
    for folder in folders:
        web.paths[folder] = folder
        for path in within.get(folder, ()):
            web.add(folder, path, 0)
    return web


def _layered(rules: Rules, web: Web, work: Work) -> list[Violation]:
    names = [globs for _, globs in rules.layers]
    places = [Place(name, at, independent=False) for at, name in enumerate(names)]
    owner: dict[str, Place] = {}
    for path in web.paths:
        at = layer_of(rules, path)
        if at >= 0:
            owner[path] = places[at]
    return [
        _violation(
            LAYERS,
            web,
            breach.way,
            f"{_verb(breach.way)} {breach.way[-1]}, of the layer {breach.upper} above {breach.lower}",
        )
        for breach in sorted(breaches(web, owner, work), key=lambda breach: breach.head)
        if not breach.head.endswith("/")
    ]


def _forbidden(importers: Matches, imported: Matches, text: str, web: Web, work: Work) -> list[Violation]:
    found: list[Violation] = []
    for path in sorted(web.arcs):
        if path.endswith("/") or not importers(path):
            continue
        lines = web.arcs[path]
        work.spend(1 + len(lines))
        barred = [(line, to) for to, line in lines.items() if imported(f"{to}*" if to.endswith("/") else to)]
        if barred:
            found.append(
                _violation(text, web, (path, min(barred)[1]), f"imports {min(barred)[1]}, which is forbidden")
            )
    return found


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


def _contract(name: str, kind: str, found: Sequence[Violation]) -> Contract:
    verdict = Verdict.BROKEN if found else Verdict.KEPT
    return Contract(name, kind, SETTINGS, verdict, len(found))
