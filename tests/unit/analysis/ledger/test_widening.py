"""Bands that are widened by their record."""

from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.ledger.widening import PRIOR, factors
from mainstay.domain.ledger_case import BandCase

BAND = BandCase("disk", 4, 0, 10.0, 8.0, 12.0, 0.8, 1.0, 11.0)


def cases(spread: float, count: int, seed: int = 1) -> list[BandCase]:
    """Give cases whose bands are right for a spread of 1."""
    values = np.random.default_rng(seed).standard_normal(count) * spread
    return [replace(BAND, middle=0.0, low=-1.2816, high=1.2816, value=float(value)) for value in values]


@pytest.mark.parametrize("spread", [0.6, 1.0, 2.0])
def test_bands_are_scaled_until_they_hold_what_they_should(spread: float) -> None:
    factor = factors(cases(spread, 2_000))["disk", 4]
    assert factor == pytest.approx(spread, rel=0.12)
    held = [abs(one.value or 0.0) <= factor * one.high for one in cases(spread, 4_000, seed=2)]
    assert 0.77 <= np.mean(held) <= 0.84


@pytest.mark.parametrize(("count", "rank"), [(4, 4), (9, 8), (20, 17), (24, 20), (49, 40)])
def test_the_quantile_is_of_one_more_than_there_are(count: int, rank: int) -> None:
    # As many half widths out as its rank says; what is seen is drawn to 1 afterwards.
    out = [replace(BAND, value=BAND.middle + 2 * (1 + one / 100)) for one in range(1, count + 1)]
    drawn = count / (count + PRIOR)
    assert factors(out)["disk", 4] == pytest.approx((1 + rank / 100) ** drawn)


def test_few_cases_change_little_and_none_nothing() -> None:
    assert factors([]) == {}
    assert factors([replace(BAND, value=None)]) == {}
    few = factors(cases(3.0, 3))["disk", 4]
    assert 0.8 < few < 1.35


def test_each_class_and_week_has_its_own() -> None:
    other = [replace(one, sort="cpu", weeks=8) for one in cases(2.0, 400)]
    found = factors([*cases(1.0, 400), *other])
    assert found.keys() == {("disk", 4), ("cpu", 8)}
    assert found["cpu", 8] > 1.5 * found["disk", 4]


def test_nothing_is_widened_beyond_all_bounds() -> None:
    wild = [replace(BAND, value=1e9)] * 500
    assert factors(wild)["disk", 4] <= 4.0
    exact = [replace(BAND, low=10.0, high=10.0, value=10.0)] * 500
    assert factors(exact)["disk", 4] >= 0.5


def test_a_case_at_the_end_of_all_numbers_does_not_spoil_its_class() -> None:
    odd = replace(cases(1.0, 1)[0], middle=-1.7e308, low=-1.79e308, high=1.79e308, value=1.7e308)
    usual = cases(1.0, 40)
    assert factors([odd]) == {}
    assert factors([*usual, odd]) == factors(usual)
