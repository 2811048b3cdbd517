"""How far forecasts of a class are to be believed: from what was told and came due, or, while that is little, from the past."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from mainstay.analysis.ledger.resolving import date_case
from mainstay.analysis.ledger.scoring import ENOUGH, records
from mainstay.analysis.ledger.widening import factors
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.ledger_case import BandCase, Came, CrossingCase, Standing
from mainstay.domain.prediction import DATE, LEVEL, PASSES, Prediction
from mainstay.domain.replay import Replay

_WEEK = 7
_QUIET: Final = {Verdict.CROSSES, Verdict.MAY_CROSS, Verdict.STAYS}


def band_cases(judged: Iterable[Prediction]) -> list[BandCase]:
    """Give the levels among predictions that were judged, as cases; what nobody knows has no value.

    One whose band somebody took out of the store is none, and the others count.
    """
    return [band for one in judged if one.kind == LEVEL and (band := _band(one)) is not None]


def crossing_cases(judged: Iterable[Prediction]) -> list[CrossingCase]:
    """Give the chances and the dates among predictions that were judged, as cases; without those that were taken back."""
    kept = [one for one in judged if one.of is not None and one.outcome is not Came.WITHDRAWN]
    chances = [_chance(one) for one in kept if one.kind == PASSES]
    return chances + [_date(one) for one in kept if one.kind == DATE]


def live(judged: Iterable[Prediction]) -> Mapping[str, Standing]:
    """Give the standing of each class by what was told and came due, and by nothing else."""
    every = list(judged)
    bands = band_cases(every)
    widened = factors(bands)
    return {
        record.sort: Standing(
            record, {weeks: widened[sort, weeks] for sort, weeks in widened if sort == record.sort}
        )
        for record in records(bands, crossing_cases(every))
    }


def standings(judged: Iterable[Prediction], replay: Replay | None) -> Mapping[str, Standing]:
    """Give the standing of each class: its live one from ENOUGH levels on, before that the replayed one where there is one.

    The two are never counted together.
    """
    found = dict(live(judged))
    for one in replay.classes if replay is not None else ():
        known = found.get(one.record.sort)
        if known is None or known.record.bands < ENOUGH:
            found[one.record.sort] = Standing(one.record, one.factors, replayed=True)
    return found


def believed(one: Forecast) -> Forecast:
    """Give a forecast as people are told it: of a class that is muted neither date nor chance."""
    if one.so_far is None or not one.so_far.muted or one.verdict not in _QUIET:
        return one
    return replace(
        one, verdict=Verdict.MUTED, at=0, early=0, late=0, chances=(), otherwise=(), reason=one.so_far.muted
    )


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
    passed = None if one.outcome is Came.NOT_RESOLVABLE else int(one.value or 0)
    return date_case(one, passed, prevented=prevented)
