"""Several reports laid over each other."""

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.coverage.merging import merged
from mainstay.domain.coverage import LineCoverage

_lines = st.frozensets(st.integers(1, 12))


def _of(ran: frozenset[int], able: frozenset[int]) -> LineCoverage:
    return LineCoverage(ran & able, able - ran)


@given(able=_lines, one=_lines, other=_lines)
def test_what_any_saw_run_ran(able: frozenset[int], one: frozenset[int], other: frozenset[int]) -> None:
    found, contradicted = merged([{"a": _of(one, able)}, {"a": _of(other, able)}])
    assert found["a"] == _of(one | other, able)
    assert contradicted == ()


def test_other_lines_that_can_run_are_a_contradiction() -> None:
    both = [
        {"a": LineCoverage(frozenset({1}), frozenset({2}))},
        {"a": LineCoverage(frozenset({1}), frozenset({3}))},
    ]
    assert merged(both)[1] == ("a",)
    assert merged([both[0], {"b": both[1]["a"]}])[1] == ()


def test_what_only_names_lines_that_ran_contradicts_nothing() -> None:
    told = LineCoverage(frozenset({1}), frozenset({2}))
    found, contradicted = merged([{"a": told}, {"a": LineCoverage(frozenset({2, 9}), complete=False)}])
    assert found["a"] == LineCoverage(frozenset({1, 2}))
    assert contradicted == ()


def test_branches_count_as_in_the_report_that_saw_more() -> None:
    one, other = (LineCoverage(frozenset({1}), branches={1: (taken, 2)}) for taken in (1, 2))
    assert merged([{"a": one}, {"a": other}])[0]["a"].branches == {1: (2, 2)}
