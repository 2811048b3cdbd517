"""What one finding costs a year, from rates that are known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.effort.carrying import Burden, Cost, Share, beside, carrying, files_per_fix, shares
from mainstay.analysis.effort.quantiles import mean
from mainstay.domain.cost_model import Ratio
from mainstay.domain.price import Range
from mainstay.domain.ranking import Window


def ratio(kind: str, middle: float, high: float | None = None) -> Ratio:
    return Ratio(kind, middle, middle / 1.2, high if high is not None else middle, 10, 5.0, 5.0)


NONE = Share(Range(0, 0), Range(0, 0))


def test_one_kind_answers_for_what_would_not_be_without_it() -> None:
    told = shares({"a": 1.0}, [ratio("a", 1.25, 2.0)], [ratio("a", 1.0, 1.1)])["a"]
    assert told.fixes == Range(pytest.approx(0.2), pytest.approx(0.5))
    assert told.hours == Range(0, pytest.approx(1 - 1 / 1.1))


def test_kinds_of_one_file_are_not_charged_twice() -> None:
    ratios = [ratio("a", 1.5), ratio("b", 1.5), ratio("c", 0.5)]
    told = shares({"a": 1.0, "b": 1.0, "c": 1.0}, ratios, [])
    assert told["a"] == told["b"]
    assert told["a"].fixes.p50 + told["b"].fixes.p50 == pytest.approx(1 - 1 / 2.25)
    assert told["c"] == NONE


def test_little_debt_answers_for_little() -> None:
    little, much = (shares({"a": amount}, [ratio("a", 1.44)], [])["a"].fixes.p50 for amount in (0.5, 1.0))
    assert little == pytest.approx(1 - 1 / 1.2)
    assert much == pytest.approx(1 - 1 / 1.44)
    assert shares({"a": 0.0}, [ratio("a", 1.44)], [])["a"].fixes == Range(0, 0)


def test_a_kind_that_was_not_judged_answers_for_nothing() -> None:
    assert shares({"a": 1.0}, [], [ratio("b", 2.0)]) == {"a": NONE}


def test_a_findings_cost_is_its_part_of_fixes_and_hours() -> None:
    burden, share = Burden(Range(10, 10), 50), Share(Range(0.2, 0.2), Range(0.1, 0.1))
    hours, prevented = carrying(burden, share, 0.5, Range(2, 2))
    assert prevented.usual == Range(pytest.approx(1.0), pytest.approx(1.0))
    assert hours.usual.p50 == pytest.approx(1 * 2 + 0.5 * 0.1 * 50)
    assert hours.usual.p90 == pytest.approx(hours.usual.p50)
    assert hours.low == prevented.low == 0


def test_the_low_end_is_what_the_ratios_low_ends_leave() -> None:
    sure = shares({"a": 1.0}, [ratio("a", 1.5, 2.0)], [])["a"]
    assert sure.fixes_low == pytest.approx(1 - 1.2 / 1.5)
    hours, prevented = carrying(Burden(Range(10, 10), 50), sure, 0.5, Range(2, 2))
    assert prevented.low == pytest.approx(10 * sure.fixes_low * 0.5)
    assert hours.low == pytest.approx(prevented.low * 2)
    unsure = shares({"a": 1.0}, [ratio("a", 1.2, 2.0)], [ratio("a", 1.1)])["a"]
    assert (unsure.fixes_low, unsure.hours_low) == (0, 0)
    assert carrying(Burden(Range(10, 10), 50), unsure, 1.0, Range(2, 2))[0].low == 0


def test_a_fix_counts_with_its_mean_for_many_fixes_take_that_each() -> None:
    hours, _ = carrying(Burden(Range(10, 10), 0), Share(Range(0.1, 0.1), Range(0, 0)), 1.0, Range(1, 4))
    assert hours.usual.p50 == pytest.approx(mean(Range(1, 4)))


def test_no_sign_of_a_cost_leaves_what_the_evidence_leaves() -> None:
    burden, share = Burden(Range(4, 6), 10), Share(Range(0, 0.1), Range(0, 0.2))
    hours, prevented = carrying(burden, share, 1.0, Range(1, 1))
    assert hours.usual.p50 == prevented.usual.p50 == 0
    assert prevented.usual.p90 == pytest.approx(0.4)
    assert hours.usual.p90 == pytest.approx(math.hypot(0.4, 2.0))


def test_a_file_in_which_nothing_happens_costs_nothing() -> None:
    share = Share(Range(0.3, 0.5), Range(0.3, 0.5))
    assert carrying(Burden(Range(0, 0), 0), share, 1.0, Range(1, 2)) == (Cost(Range(0, 0)), Cost(Range(0, 0)))


@pytest.mark.parametrize(
    ("windows", "files"),
    [([], 1), ([(0, 0)], 1), ([(10, 22)], 2.2), ([(10, 30), (30, 50)], 2), ([(10, 4)], 1)],
)
def test_a_fix_counts_once_however_many_files_it_touches(
    windows: list[tuple[int, int]], files: float
) -> None:
    seen = [Window(0, 1, "", 9, 900, fixes, touches, 1.0, 1.0, ()) for fixes, touches in windows]
    assert files_per_fix(seen) == pytest.approx(files)


def test_independent_ranges_add_up_by_squares() -> None:
    assert beside([Range(1, 4), Range(2, 6)]) == Range(3, 8)
    assert beside([]) == Range(0, 0)


def ranges(largest: float) -> st.SearchStrategy[Range]:
    figure = st.floats(0, largest)
    return st.tuples(figure, figure).map(lambda pair: Range(min(pair), max(pair)))


@given(ranges(1e6), ranges(1), ranges(1), st.floats(0, 1), ranges(1e4), st.floats(0, 1e6), st.floats(0, 1))
def test_costs_are_finite_and_in_order(
    fixes: Range, share: Range, slowed: Range, part: float, each: Range, hours: float, low: float
) -> None:
    for told in carrying(Burden(fixes, hours), Share(share, slowed, low, low), part, each):
        assert 0 <= told.low <= told.usual.p50 <= told.usual.p90 < math.inf


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50)), max_size=8))
def test_shares_never_add_up_to_more_than_all(pairs: list[tuple[float, float]]) -> None:
    kinds = [str(number) for number in range(len(pairs))]
    ratios = [ratio(kind, *pair) for kind, pair in zip(kinds, pairs, strict=True)]
    told = shares(dict.fromkeys(kinds, 1.0), ratios, ratios)
    assert sum(one.fixes.p50 for one in told.values()) <= 1 + 1e-9
    assert all(0 <= one.fixes_low <= one.fixes.p50 <= one.fixes.p90 <= 1 for one in told.values())
