"""The library of models: what hostile series come to, and what is said where it is not installed."""

import sys

import numpy as np
import pytest

from mainstay.adapters.statistics.statsforecast_models import StatisticalModels
from mainstay.domain.errors import RunFailed
from mainstay.ports.seasonal_models import NotFitted

HOURS = np.arange(21 * 24)


def test_it_says_what_to_install_where_the_library_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "statsforecast.models", None)
    with pytest.raises(RunFailed) as failure:
        StatisticalModels()
    assert "mainstay[forecast]" in failure.value.mend


@pytest.mark.parametrize(
    "series",
    [
        np.zeros(len(HOURS)),
        np.full(len(HOURS), -7.0),
        np.where(HOURS % 24 == 3, np.nan, 1.0),
        np.where(HOURS == 300, np.inf, HOURS.astype(float)),
        np.sin(HOURS) * 1e300,
        np.sin(HOURS) * 1e-300,
        (HOURS > 400).astype(float),
    ],
    ids=["zeros", "constant", "holes", "infinite", "huge", "tiny", "step"],
)
def test_hostile_series_are_foretold_by_numbers_or_not_at_all(series: np.ndarray) -> None:
    models = StatisticalModels()
    for name in models.names:
        try:
            found = models.ahead(name, series, 48)
        except NotFitted as failure:
            assert str(failure)
        else:
            assert np.isfinite(found).all()
