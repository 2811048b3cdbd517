"""The SeasonalModels port by statsforecast, which is an extra of its own: `mainstay[forecast]`."""

import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np

from mainstay.domain.errors import RunFailed
from mainstay.domain.signal import Values
from mainstay.ports.seasonal_models import NotFitted

_DAY, _WEEK = 24, 168
_THETA, _MSTL = "AutoTheta", "MSTL with AutoETS"
_LEAST = {_THETA: 2 * _DAY, _MSTL: 2 * _WEEK}
"""Hours below which a model is not asked: a season that came once cannot be told from chance."""
_LONGEST_REASON = 200


class StatisticalModels:
    """AutoTheta with the season of a day, and MSTL with those of a day and a week over AutoETS, each on one core.

    The library takes some two seconds to load, which is when the first of these is made.
    """

    def __init__(self) -> None:
        """Load the library. Raises RunFailed where it is not installed."""
        library = _library()
        # Models keep what they fitted: each series has its own.
        self._made: Mapping[str, Callable[[], Any]] = {
            _THETA: lambda: library.AutoTheta(season_length=_DAY),
            _MSTL: lambda: library.MSTL(
                season_length=[_DAY, _WEEK], trend_forecaster=library.AutoETS(model="ZZN")
            ),
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Name the models; see the port."""
        return tuple(self._made)

    def ahead(self, name: str, past: Values, hours: int) -> Values:
        """Foretell the next hours by a model; see the port."""
        model = self._made[name]()
        if len(past) < _LEAST[name]:
            raise NotFitted(f"{len(past)} of {_LEAST[name]} hours are there")
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                found = np.asarray(model.forecast(y=past.astype(np.float64), h=hours)["mean"], np.float64)
            except Exception as error:  # where nothing fits it raises Exception itself, and much else
                raise NotFitted(f"{type(error).__name__}: {error}"[:_LONGEST_REASON]) from error
        if found.shape != (hours,) or not np.isfinite(found).all():
            raise NotFitted("what it gives is no number")
        return found


def _library() -> Any:  # noqa: ANN401  # it may not be there
    try:
        return import_module("statsforecast.models")
    except ModuleNotFoundError:
        raise RunFailed(
            "models of seasons need statsforecast, which is not installed",
            mend='install it beside Mainstay: pip install "mainstay[forecast]"',
        ) from None
