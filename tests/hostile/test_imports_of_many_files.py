"""Fifty thousand files that all import each other in one circle: told whole, with a bound on what is walked for it."""

from collections.abc import Mapping

import pytest

from mainstay.analysis.usage import cycles as searched
from mainstay.analysis.usage.cycles import circle_through, circles, cycles
from mainstay.analysis.usage.graph import Edge
from mainstay.analysis.usage.names import Import, Names, encode
from mainstay.keepers.code.surveying import Asked, structure

MANY = 50_000


def place(number: int) -> str:
    return f"p{number % 50}/m{number}.py"


def targets(number: int, many: int) -> tuple[int, ...]:
    return ((number + 1) % many, (number * 7 + 3) % many, (number * 31 + 11) % many)


def names(number: int) -> bytes:
    modules = (place(to).removesuffix(".py").replace("/", ".") for to in targets(number, MANY))
    return encode(Names(imports=tuple(Import(module, 0, (), 1, 0) for module in modules)))


def test_the_structure_of_fifty_thousand_files_is_whole_and_small() -> None:
    files = tuple((place(number), "Python", "source", names(number), 3) for number in range(MANY))
    told = structure(Asked(files, declarations={}, executed={}, layers=(("/p1/",), ("/p2/",))))
    assert told.sound
    assert len(told.paths) == MANY
    (circle,) = told.circles
    assert len(circle) == MANY
    pairs = {(number, to) for number in range(MANY) for to in targets(number, MANY) if to != number}
    assert len(told.importers) == len(told.imported) == 4 * len(pairs)
    assert told.broken


def test_a_large_circle_is_searched_from_as_many_files_as_can_be_afforded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many, walks = 2_000, []

    def counted(start: str, inner: Mapping[str, Mapping[str, int]]) -> list[str]:
        walks.append(start)
        return circle_through(start, inner)

    monkeypatch.setattr(searched, "circle_through", counted)
    edges = [
        Edge(place(one), place(to), "", "", 1, 0)
        for one in range(many)
        for to in targets(one, many)
        if to != one
    ]
    paths = frozenset(map(place, range(many)))
    (whole,) = cycles(edges, paths)
    assert len(walks) == 200
    walks.clear()
    monkeypatch.setattr(searched, "_MOST_WALKED", 3 * len(edges))
    (bounded,) = cycles(edges, paths)
    assert len(walks) == 3
    assert bounded.paths == whole.paths == tuple(circles(edges, paths)[0])
    walks.clear()
    monkeypatch.setattr(searched, "_MOST_WALKED", 1)
    assert cycles(edges, paths)[0].shortest
    assert len(walks) == 1
