"""Estimates of Hodges and Lehmann: by hand, and how often their intervals hold the truth."""

import numpy as np
import pytest

from mainstay.analysis.canary.shifts import paired_shift, shift


def test_small_ones_by_hand() -> None:
    middle, low, high = paired_shift(np.array([1.0, 2.0, 6.0]), 1.0)
    assert (middle, low, high) == (2.75, 1.0, 6.0)  # of 1, 1.5, 2, 3.5, 4, 6
    middle, low, high = shift(np.array([3.0, 5.0]), np.array([1.0]), 1.0)
    assert (middle, low, high) == (3.0, 2.0, 4.0)


@pytest.mark.parametrize("size", [12, 40])
def test_their_intervals_hold_the_truth_in_95_of_100(size: int) -> None:
    chance, held = np.random.default_rng(2), np.zeros(2)
    for _ in range(600):
        _, low, high = paired_shift(chance.laplace(3.0, 2.0, size), 1.0)
        held[0] += low <= 3.0 <= high
        _, low, high = shift(chance.normal(3.0, 1, size), chance.normal(0, 1, size + 5), 1.0)
        held[1] += low <= 3.0 <= high
    assert ((held / 600 > 0.92) & (held / 600 < 0.985)).all()


def test_what_remembers_has_wider_intervals() -> None:
    values = np.random.default_rng(3).normal(size=50)
    _, low, high = paired_shift(values, 1.0)
    _, lower, higher = paired_shift(values, 4.0)
    assert lower < low < high < higher


def test_long_series_are_thinned_and_told_alike() -> None:
    values = np.random.default_rng(4).normal(5, 1, 30_000)
    assert paired_shift(values, 1.0)[0] == pytest.approx(5, abs=0.15)
