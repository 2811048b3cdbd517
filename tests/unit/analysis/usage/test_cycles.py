import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.usage.cycles import components, cycles
from mainstay.analysis.usage.graph import Edge
from mainstay.analysis.usage.names import Where
from tests.unit.analysis.usage.repository import surveyed


def edges(*pairs, where=0):
    return [Edge(one, to, "", "", line, where) for line, (one, to) in enumerate(pairs, start=1)]


def found(*pairs, where=0):
    listed = edges(*pairs, where=where)
    return cycles(listed, frozenset(name for pair in pairs for name in pair))


def test_tells_the_shortest_circle_and_the_import_that_breaks_most():
    (cycle,) = found(("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "b"))
    assert cycle.paths == ("a", "b", "c", "d")
    assert [step.importer for step in cycle.shortest] == ["a", "b", "c"]
    assert (cycle.cut.importer, cycle.cut.imported, cycle.cut.line, cycle.broken) == ("b", "c", 2, 4)
    assert cycle.text == "4 modules import each other; the shortest circle has 3 imports"


def test_circles_stand_largest_first():
    assert [len(one.paths) for one in found(("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "c"))] == [
        3,
        2,
    ]


def test_imports_that_do_not_run_with_the_module_make_no_circle():
    assert found(("a", "b"), ("b", "a"), where=Where.TYPES) == []
    assert found(("a", "b"), ("b", "a"), where=Where.FUNCTION) == []
    assert len(found(("a", "b"), ("b", "a"), where=Where.TRY)) == 1


def circles(first):
    return [
        cycle.paths
        for cycle in surveyed({"p/__init__.py": "", "p/a.py": first, "p/b.py": "import p.a\n"}).cycles
    ]


@pytest.mark.parametrize(
    "first",
    [
        "if 0:\n    import p.b\n",
        "if False:\n    x = 1\n    from p import b\n",
        "if not True:\n    from p import b\n",
        "if (None): from p import b\n",
        "if TYPE_CHECKING: from p import b\n",
        "if typing.TYPE_CHECKING:\n    from p import b\n",
        "LOADED = False\nif LOADED:\n    from p import b\n",
        "LOADED: bool = True\nif not LOADED:\n    from p import b\n",
        "STATICA_HACK = True\nif STATICA_HACK:\n    from p import b\n",
    ],
)
def test_code_that_never_runs_makes_no_circle(first):
    assert circles(first) == []


@pytest.mark.parametrize(
    "first",
    [
        "if 1:\n    import p.b\n",
        "if not 0:\n    import p.b\n",
        "if LOADED:\n    from p import b\n",
        "if x == 0:\n    from p import b\n",
        "if False or x:\n    from p import b\n",
        "LOADED = True\nif LOADED:\n    from p import b\n",
        "LOADED = False\nLOADED = f()\nif LOADED:\n    from p import b\n",
        "LOADED = False\ndef f():\n    global LOADED\nif LOADED:\n    from p import b\n",
        "if False:\n    x = 1\nelse:\n    from p import b\n",
        "if not TYPE_CHECKING:\n    from p import b\n",
        "if 0:\n    x = 1\nfrom p import b\n",
    ],
)
def test_code_that_may_run_makes_one(first):
    assert circles(first) == [("p/a.py", "p/b.py")]


def test_a_module_taken_from_its_package_under_another_name_is_no_import_of_the_package():
    texts = {
        "p/__init__.py": "from . import array as arraylib\nfrom .base import BASE\nfrom .use import USE\n",
        "p/array.py": "ARRAY = 1\n",
        "p/base.py": "from . import arraylib\nBASE = arraylib.ARRAY\n",
        "p/use.py": "from p import array, arraylib as other\nUSE = 1\n",
    }
    assert surveyed(texts).cycles == ()
    texts["p/base.py"] += "from . import USE\n"
    assert [cycle.paths for cycle in surveyed(texts).cycles] == [("p/__init__.py", "p/base.py")]


def test_a_very_long_circle_is_followed_without_recursion():
    names = [f"m{number}" for number in range(5_000)]
    (cycle,) = found(*zip(names, [*names[1:], names[0]], strict=True))
    assert len(cycle.shortest) == 5_000


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30))
def test_two_stand_in_one_component_exactly_when_each_reaches_the_other(pairs):
    arcs = {}
    for one, to in pairs:
        arcs.setdefault(str(one), {})[str(to)] = 1

    def reach(start):
        seen, left = set(), [start]
        while left:
            for to in arcs.get(left.pop(), ()):
                if to not in seen:
                    seen.add(to)
                    left.append(to)
        return seen

    together = {member: frozenset(part) for part in components(arcs) for member in part}
    for one, part in together.items():
        for to in together:
            mutual = one == to or (to in reach(one) and one in reach(to))
            assert (to in part) is mutual
