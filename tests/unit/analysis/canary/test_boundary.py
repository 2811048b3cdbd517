"""Boundaries: what all looks together let through is what was promised, and no look that was not taken costs anything."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.canary.boundary import Boundary


def limits(looks: list[tuple[float, float]], budget: float) -> list[float]:
    boundary, found = Boundary(budget), []
    for information, share in looks:
        limit = boundary.ahead(information, share)
        assert limit is not None
        boundary.take(information, limit)
        found.append(limit)
    assert boundary.spent == pytest.approx(budget * looks[-1][1], rel=1e-3)
    return found


def test_one_look_has_the_plain_quantile() -> None:
    assert limits([(10.0, 1.0)], 0.025) == pytest.approx([1.959964], abs=1e-4)


def test_two_looks_have_the_limits_that_integration_gives() -> None:
    first, second = limits([(1.0, 0.5), (2.0, 1.0)], 0.05)
    assert first == pytest.approx(1.959964, abs=1e-4)
    # The second crosses alone with 0.025: by the plain sum over a fine grid of the first.
    steps = np.linspace(-8, first, 200_001)
    density = np.exp(-(steps**2) / 2) / math.sqrt(2 * math.pi) * (steps[1] - steps[0])
    away = (second * math.sqrt(2) - steps) / math.sqrt(2)
    crossing = (
        sum(weight * math.erfc(one) / 2 for weight, one in zip(density[::50], away[::50], strict=True)) * 50
    )
    assert crossing == pytest.approx(0.025, rel=2e-3)


def test_sixty_looks_let_a_walk_through_as_seldom_as_promised() -> None:
    found = np.array(limits([(float(look), look / 60) for look in range(1, 61)], 0.05))
    walks = np.random.default_rng(4).normal(size=(20_000, 60)).cumsum(axis=1)
    crossed = (walks / np.sqrt(np.arange(1, 61)) >= found).any(axis=1).mean()
    assert 0.044 <= crossed <= 0.056  # four standard errors
    assert found.min() > 1.7


def test_a_look_without_anything_new_is_passed_over_and_costs_nothing() -> None:
    boundary = Boundary(0.02)
    assert boundary.ahead(0.0, 0.5) is None
    boundary.take(100.0, boundary.ahead(100.0, 0.5) or 0.0)
    spent = boundary.spent
    assert boundary.ahead(100.1, 0.6) is None
    assert boundary.spent == spent
    assert boundary.ahead(200.0, 0.5) is None  # nothing more may be spent yet


def test_what_a_look_cannot_use_is_left_for_the_next() -> None:
    exact, coarse = Boundary(0.02), Boundary(0.02)
    for boundary, further in ((exact, 0.0), (coarse, 1.0)):
        limit = boundary.ahead(10.0, 0.5)
        assert limit is not None
        boundary.take(10.0, limit + further)
    left, right = exact.ahead(20.0, 1.0), coarse.ahead(20.0, 1.0)
    assert left is not None and right is not None
    assert right < left


def test_looks_that_are_reckoned_later_come_to_the_same() -> None:
    at_once, later = Boundary(0.02), Boundary(0.02)
    looks = [(float(look + look % 7), look / 60) for look in range(1, 61)]
    for information, share in looks:
        for boundary in (at_once, later):
            boundary.look(information, share, lambda limit: limit + 0.1)
        assert at_once.spent <= 0.02 * share * 1.001
    assert (at_once.limit, at_once.spent) == (later.limit, later.spent)
    assert at_once.limit is not None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.01, 100), min_size=2, max_size=40), st.floats(1e-5, 0.2))
def test_a_score_that_surely_cannot_fail_is_below_the_limit(steps: list[float], budget: float) -> None:
    boundary, information = Boundary(budget), 0.0
    for look, step in enumerate(steps, 1):
        information += step
        boundary.look(information, look / len(steps), lambda limit: limit)
        if boundary.limit is not None:
            assert not boundary.surely_below(boundary.limit, look / len(steps))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.booleans(), min_size=30, max_size=30), st.floats(0.001, 0.05))
def test_looks_that_are_missed_never_let_more_be_spent(taken: list[bool], budget: float) -> None:
    boundary = Boundary(budget)
    for look, is_taken in enumerate(taken, 1):
        limit = boundary.ahead(float(look), look / 30) if is_taken else None
        if limit is not None:
            boundary.take(float(look), limit)
        assert boundary.spent <= budget * look / 30 * 1.001
