"""Imports that are erased before anything runs: they close no circle, and are dependencies all the same."""

import pytest

from mainstay.analysis.architecture.edges import edges_of
from mainstay.analysis.architecture.survey import architecture, other_cycles, structure_then
from mainstay.analysis.duplication.fingerprints import Shingles
from mainstay.analysis.health.parts import Thresholds
from mainstay.analysis.usage.graph import graph_of
from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.modules import Modules
from mainstay.analysis.usage.names import decode
from mainstay.domain.source_file import FileKind
from mainstay.keepers.code.architecture import rules_of
from mainstay.keepers.code.content import Ask, examine

_ASK = Ask(Thresholds(), Shingles(100))


def _materials(files: dict[str, str]) -> list[Material]:
    return [
        Material(
            path,
            "TypeScript",
            FileKind.SOURCE,
            decode(examine(text.encode(), "TypeScript", _ASK, names=True).names),
        )
        for path, text in files.items()
    ]


@pytest.mark.parametrize(
    ("back", "circles"),
    [
        ("import { A } from '../web/a'", 1),
        ("import type { A } from '../web/a'", 0),
        ("export { type A } from '../web/a'", 0),
        ("import type { A } from '../web/a'\nexport { b } from '../web/a'", 1),
    ],
)
def test_what_is_erased_closes_no_circle_and_breaks_layers(back: str, circles: int) -> None:
    files = _materials({"web/a.ts": "import { b } from '../domain/b'\n", "domain/b.ts": back + "\n"})
    graph = graph_of([], Modules([]))
    edges = edges_of(files, {}, graph)
    assert len(other_cycles(files, edges)) == circles
    rules = rules_of([["web/"], ["domain/"]], ())
    assert [one.path for one in architecture(files, {}, graph, edges, rules).violations] == ["domain/b.ts"]
    assert len(structure_then(files, {}, graph, edges, rules).circles) == circles
