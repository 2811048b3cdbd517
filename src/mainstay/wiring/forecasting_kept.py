"""Forecasts of what the store keeps, without asking anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from mainstay.adapters.clock import SystemClock
from mainstay.analysis.forecasting.days import Days
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.forecasting.limiting import limited
from mainstay.analysis.forecasting.listing import listed
from mainstay.analysis.gates.holders import everything
from mainstay.analysis.ledger.believing import believed
from mainstay.domain.errors import EvidenceMissing
from mainstay.domain.forecast import Forecast, ForecastList, Verdict
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.ledger_case import Standing
from mainstay.domain.notice import Notice
from mainstay.domain.signal import Signal
from mainstay.flows.entering import known_standings
from mainstay.flows.foretelling_kept import foretell_kept
from mainstay.flows.looking_at_forecasts import unreadable_predictions
from mainstay.flows.taking_in import unreadable
from mainstay.wiring.limit_notices import of_no_use
from mainstay.wiring.record_keeping import Records
from mainstay.wiring.side_by_side import blocks, computing_of

_WITH_COURSES: Final = 5_000
"""Series whose days are told; of more only those that may pass their limit or are asked for by name: memory has an end."""
_TELLING = {Verdict.CROSSED, Verdict.CROSSES, Verdict.MAY_CROSS}


def kept_forecasts(records: Records, asked: ForecastAsked) -> ForecastList:
    """Forecast the series that the store keeps, and tell those whose subjects the user who runs this may see.

    Raises EvidenceMissing where there are none, UsageError where people are named and not this user.
    """
    now, may_see = SystemClock().now(), records.may_see()
    made: list[Forecast] = []
    faults: dict[str, str] = {}
    unread: dict[str, str] = {}
    sources: dict[str, None] = {}
    computing = blocks(computing_of(records))
    with records.store(make=False) as store, computing as side_by_side:
        said = known_standings(store, now, unread)
        foretell = partial(_foretold, now=now, asked=asked, standings=said)
        for batch, some in foretell_kept(store, now, asked.history, foretell, side_by_side):
            for one in (believed(made_of) for made_of, _ in batch if may_see(made_of.signal.subject)):
                sources[one.signal.source] = None
                told = len(made) < _WITH_COURSES or one.verdict in _TELLING or _is_named(one, asked.named)
                made.append(one if told else replace(one, course=None))
            faults |= {f"{one.source}: {one.key}": one.text for one in some}
    if not made and may_see is not everything:
        raise EvidenceMissing(
            "the store keeps no series of subjects of your teams",
            where="--kept",
            mend="look at teams and roles in the operator's file, and whether mainstay nightly took series in",
        )
    if not made:
        raise EvidenceMissing(
            "the store keeps no series yet", where="--kept", mend="take them in first: mainstay nightly"
        )
    # Whose those are that cannot be read nobody knows: they are told to who may see all.
    notices: list[Notice] = [unreadable(faults)] if faults and may_see is everything else []
    notices += computing.notices()
    notices += of_no_use([one.signal for one in made], asked.limits)
    return listed(made, now, tuple(sources), [*notices, *unreadable_predictions(unread)])


def _foretold(
    series: Sequence[tuple[Signal, Days]], now: int, asked: ForecastAsked, standings: Mapping[str, Standing]
) -> Sequence[Forecast]:
    """Forecast a batch wherever it is computed."""
    given = [(limited(signal, asked.limits), days) for signal, days in series]
    return forecasts(given, now, asked.horizon, standings=standings)


def _is_named(one: Forecast, name: str) -> bool:
    return bool(name) and name.lower() in one.signal.what.lower()
