"""What the search for drivers is asked of: one series, where it and its candidates come from, and since when it is so."""

from dataclasses import dataclass

from mainstay.domain.forecast_asked import ForecastAsked


@dataclass(frozen=True, slots=True)
class CausesAsked:
    """The series whose name or key is, or alone holds, `name`; all other `series` are candidates.

    With `began` it is looked for what changed before that moment, so many seconds ago; 0 for what drives its course. Of what
    Mainstay carried out the store tells, unless `series` leaves the ledger out.
    """

    name: str
    series: ForecastAsked
    began: int = 0
