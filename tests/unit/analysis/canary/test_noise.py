"""What neighbours know of each other: errors that come in clumps, and series that remember."""

import numpy as np
import pytest

from mainstay.analysis.canary.clumping import clumping
from mainstay.analysis.canary.memory import memory
from mainstay.analysis.canary.sample import Arm, Sample

CHANCE = np.random.default_rng


def arm(errors: np.ndarray) -> Arm:
    return Arm(np.arange(len(errors), dtype=float), errors.astype(float), np.full(len(errors), 500.0))


def side_by_side(canary: np.ndarray, control: np.ndarray, history: np.ndarray) -> Sample:
    return Sample(arm(canary), arm(control), True, arm(history))


def remembering(rho: float, size: int, seed: int) -> np.ndarray:
    chance, found, now = CHANCE(seed), np.empty(size), 0.0
    for place in range(size):
        now = rho * now + chance.normal() * np.sqrt(1 - rho**2)
        found[place] = now
    return found


def test_independent_errors_hardly_ever_count_as_clumps() -> None:
    sizes = []
    for seed in range(200):
        chance = CHANCE(seed)
        sizes.append(
            clumping(side_by_side(*(chance.poisson(2, 30) for _ in "12"), chance.poisson(2, 180))).size
        )
    assert np.mean(sizes) < 1.1
    assert np.median(sizes) == 1.0


def test_clumps_are_seen_at_about_their_size() -> None:
    sizes = []
    for seed in range(100):
        # A clump has 4 errors: as many count as one.
        canary, control, history = (
            4 * CHANCE([seed, one]).poisson(1, size) for one, size in enumerate((30, 30, 180))
        )
        sizes.append(clumping(side_by_side(canary, control, history)).size)
    assert np.mean(sizes) == pytest.approx(4, abs=0.5)


def test_a_rate_that_moves_slowly_is_no_clumping() -> None:
    rate = 20 * np.exp(np.sin(np.arange(180) / 30))
    assert (
        clumping(
            side_by_side(CHANCE(1).poisson(9, 30), CHANCE(2).poisson(9, 30), CHANCE(3).poisson(rate))
        ).size
        < 2
    )


def test_errors_of_the_canary_never_make_its_own_errors_count_for_less() -> None:
    chance = CHANCE(6)
    canary, control, history = chance.poisson(1, 30), chance.poisson(1, 30), chance.poisson(1, 60)
    burst = canary.copy()
    burst[7] += 500
    known = clumping(side_by_side(burst, control, history))
    assert known == clumping(side_by_side(canary, control, history))


def test_as_long_as_little_is_known_errors_count_for_less() -> None:
    few = np.ones(5)
    assert clumping(side_by_side(few, few, np.zeros(0))).size == 5.0
    assert clumping(side_by_side(few, few, np.ones(60))).size == 1.0


def test_without_the_time_before_both_arms_tell_of_clumps() -> None:
    canary = np.zeros(20)
    canary[[3, 11]] = 30
    assert clumping(side_by_side(canary, np.zeros(20), np.zeros(0))).size > 10


@pytest.mark.parametrize(("rho", "low", "high"), [(0.0, 1.0, 1.4), (0.5, 2.3, 4.0), (0.8, 6.0, 13.0)])
def test_memory_is_the_growth_of_the_variance_of_a_mean(rho: float, low: float, high: float) -> None:
    found = np.median([memory(remembering(rho, 60, seed)) for seed in range(120)])
    assert low <= found <= high


def test_what_does_not_move_or_swings_remembers_nothing() -> None:
    assert memory(np.ones(50)) == memory(np.zeros(0)) == memory(np.array([1.0, 2.0])) == 1.0
    assert memory(np.tile([1.0, -1.0], 30)) == 1.0
    assert memory(np.arange(100.0)) == pytest.approx(39)
