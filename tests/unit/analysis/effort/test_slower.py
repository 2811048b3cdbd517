"""Slower changes, on made-up work whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.effort.hours import built_in, learn_hours
from mainstay.analysis.effort.pieces import each
from mainstay.analysis.effort.sessions import Changes, changes
from mainstay.analysis.effort.slower import slower_changes
from mainstay.domain.cost_model import Ratio
from tests.unit.analysis.effort.planted import NOW, commits, working_life

KINDS = ("deep-nesting", "many-parameters")


def told(joined: Changes, debt: np.ndarray) -> tuple[Ratio, ...]:
    known = np.ones(len(joined.at), dtype=np.bool_)
    single = each(joined)
    return slower_changes(joined, known, debt, learn_hours(single, single.observed, built_in()), KINDS)


def planted(seed: int, ratios: tuple[float, float]) -> tuple[Changes, np.ndarray]:
    made, _ = working_life(seed, 3_000)
    joined = changes(made)
    chance = np.random.default_rng(1_000 + seed)
    # Large changes lie in files with debt, and the second person works there most.
    inclined = (
        np.log(np.maximum(joined.size, 1)) / 2 + (joined.person == 1) + chance.normal(0, 1, len(joined.at))
    )
    debt = np.column_stack([inclined > 2, inclined + chance.normal(0, 1, len(inclined)) > 2.5]).astype(float)
    pace = np.where(joined.person == 1, 1.6, 1.0)
    slowed = joined.seconds * np.exp(debt @ np.log(ratios)) * pace
    return replace(joined, seconds=slowed), debt


@pytest.mark.parametrize("truth", [(1.0, 1.0), (1.3, 1.0), (1.0, 1.25), (0.8, 1.0)])
def test_planted_ratios_are_recovered_each_for_its_kind(truth: tuple[float, float]) -> None:
    runs = [told(*planted(seed, truth)) for seed in range(4)]
    for number, ratio in enumerate(truth):
        middle = float(np.exp(np.mean([np.log(one[number].ratio) for one in runs])))
        assert middle == pytest.approx(ratio, rel=0.1)


def test_a_slow_person_makes_no_slow_code() -> None:
    ratios = told(*planted(9, (1.0, 1.0)))
    assert all(one.low < 1.06 and one.high > 0.94 for one in ratios)


def test_no_evidence_is_a_ratio_of_one_with_its_interval() -> None:
    for joined in (changes(commits([])), changes(commits([NOW])), changes(commits([NOW, NOW - 1_200]))):
        for ratio in told(joined, np.ones((len(joined.at), 2))):
            assert ratio.ratio == pytest.approx(1.0)
            assert ratio.low < 0.95
            assert ratio.high > 1.05


def test_hours_seen_and_expected_are_told() -> None:
    joined, debt = planted(2, (1.3, 1.0))
    ratio = told(joined, debt)[0]
    seen = np.isfinite(joined.seconds) & (joined.size > 0) & (debt[:, 0] > 0)
    assert ratio.cases == seen.sum()
    assert ratio.observed == pytest.approx(joined.seconds[seen].sum() / 3_600)
    assert ratio.observed / ratio.expected == pytest.approx(ratio.ratio)


def test_without_kinds_nothing_is_told() -> None:
    joined = changes(commits([NOW, NOW - 1_200]))
    assert slower_changes(joined, joined.at > 0, np.zeros((2, 0)), (), ()) == ()


@given(st.integers(0, 60), st.integers(0, 1_000))
def test_ratios_are_finite_and_in_order_whatever_is_given(count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    at = NOW - np.cumsum(chance.integers(0, 9_000, count))
    people, added = chance.integers(0, 3, count), chance.integers(-1, 2**31, count)
    joined = changes(commits(at, people, added))
    debt = chance.choice([0.0, 0.5, 1.0, np.nan, 9.0], (len(joined.at), 2))
    for ratio in told(joined, debt):
        assert 0 < ratio.low <= ratio.ratio <= ratio.high < np.inf
        assert 0 <= ratio.expected < np.inf
