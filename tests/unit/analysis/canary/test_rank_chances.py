"""Rank tests against every way in which the values could have fallen."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.canary.rank_chances import rank_sum_chance, ranks, signed_rank_chance

SMALL = st.lists(st.integers(-4, 4).map(float), min_size=1, max_size=8)
DISTINCT = st.lists(st.floats(-1e6, 1e6).map(lambda one: round(one, 3)), min_size=5, max_size=40, unique=True)


def every_sign(differences: list[float]) -> float:
    of = ranks(np.abs(np.array([one for one in differences if one])))
    if not len(of):
        return 1.0
    found = sum(rank for rank, one in zip(of, [one for one in differences if one], strict=True) if one > 0)
    ways = [
        sum(rank for rank, up in zip(of, signs, strict=True) if up)
        for signs in product((0, 1), repeat=len(of))
    ]
    return sum(way >= found for way in ways) / len(ways)


def every_choice(canary: list[float], control: list[float]) -> float:
    of = ranks(np.array(canary + control))
    found = of[: len(canary)].sum()
    ways = [sum(choice) for choice in combinations(of, len(canary))]
    return sum(way >= found - 1e-9 for way in ways) / len(ways)


@given(SMALL)
def test_signed_ranks_are_counted_exactly(differences: list[float]) -> None:
    assert signed_rank_chance(np.array(differences)) == pytest.approx(every_sign(differences), abs=1e-12)


@given(SMALL.filter(lambda some: len(some) < 6), SMALL.filter(lambda some: len(some) < 6))
def test_rank_sums_are_counted_exactly(canary: list[float], control: list[float]) -> None:
    chance = rank_sum_chance(np.array(canary), np.array(control))
    assert chance == pytest.approx(every_choice(canary, control), abs=1e-12)


def test_many_values_go_over_into_the_normal_form_without_a_jump() -> None:
    values = np.random.default_rng(5).normal(0.4, 1, 25)
    more = np.append(values, 1e-9)
    assert signed_rank_chance(more) == pytest.approx(signed_rank_chance(values), rel=0.15)
    left, right = values[:13], values[13:] - 0.4
    far = np.append(right, right.mean())
    assert rank_sum_chance(left, far) == pytest.approx(rank_sum_chance(left, right), abs=0.02)


@given(DISTINCT, st.sampled_from([0.001, 0.5, 3.0, 1e5]))
def test_another_unit_changes_nothing(differences: list[float], factor: float) -> None:
    values = np.array(differences)
    assert signed_rank_chance(values * factor) == pytest.approx(signed_rank_chance(values), abs=1e-12)
    half = len(values) // 2
    scaled = rank_sum_chance(values[:half] * factor, values[half:] * factor)
    assert scaled == pytest.approx(rank_sum_chance(values[:half], values[half:]), abs=1e-12)


@given(st.permutations([3.0, -1.0, 2.0, 2.0, -2.0, 5.0, 0.0, 8.0]))
def test_the_order_of_values_changes_nothing(some: list[float]) -> None:
    assert signed_rank_chance(np.array(some)) == signed_rank_chance(np.array(sorted(some)))
    assert rank_sum_chance(np.array(some), np.array([1.0, 2.0])) == rank_sum_chance(
        np.array(sorted(some)), np.array([2.0, 1.0])
    )


def test_what_is_all_the_same_tells_nothing() -> None:
    assert signed_rank_chance(np.zeros(30)) == 1.0
    assert rank_sum_chance(np.full(40, 7.0), np.full(40, 7.0)) == 1.0
    assert rank_sum_chance(np.zeros(0), np.ones(3)) == 1.0
