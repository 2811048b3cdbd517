"""Models of time series that a library brings, for the hours to come of a single series."""

from collections.abc import Sequence
from typing import Protocol

from mainstay.domain.signal import Values


class NotFitted(Exception):
    """A model found nothing that fits a series; the message says why."""


class SeasonalModels(Protocol):
    """Models that know of days and weeks, by their names."""

    @property
    def names(self) -> Sequence[str]:
        """Name the models, the cheapest first."""
        ...

    def ahead(self, name: str, past: Values, hours: int) -> Values:
        """Give what a model foretells of the next `hours` of an hourly series without gaps, whose last point is the latest.

        The same is given for the same, on one core. Raises NotFitted where nothing fits, as with too few hours; KeyError
        where no model is named so.
        """
        ...
