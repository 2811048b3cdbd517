"""Drift between two commits: what is new against a contract, circles, fan-in and fan-out; renaming is none."""

from collections.abc import Iterable, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.architecture.drift import Since, drift, file_fans, part_fans
from mainstay.analysis.architecture.structure import Structure, structure_of
from mainstay.analysis.usage.graph import Edge
from mainstay.domain.architecture import Breaker, CircleChange, Contract, Drift, FanChange, Verdict, Violation

SINCE = Since("c0ffee", 1_700_000_000, "a quarter ago")


def structure(
    arcs: Mapping[str, Iterable[str]],
    circles: Sequence[Sequence[str]] = (),
    broken: Iterable[tuple[str, str]] = (),
    judged: Iterable[str] = ("floors",),
) -> Structure:
    edges = [Edge(one, to, "", "", 1, 0) for one, others in arcs.items() for to in others]
    paths = {path for edge in edges for path in (edge.importer, edge.imported) if not path.endswith("/")}
    return structure_of(
        edges,
        paths | arcs.keys(),
        circles,
        [Contract(name, "layers", "pyproject.toml", Verdict.BROKEN) for name in judged],
        [Violation(contract, "pyproject.toml", path, 1, "") for contract, path in broken],
    )


def drifted(then: Structure, now: Structure, names: Mapping[str, str] | None = None) -> Drift:
    return drift(then, now, names or {}, SINCE)


def test_nothing_drifts_where_nothing_changed() -> None:
    one = structure(
        {"a/x.py": ["b/y.py"], "b/y.py": ["a/x.py"]}, [["a/x.py", "b/y.py"]], [("floors", "a/x.py")]
    )
    assert drifted(one, one) == Drift(
        "c0ffee", 1_700_000_000, "a quarter ago", 2, broken_total=1, circles_total=1
    )


def test_what_breaks_a_contract_newly_and_no_longer() -> None:
    then = structure({"a.py": []}, broken=[("floors", "a.py"), ("floors", "gone.py"), ("floors", "old.py")])
    now = structure({"a.py": []}, broken=[("floors", "a.py"), ("floors", "b.py"), ("floors", "new.py")])
    found = drifted(then, now, {"old.py": "new.py"})
    assert found.broken_new == (Breaker("floors", "b.py"),)
    assert (found.broken_total, found.broken_new_total, found.broken_gone) == (3, 1, 1)


def test_by_a_contract_that_then_cannot_be_judged_by_nothing_is_new() -> None:
    then = structure({"a.py": []}, judged=[])
    now = structure({"a.py": []}, broken=[("floors", "a.py")])
    found = drifted(then, now)
    assert (found.unjudged, found.broken_new_total, found.broken_total) == (("floors",), 0, 1)


def test_circles_that_are_new_grew_and_are_gone() -> None:
    then = structure({}, [["a.py", "b.py"], ["c.py", "d.py"], ["k.py", "l.py"]])
    now = structure({}, [["a.py", "b.py", "e.py"], ["f.py", "g.py"], ["m.py", "n.py"]])
    found = drifted(then, now, {"k.py": "m.py", "l.py": "n.py"})
    assert found.circles_new == (CircleChange(2, 0, ("f.py", "g.py")),)
    assert found.circles_grown == (CircleChange(3, 2, ("e.py", "a.py", "b.py")),)
    assert (found.circles_gone, found.circles_total, found.circles_new_total) == (1, 3, 1)


def test_fans_of_parts_and_files_that_changed_most() -> None:
    one = {f"web/w{number}.py": ["orders/o.py"] for number in range(4)}
    more = one | {f"shop/s{number}.py": ["orders/o.py"] for number in range(4)}
    still = {"shop/s9.py": [], "orders/p.py": ["orders/o.py"]}
    found = drifted(structure(one | still), structure(more | still))
    assert found.parts == (FanChange("orders/", 4, 8, 0, 0),)
    assert found.files == (FanChange("orders/o.py", 5, 9, 0, 0),)
    assert found.imports_before == 5


def test_a_renamed_file_keeps_its_fan() -> None:
    then = structure({f"a/{number}.py": ["b/old.py"] for number in range(9)})
    now = structure({f"a/{number}.py": ["b/new.py"] for number in range(9)})
    assert drifted(then, now, {"b/old.py": "b/new.py"}).files == ()


def test_a_file_is_imported_once_by_each() -> None:
    found = structure({"a.py": ["b.py", "b.py"], "b.py": ["pkg/", "elsewhere/"], "pkg/c.go": []})
    assert file_fans(found, {}) == {"a.py": (0, 1), "b.py": (1, 1), "pkg/c.go": (0, 0), "pkg/": (1, 0)}


def test_a_package_imports_what_its_files_import() -> None:
    found = structure(
        {"a.go": ["pkg/"], "pkg/c.go": ["a.go", "b.go"], "pkg/d.go": ["b.go"], "pkg/in/e.go": ["a.go"]}
    )
    assert file_fans(found, {})["pkg/"] == (1, 2)


def test_what_was_remembered_wrongly_is_not_sound() -> None:
    assert structure({"a.py": ["b.py"]}).sound
    assert not Structure(("a.py",), b"\0" * 4, b"\0" * 8).sound
    assert not Structure(("a.py",), b"\1\0\0\0", b"\0" * 4).sound
    assert not Structure(("a.py",), b"\0" * 3, b"\0" * 3).sound


PATHS = st.sampled_from([f"{folder}/{name}.py" for folder in ("a", "b", "c") for name in "xyz"])


@given(st.lists(st.tuples(PATHS, PATHS), max_size=40))
def test_fans_of_parts_are_those_that_counting_one_by_one_gives(pairs: list[tuple[str, str]]) -> None:
    arcs: dict[str, list[str]] = {}
    for one, to in pairs:
        arcs.setdefault(one, []).append(to)
    found = structure(arcs)
    across = [(one, to) for one, to in pairs if one[0] != to[0]]
    told = part_fans(found, lambda path: path[0], {})
    for part in told:
        into = {one for one, to in across if to[0] == part}
        out_of = {to for one, to in across if one[0] == part}
        assert told[part] == (len(into), len(out_of))
