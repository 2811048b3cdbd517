"""What everything promises that brings models of seasons, tried on the library and on the fake."""

import numpy as np
import pytest

from mainstay.adapters.statistics.statsforecast_models import StatisticalModels
from mainstay.ports.seasonal_models import NotFitted, SeasonalModels
from tests.fakes.seasonal_models import MemoryModels

HOURS = np.arange(21 * 24)
DAILY = 10 + np.sin(HOURS * 2 * np.pi / 24) + np.random.default_rng(3).normal(0, 0.05, len(HOURS))


@pytest.fixture(params=["statsforecast", "memory"])
def models(request: pytest.FixtureRequest) -> SeasonalModels:
    return StatisticalModels() if request.param == "statsforecast" else MemoryModels()


def test_it_has_models_and_each_has_a_name_of_its_own(models: SeasonalModels) -> None:
    assert models.names
    assert len(set(models.names)) == len(models.names)


def test_each_model_gives_as_many_numbers_as_are_asked_for(models: SeasonalModels) -> None:
    for name in models.names:
        for hours in (1, 48, 168):
            found = models.ahead(name, DAILY, hours)
            assert (found.shape, found.dtype) == ((hours,), np.float64)
            assert np.isfinite(found).all()


def test_each_model_knows_the_day(models: SeasonalModels) -> None:
    came = 10 + np.sin(np.arange(len(HOURS), len(HOURS) + 24) * 2 * np.pi / 24)
    for name in models.names:
        found = models.ahead(name, DAILY, 24)
        assert np.abs(found - found.mean() - (came - 10)).mean() < 0.2


def test_the_same_is_given_for_the_same_and_the_past_is_left_as_it_was(models: SeasonalModels) -> None:
    before = DAILY.copy()
    for name in models.names:
        assert (models.ahead(name, DAILY, 48) == models.ahead(name, DAILY, 48)).all()
    assert (before == DAILY).all()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 23, 25])
def test_too_few_hours_are_no_forecast(models: SeasonalModels, count: int) -> None:
    for name in models.names:
        with pytest.raises(NotFitted):
            models.ahead(name, DAILY[:count], 48)


def test_a_name_that_is_not_there(models: SeasonalModels) -> None:
    with pytest.raises(KeyError):
        models.ahead("not there", DAILY, 48)
