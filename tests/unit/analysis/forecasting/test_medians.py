"""Medians as numpy's own tells them, of rows and of the slopes between days."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mainstay.analysis.forecasting.medians import median_slopes, medians

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)


@given(arrays.arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 40)), elements=NUMBERS))
def test_a_median_is_the_one_that_numpy_tells(values: np.ndarray) -> None:
    assert medians(values).tolist() == np.median(values, axis=1).tolist()


def test_windows_of_days_have_a_median_each() -> None:
    levels = np.random.default_rng(1).normal(size=(7, 30))
    windows = np.lib.stride_tricks.sliding_window_view(levels, 7, axis=1)
    assert medians(windows).tolist() == np.median(windows, axis=2).tolist()
    assert medians(levels[:, ::-7]).tolist() == np.median(levels[:, ::-7], axis=1).tolist()


@pytest.mark.parametrize(("days", "least"), [(2, 1), (14, 4), (28, 9), (84, 28)])
@pytest.mark.parametrize("series", [1, 3, 400])
def test_slopes_are_of_all_days_far_enough_apart(series: int, days: int, least: int) -> None:
    levels = np.random.default_rng(days).normal(size=(series, days))
    early, late = np.triu_indices(days, least)
    slow = np.median((levels[:, late] - levels[:, early]) / (late - early), axis=1)
    assert median_slopes(levels, least).tolist() == slow.tolist()
