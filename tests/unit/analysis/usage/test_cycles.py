from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.usage.cycles import components, cycles
from mainstay.analysis.usage.graph import Edge
from mainstay.analysis.usage.names import Where


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
