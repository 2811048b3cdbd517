"""What a worker tells of all files together: what nothing uses, circles and contracts, and how imports stood at a commit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from mainstay.analysis.architecture.edges import Edges, edges_of
from mainstay.analysis.architecture.structure import Structure
from mainstay.analysis.architecture.survey import architecture, other_cycles, structure_now, structure_then
from mainstay.analysis.usage.graph import Graph
from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.names import NOTHING, Names, decode
from mainstay.analysis.usage.survey import surroundings_of, survey
from mainstay.domain.architecture import Architecture
from mainstay.domain.source_file import FileKind
from mainstay.domain.usage import Usage
from mainstay.keepers.code.architecture import rules_of
from mainstay.steps.observe.bounded import within

# Only a worker has limits of time and memory, so all is surveyed there but what is too little to need them: a few names
# and declarations of a few lines, none of which is Python to be parsed, and nothing that is known to have run. That is
# told sooner here.
_AT_ONCE = 64_000
_DECLARED_AT_ONCE = 4_096
_SECONDS = 60.0
_NO_STRUCTURE = Structure()


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """All that a survey needs: each file as (path, language, kind, encoded names, lines), declarations, and lines that ran.

    `undeclared` tells that declarations were left out, so that no dependency can be said to be missing from them;
    `architectural` are declarations that speak of imports alone, `contracts` those that imports are judged by (None: its own),
    `layers` and `forbidden` what the settings say of them.
    """

    files: tuple[tuple[str, str, str, bytes, int], ...]
    declarations: dict[str, bytes]
    executed: dict[str, frozenset[int]]
    undeclared: bool = False
    architectural: dict[str, bytes] = {}
    contracts: dict[str, bytes] | None = None
    layers: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What a survey told: what nothing uses, and how files import each other; `structure` is what to tell drift by."""

    usage: Usage
    architecture: Architecture
    structure: Structure = _NO_STRUCTURE


def answer_in_worker(asked: Asked) -> Surveyed:
    """Survey a repository in a worker process, which ends when names made for it take too long."""
    with within(_SECONDS):
        return answer(asked)


def answer(asked: Asked) -> Surveyed:
    """Survey a repository."""
    files = _materials(asked)
    lines = {path: count for path, _, _, _, count in asked.files}
    known = surroundings_of(files, asked.declarations)
    usage = survey(files, asked.declarations, lines, executed=asked.executed, surroundings=known)
    if asked.undeclared:
        told = tuple(one for one in usage.dependencies if one.code != "missing-dependency")
        usage = replace(usage, dependencies=told)
    edges, judged_by = _edges(asked, files, known.graph)
    usage = replace(usage, cycles=(*usage.cycles, *other_cycles(files, edges)))
    rules = rules_of(asked.layers, asked.forbidden)
    found = architecture(files, judged_by, known.graph, edges, rules)
    return Surveyed(usage, found, structure_now(files, edges, found, usage.cycles))


def structure_in_worker(asked: Asked) -> Structure:
    """Tell the structure of an earlier commit in a worker process, which ends when names made for it take too long."""
    with within(_SECONDS):
        return structure(asked)


def structure(asked: Asked) -> Structure:
    """Tell the structure of an earlier commit."""
    files = _materials(asked)
    graph = surroundings_of(files, asked.declarations).graph
    edges, judged_by = _edges(asked, files, graph)
    return structure_then(files, judged_by, graph, edges, rules_of(asked.layers, asked.forbidden))


def _materials(asked: Asked) -> list[Material]:
    return [
        Material(path, language, FileKind(kind), _names(names))
        for path, language, kind, names, _ in asked.files
    ]


def _edges(asked: Asked, files: Sequence[Material], graph: Graph) -> tuple[Edges, dict[str, bytes]]:
    """Lead all imports; give them with the declarations that they are judged by."""
    declarations = asked.declarations | asked.architectural
    judged_by = declarations if asked.contracts is None else asked.contracts
    return edges_of(files, declarations, graph), judged_by


def _names(data: bytes) -> Names:
    try:
        return decode(data) if data else NOTHING
    except (msgspec.DecodeError, UnicodeDecodeError):
        return NOTHING


def is_tiny(asked: Asked) -> bool:
    """Tell whether so little is asked that no worker is needed."""
    if asked.executed or any(
        len(text) > _DECLARED_AT_ONCE or path.endswith(".py") for path, text in asked.declarations.items()
    ):
        return False
    others = (*asked.architectural.values(), *(asked.contracts or {}).values())
    if any(len(text) > _DECLARED_AT_ONCE for text in others):
        return False
    named = sum(len(path) + len(names) for path, _, _, names, _ in asked.files)
    declared = (*asked.declarations.values(), *asked.architectural.values())
    return named + sum(map(len, declared)) <= _AT_ONCE
