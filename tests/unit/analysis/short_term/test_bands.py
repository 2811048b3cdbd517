"""Bands by what trials were off by."""

import numpy as np
import pytest

from mainstay.analysis.short_term.bands import WIDENED, half_widths


def test_a_band_is_as_wide_as_what_four_of_five_trials_were_off_by() -> None:
    left = np.array([1.0, 2.0, 3.0, 4.0, 5.0])[:, None] * np.ones((1, 48))
    wide = half_widths(left)
    assert wide == pytest.approx(np.full(48, 4.2 * WIDENED))


def test_what_is_further_away_is_not_better_known() -> None:
    left = np.random.default_rng(1).normal(0, 1, (5, 48)) * np.linspace(3, 1, 48)
    wide = half_widths(left)
    assert (wide[24:] >= wide[:24].mean() * 0.7).all()


def test_where_every_trial_came_true_the_band_has_no_width() -> None:
    assert (half_widths(np.zeros((5, 48))) == 0).all()


@pytest.mark.parametrize("hours", [1, 2, 48, 168])
def test_a_single_trial_gives_a_band_too(hours: int) -> None:
    assert half_widths(np.ones((1, hours))).tolist() == [pytest.approx(WIDENED)] * hours


def test_of_what_is_alike_four_of_five_lie_in_the_band() -> None:
    draw = np.random.default_rng(2)
    inside = []
    for _ in range(200):
        wide = half_widths(draw.normal(0, 1, (5, 48)))
        inside.append((np.abs(draw.normal(0, 1, 48)) <= wide).mean())
    assert 0.75 < np.mean(inside) < 0.97
