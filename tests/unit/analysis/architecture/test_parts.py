"""Parts, their levels, and what closes circles of them."""

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.architecture.parts import MOST_PARTS, OTHERS, divided, parts_of
from mainstay.analysis.usage.graph import Edge
from mainstay.domain.architecture import Violation
from mainstay.domain.usage import Step

PATHS = [
    "src/shop/web/a.py",
    "src/shop/web/b.py",
    "src/shop/domain/c.py",
    "src/shop/domain/d.py",
    "src/shop/app.py",
]


def edges(*pairs):
    return [Edge(one, to, "", "", line, 0) for line, (one, to) in enumerate(pairs, 1)]


def test_parts_are_folders_where_the_code_divides():
    assert set(parts_of(PATHS).values()) == {"src/shop/web/", "src/shop/domain/", "src/shop/app.py"}
    assert set(parts_of([*PATHS, *(f"src/shop/f{number}.py" for number in range(8))]).values()) == {
        "src/shop/web/",
        "src/shop/domain/",
        "src/shop/",
    }
    assert parts_of([]) == {}
    assert parts_of(["a.py"]) == {"a.py": "a.py"}


def test_many_folders_are_joined():
    parts = parts_of([f"p{number}/a.py" for number in range(100)])
    assert len(set(parts.values())) <= MOST_PARTS
    assert OTHERS in parts.values() or set(parts.values()) == {"./"}


def test_levels_fan_and_instability():
    found = divided(
        edges(
            ("src/shop/app.py", "src/shop/web/a.py"),
            ("src/shop/web/a.py", "src/shop/domain/c.py"),
            ("src/shop/web/b.py", "src/shop/domain/c.py"),
            ("src/shop/web/b.py", "src/shop/web/a.py"),
            ("src/shop/domain/c.py", "elsewhere.py"),
        ),
        PATHS,
        [],
    )
    assert [(one.name, one.level, one.fan_in, one.fan_out, one.instability) for one in found.parts] == [
        ("src/shop/app.py", 2, 0, 1, 1.0),
        ("src/shop/web/", 1, 1, 1, 0.5),
        ("src/shop/domain/", 0, 2, 0, 0.0),
    ]
    assert [(one.importer, one.imported, one.imports) for one in found.dependencies] == [
        ("src/shop/web/", "src/shop/domain/", 2),
        ("src/shop/app.py", "src/shop/web/", 1),
    ]
    assert found.imports == 4
    assert (found.hubs[0].path, found.hubs[0].fan_in, found.hubs[0].fan_out) == ("src/shop/web/a.py", 2, 1)


def test_a_violation_leads_up_and_a_circle_is_closed_by_the_fewest():
    pairs = [
        ("src/shop/web/a.py", "src/shop/domain/c.py"),
        ("src/shop/web/b.py", "src/shop/domain/c.py"),
        ("src/shop/domain/d.py", "src/shop/web/a.py"),
    ]
    circle = divided(edges(*pairs), PATHS, [])
    assert [(one.importer, one.circular) for one in circle.dependencies] == [
        ("src/shop/web/", False),
        ("src/shop/domain/", True),
    ]
    # Against a contract it is the other way round, however many there are.
    broken = [
        Violation("c", "s", path, 1, "", (Step(path, "src/shop/domain/c.py", 1),)) for path, _ in pairs[:2]
    ]
    found = divided(edges(*pairs), PATHS, broken)
    assert [(one.importer, one.against, one.circular) for one in found.dependencies] == [
        ("src/shop/web/", True, False),
        ("src/shop/domain/", False, False),
    ]
    assert {one.name: one.level for one in found.parts}["src/shop/domain/"] == 1


names = st.sampled_from([*PATHS, "src/shop/web/", "x/y.py", "./", "a.py"])


@given(st.lists(st.tuples(names, names), max_size=30), st.lists(names, max_size=9))
def test_any_edges_give_levels_without_arcs_up_but_those_marked(pairs, paths):
    found = divided(edges(*pairs), paths, [])
    level = {one.name: one.level for one in found.parts}
    for one in found.dependencies:
        assert one.circular or level[one.importer] > level[one.imported]
    assert sum(one.imports for one in found.dependencies) <= found.imports


def test_a_package_that_is_imported_imports_what_its_files_do():
    found = divided(
        edges(("web/a.go", "model/"), ("model/b.go", "web/a.go"), ("model/c.go", "web/a.go")),
        ["web/a.go", "model/b.go", "model/c.go"],
        [],
    )
    assert ("model/", 1, 1) in {(hub.path, hub.fan_in, hub.fan_out) for hub in found.hubs}
