"""Histograms: quantiles within the stated error, for all numbers there are, and the same in whatever portions points come."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.rollups.bins import COARSEST, FINEST, MOST, Bins, binned, merged, nothing, quantiles

NUMBERS = st.one_of(
    st.floats(-1e149, 1e149),
    st.floats(0.9, 1.1),
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 5e-324, 2.0**-128, 1e-40, 1.7e9, 1e149, -1e149]),
)


def of(values: list[float], row: int = 0, many: int = 1) -> Bins:
    return binned(np.array(values, dtype=np.float64), np.full(len(values), row, dtype=np.int64), many)


def same(one: Bins, other: Bins) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in ("fine", "rows", "keys", "counts"))
    return all(np.array_equal(left, right) for left, right in pairs)


@given(st.lists(NUMBERS, min_size=1, max_size=60), st.sampled_from([0.0, 0.05, 0.5, 0.95, 1.0]))
def test_a_quantile_is_as_near_to_its_point_as_is_said(values: list[float], share: float) -> None:
    found = of(values)
    true = sorted(values)[max(int(np.ceil(share * len(values))), 1) - 1]
    told = quantiles(found, share, np.array([min(values)]), np.array([max(values)]))[0]
    assert abs(told - true) <= abs(true) / 2.0 ** found.fine[0] + 2.0**-128
    assert min(values) <= told <= max(values)


@given(st.lists(NUMBERS, max_size=80), st.integers(0, 80), st.randoms(use_true_random=False))
def test_in_whatever_portions_points_come_the_result_is_the_same(values, cut: int, chance) -> None:
    shuffled = list(values)
    chance.shuffle(shuffled)
    place = np.zeros(1, dtype=np.int64)
    parts = [(of(shuffled[:cut]), place), (of(shuffled[cut:]), place)]
    assert same(merged(parts, 1), of(values))


def test_too_many_bins_become_coarser_and_never_more_than_the_most() -> None:
    chance = np.random.default_rng(1)
    values = np.concatenate(
        [10.0 ** chance.uniform(-100, 149, 5_000), -(10.0 ** chance.uniform(-38, 149, 5_000)), [0.0]]
    )
    chance.shuffle(values)
    whole = binned(values, np.zeros(len(values), dtype=np.int64), 1)
    place = np.zeros(1, dtype=np.int64)
    pieces = [
        (binned(piece, np.zeros(len(piece), dtype=np.int64), 1), place)
        for piece in np.array_split(values, 37)
    ]
    assert same(merged(pieces, 1), whole)
    assert len(whole.keys) <= MOST
    assert whole.fine[0] == COARSEST
    assert whole.counts.sum() == len(values)
    narrow = binned(chance.uniform(1, 60, 5_000), np.zeros(5_000, dtype=np.int64), 1)
    assert (narrow.fine[0], len(narrow.keys) <= MOST) == (FINEST, True)


def test_rows_are_apart_and_can_be_left_out() -> None:
    both = binned(np.array([1.0, 2.0, 2.0, -3.0]), np.array([0, 2, 2, 2]), 3)
    ends = np.array([1.0, np.nan, -3.0]), np.array([1.0, np.nan, 2.0])
    assert quantiles(both, 0.5, *ends)[[0, 2]] == pytest.approx([1.0, 2.0], rel=1 / 32)
    assert np.isnan(quantiles(both, 0.5, *ends)[1])
    assert merged([(both, np.array([-1, -1, 0]))], 1).counts.tolist() == [1, 2]
    assert np.isnan(quantiles(nothing(2), 0.5, np.full(2, np.nan), np.full(2, np.nan))).all()
    assert same(merged([(nothing(1), np.zeros(1, dtype=np.int64))], 1), nothing(1))
