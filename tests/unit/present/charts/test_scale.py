"""Axes and classes of colour."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.present.charts.scale import Scale, level, nice_ticks, thresholds

REASONABLE = st.floats(-1e9, 1e9)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 100, (0, 25, 50, 75, 100)),
        (80.2, 89.5, (80, 82.5, 85, 87.5, 90)),
        (0, 44_120, (0, 20_000, 40_000, 60_000)),
        (5, 5, (4.5, 4.75, 5, 5.25, 5.5)),
        (0, 0, (0, 0.25, 0.5, 0.75, 1)),
    ],
)
def test_ticks_are_round_and_enclose(low, high, ticks):
    assert nice_ticks(low, high) == pytest.approx(ticks)


def test_counts_have_no_halves():
    assert nice_ticks(0, 2, least_step=1.0) == (0, 1, 2)
    assert nice_ticks(0, 0, least_step=1.0) == (0, 1)


@settings(deadline=None)
@given(REASONABLE, REASONABLE)
def test_ticks_enclose_rise_and_are_few(one, other):
    ticks = nice_ticks(one, other)
    low, high = min(one, other), max(one, other)
    slack = max(abs(low), abs(high)) * 1e-6 + 2e-9
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= 8
    assert all(before < after for before, after in itertools.pairwise(ticks))


def test_a_scale_maps_ends_to_ends_and_a_flat_one_to_the_middle():
    down = Scale(0, 10, 168, 0)
    assert (down(0), down(10), down(5)) == (168, 0, 84)
    assert Scale(3, 3, 100, 0)(3) == 50


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6), max_size=60))
def test_classes_rise_and_take_every_figure(values):
    bounds = thresholds(values)
    assert list(bounds) == sorted(set(bounds))
    assert len(bounds) <= 4
    for value in values:
        assert 0 <= level(value, bounds) <= 5
        assert (level(value, bounds) == 0) == (value == 0)


def test_long_tails_are_parted_where_the_figures_are():
    bounds = thresholds([0.01] * 50 + [0.02] * 30 + [0.5] * 12 + [3.0] * 8)
    assert level(0.01, bounds) == 1
    assert level(0.02, bounds) < level(0.5, bounds) < level(3.0, bounds)
    assert level(None, bounds) == 0
