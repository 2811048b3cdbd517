"""How far forecasts of a class are to be believed: from what was told and came due, or, while that is little, from the past."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from mainstay.analysis.ledger.issuing import WEEKS
from mainstay.analysis.ledger.resolving import date_case
from mainstay.analysis.ledger.scoring import ENOUGH, records
from mainstay.analysis.ledger.undated import why_undated
from mainstay.analysis.ledger.widening import factors
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.ledger_case import BandCase, Came, CrossingCase, Standing
from mainstay.domain.prediction import DATE, HOUR_DATE, HOUR_LEVEL, LEVEL, PASSES, Prediction
from mainstay.domain.replay import Replay

_WEEK = 7
_LEVELS: Final = {LEVEL, HOUR_LEVEL}
_DATES: Final = {DATE, HOUR_DATE}
_QUIET: Final = {Verdict.CROSSES, Verdict.MAY_CROSS, Verdict.STAYS}


def band_cases(judged: Iterable[Prediction]) -> list[BandCase]:
    """Give the levels among predictions that were judged, as cases; what nobody knows has no value.

    One whose band somebody took out of the store is none, and the others count.
    """
    return [band for one in judged if one.kind in _LEVELS and (band := _band(one)) is not None]


def crossing_cases(judged: Iterable[Prediction]) -> list[CrossingCase]:
    """Give the chances and the dates among predictions that were judged, as cases; without those that were taken back."""
    kept = [one for one in judged if one.of is not None and one.outcome is not Came.WITHDRAWN]
    chances = [_chance(one) for one in kept if one.kind == PASSES]
    return chances + [_date(one) for one in kept if one.kind in _DATES]


def live(judged: Iterable[Prediction]) -> Mapping[str, Standing]:
    """Give the standing of each class by what was told and came due, and by nothing else.

    So many weeks ahead as nothing came due of yet, bands stay as they are. Hours are of less than one week, or of one.
    """
    every = list(judged)
    bands = band_cases(every)
    hourly = {one.of.sort for one in every if one.kind == HOUR_LEVEL and one.of is not None}
    widened: dict[str, dict[int, float]] = {
        one.sort: {} if one.sort in hourly else dict.fromkeys(WEEKS, 1.0) for one in bands
    }
    for (sort, weeks), factor in factors(bands).items():
        widened[sort][weeks] = factor
    return {
        one.sort: Standing(one, widened[one.sort] if one.bands else {})
        for one in records(bands, crossing_cases(every))
    }


def standings(judged: Iterable[Prediction], replay: Replay | None) -> Mapping[str, Standing]:
    """Give the standing of each class: its live one from ENOUGH levels on, before that the replayed one where there is one.

    By what bands are multiplied is replayed as long as there are fewer than ENOUGH live levels so many weeks ahead: those of
    twelve weeks come due much later than those of one. No figure counts the two together.
    """
    every = list(judged)
    found = dict(live(every))
    levels = Counter((one.sort, one.weeks) for one in band_cases(every) if one.value is not None)
    for one in replay.classes if replay is not None else ():
        sort = one.record.sort
        known = found.get(sort)
        if known is None or known.record.bands < ENOUGH:
            found[sort] = Standing(one.record, one.factors, replayed=True)
            continue
        own = {weeks: factor for weeks, factor in known.factors.items() if levels[sort, weeks] >= ENOUGH}
        found[sort] = replace(known, factors={**known.factors, **one.factors, **own})
    return found


def believed(one: Forecast) -> Forecast:
    """Give a forecast as people are told it: no date and no chance where its class is muted, or worth nothing at dates."""
    why = why_undated(one)
    if not why or one.verdict not in _QUIET:
        return one
    return replace(one, verdict=Verdict.MUTED, at=0, early=0, late=0, chances=(), otherwise=(), reason=why)


def _band(one: Prediction) -> BandCase | None:
    of = one.of
    if of is None or one.middle is None or one.low is None or one.high is None or one.cover is None:
        return None
    return BandCase(
        of.sort,
        of.days // _WEEK,
        of.since,
        one.middle,
        one.low,
        one.high,
        one.cover,
        of.moves,
        one.value,
        of.widened,
    )


def _chance(one: Prediction) -> CrossingCase:
    if one.of is None:
        raise ValueError(f"the prediction {one.id} is of no series")
    passed = None if one.came is None else int(one.value or 0)
    prevented = one.outcome is Came.PREVENTED
    return CrossingCase(
        one.of.sort, one.of.days, one.of.since, one.probability or 0.0, passed=passed, prevented=prevented
    )


def _date(one: Prediction) -> CrossingCase:
    prevented = one.outcome is Came.PREVENTED
    # Of a date whose interval is open it may be known that it did not come, and yet not whether it was right.
    unknown = one.outcome is Came.NOT_RESOLVABLE and one.came is None
    passed = None if unknown else int(one.value or 0)
    return date_case(one, passed, prevented=prevented)
