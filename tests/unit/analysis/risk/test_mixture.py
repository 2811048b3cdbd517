"""The mixture finds by which component fixes fall, and says little where there are few."""

import numpy as np
import pytest

from mainstay.analysis.risk.components import FEATURE_OF
from mainstay.analysis.risk.mixture import LEAST_TOUCHES, PRIOR_FIXES, Lesson, learn

WIDTH = len(FEATURE_OF)


def planted(component: int, fixes: int, files: int = 200) -> Lesson:
    """A window in which all fixes fell by one component."""
    chance = np.random.default_rng(component)
    columns = chance.gamma(0.3, 1.0, (files, WIDTH))
    columns /= columns.sum(axis=0)
    return Lesson(columns, chance.multinomial(fixes, columns[:, component]))


@pytest.mark.parametrize("component", [0, 4, 12])
def test_the_component_that_fixes_fell_by_gets_most_of_the_share(component: int) -> None:
    shares = learn([planted(component, 3_000)], 0).shares
    assert shares.argmax() == component
    assert shares[component] > 0.85
    assert shares.sum() == pytest.approx(1)


def test_few_fixes_leave_the_shares_nearly_even() -> None:
    shares = learn([planted(3, 4)], 0).shares
    assert abs(shares - 1 / WIDTH).max() < 4 / (4 + PRIOR_FIXES)
    assert learn([planted(3, 0)], 0).shares == pytest.approx([1 / WIDTH] * WIDTH)


def test_newer_windows_weigh_more_in_how_many_are_expected() -> None:
    model = learn([planted(1, 40), planted(1, 100)], 0)
    assert model.rate == pytest.approx((40 + 100 / 2 + LEAST_TOUCHES) / 1.5)
    assert model.expected(planted(1, 1).components).sum() == pytest.approx(model.rate)


def test_without_a_window_the_usual_rate_is_expected() -> None:
    model = learn([], 12.0)
    assert model.rate == 12 + LEAST_TOUCHES
    assert model.shares == pytest.approx([1 / WIDTH] * WIDTH)


def test_the_spread_of_fixes_around_the_expected_is_found() -> None:
    chance = np.random.default_rng(8)
    even = np.full((500, WIDTH), 1 / 500)
    for spread in (0.1, 2.0):
        drawn = chance.poisson(chance.gamma(1 / spread, spread * 6.0, 500))
        assert learn([Lesson(even, drawn)], 0).spread == pytest.approx(spread, rel=0.25)


def test_fixes_more_even_than_chance_still_leave_a_spread() -> None:
    assert learn([Lesson(np.full((400, WIDTH), 1 / 400), np.full(400, 9))], 0).spread > 0
