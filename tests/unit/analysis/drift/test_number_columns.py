"""Numbers as counts: what is learnt in parts is what is learnt at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mainstay.analysis.drift.number_columns import (
    added,
    counts_on,
    edges,
    further,
    laid_on,
    quantiles,
    sketched,
)
from mainstay.analysis.drift.scales import FARTHEST, bins_of, scale_of
from mainstay.domain.sketch import NumberSketch, Scale

ANY = arrays(np.float64, st.integers(1, 60), elements=st.floats(allow_nan=True, allow_infinity=True))
PLAIN = arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e6, 1e6))


def same(one: NumberSketch, other: NumberSketch) -> None:
    first = min(one.first, other.first)
    bins = max(one.first + len(one.counts), other.first + len(other.counts)) - first
    assert counts_on(one, first, bins).tolist() == counts_on(other, first, bins).tolist()
    assert (one.missing, one.infinite, one.odd) == (other.missing, other.infinite, other.odd)
    assert np.array_equal([one.least, one.most], [other.least, other.most], equal_nan=True)


@given(ANY, st.integers(0, 60))
def test_parts_on_one_scale_add_up_to_the_whole(values, at) -> None:
    scale = Scale(3.0, 2.0)
    whole = sketched(values, scale)
    parts = [sketched(values[:at], scale), sketched(values[at:], scale)]
    same(added(*parts), whole)
    same(added(parts[1], parts[0]), whole)


@given(st.lists(ANY, min_size=1, max_size=5))
def test_no_cell_is_lost_however_it_comes(parts) -> None:
    found = sketched(parts[0])
    for part in parts[1:]:
        found = further(found, part)
    every = np.concatenate(parts)
    finite = every[np.isfinite(every)]
    assert found.rows == len(every)
    assert found.count == len(finite)
    assert found.missing == np.isnan(every).sum()
    if len(finite):
        assert (found.least, found.most) == (finite.min(), finite.max())


@settings(max_examples=200)
@given(PLAIN, PLAIN)
def test_quantiles_lie_in_the_bin_of_the_true_ones(first, second) -> None:
    found = further(sketched(first), second)
    every = np.sort(np.concatenate([first, second]))
    ends = edges(found)
    assert np.all(np.diff(ends) >= 0)
    assert quantiles(found, np.array([0.0, 1.0])).tolist() == [every[0], every[-1]]


def test_a_middle_is_found_to_a_thirty_second_of_the_spread() -> None:
    values = np.random.default_rng(1).normal(1_000, 5, 200_000)
    found = sketched(values)
    assert quantiles(found, np.array([0.1, 0.5, 0.9])) == pytest.approx(
        np.quantile(values, (0.1, 0.5, 0.9)), abs=5 / 32
    )


def test_rows_in_order_are_learnt_as_well_as_shuffled_ones() -> None:
    values = np.sort(np.random.default_rng(2).uniform(0, 1e6, 100_000))
    found = sketched(values[:1_000])
    for part in np.array_split(values[1_000:], 20):
        found = further(found, part)
    spread = values.std()
    assert quantiles(found, np.array([0.25, 0.5, 0.75])) == pytest.approx(
        np.quantile(values, (0.25, 0.5, 0.75)), abs=spread / 16
    )


@pytest.mark.parametrize("later", [[7.0, 7.0], [7.1], [7.0, 1e300, -1e300], [0.0]])
def test_a_column_that_begins_as_one_number_is_learnt_anew(later) -> None:
    found = further(sketched(np.full(1_000, 7.0)), np.array(later))
    assert found.count == 1_000 + len(later)
    different = len({7.0, *later})
    assert np.count_nonzero(found.counts) == different


def test_constants_far_apart_fall_into_bins_of_their_own() -> None:
    found = sketched(np.full(10, 1.0))
    for one in (2.0, 3.0, 1e9):
        found = further(found, np.full(10, one))
    assert sorted(found.counts[found.counts > 0]) == [10, 10, 10, 10]


@given(PLAIN)
def test_bins_never_reach_beyond_the_farthest(values) -> None:
    for scale in (Scale(0.0, 0.0), Scale(1e6, 1e-300), scale_of(values)):
        first, counts = bins_of(values * 1e300, scale)
        assert first >= -FARTHEST
        assert first + len(counts) <= FARTHEST + 1


def test_what_lies_on_another_scale_keeps_its_rows() -> None:
    values = np.random.default_rng(3).normal(0, 1, 10_000)
    moved = laid_on(sketched(values), Scale(50.0, 20.0))
    assert moved.count == 10_000
    assert moved.scale == Scale(50.0, 20.0)
    assert laid_on(sketched(np.array([np.nan])), Scale(1.0, 1.0)).rows == 1
