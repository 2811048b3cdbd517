"""The record of a class of forecasts in words: how many levels were in their bands, and what became of dates."""

from collections.abc import Collection
from typing import Final

from mainstay.domain.forecast import COVER
from mainstay.domain.ledger_case import Came, ClassRecord
from mainstay.domain.ledger_view import ClassView, ReplayView
from mainstay.domain.prediction import DATE, HOUR_LEVEL, HOURLY_KINDS, LEVEL, Prediction
from mainstay.present.measures import measured
from mainstay.present.numbers import NONE, percent, plural, significant
from mainstay.present.times import day, day_and_hour
from mainstay.present.visible import visible

CAME: Final = {
    Came.HIT: "hit",
    Came.EARLY: "came early",
    Came.LATE: "late or never",
    Came.PREVENTED: "prevented",
    Came.WITHDRAWN: "withdrawn",
    Came.NOT_RESOLVABLE: "nobody knows",
}
"""What became of a date that was told, in the order in which they are counted."""
REPLAY_NOTES: Final = (
    "Limits are those of today, also on days when they were others.",
    "Deploys and other events of the past are not known, as they are to a forecast of today.",
)
"""What a replay cannot know of the past."""
_AS_THEY_ARE: Final = 0.02
"""A change of a band by less than this part is none that is told."""


def inside(record: ClassRecord | None) -> str:
    """Tell how many levels were in their bands: 35 of 41, 85 %."""
    if record is None or not record.bands:
        return NONE
    return f"{record.inside} of {record.bands}, {percent(record.inside / record.bands)}"


def dates(record: ClassRecord | None) -> str:
    """Tell what became of the dates that were told: 4 hit, 1 late or never."""
    if record is None or not record.dates:
        return NONE
    came = dict(record.outcomes)
    return ", ".join(f"{came[one]} {words}" for one, words in CAME.items() if came.get(one))


def brier(record: ClassRecord | None) -> str:
    """Give the Brier score of the chances: 0 is best, 0.25 as good as a coin."""
    return NONE if record is None or record.brier is None else significant(record.brier)


def standing(one: ClassView) -> str:
    """Tell by what the next forecasts of a class go: their bands are 0.8 to 1.3 times as wide, by the weeks ahead."""
    found = one.standing
    if found is None:
        return "nothing is due yet"
    if found.record.muted:
        return "muted"
    if not found.factors:
        return "as they are"
    change = _widened(found.factors.values())
    return f"{change} (replay)" if found.replayed else change


def _widened(factors: Collection[float]) -> str:
    if all(abs(factor - 1) < _AS_THEY_ARE for factor in factors):
        return "as they are"
    least, most = significant(min(factors)), significant(max(factors))
    return f"{least} times as wide" if least == most else f"{least} to {most} times as wide"


def replay_caption(found: ReplayView) -> str:
    """Tell of what a replay is: 52 Mondays from 1 Dec 2025 to 16 Nov 2026, 341 series."""
    if not found.mondays:
        return "too little of the past is there"
    span = f"{plural(found.mondays, 'Monday')} from {day(found.first)} to {day(found.last)}"
    return f"{span}, {plural(found.series, 'series', 'series')}, made {day(found.at)}"


def held(one: Prediction) -> str:
    """Tell to what a prediction is held, with the chance that was given to it."""
    if one.probability is not None and one.kind != DATE:
        return f"chance {percent(one.probability)}"
    return f"with {percent(one.cover if one.cover is not None else COVER)}"


def became(one: Prediction) -> str:
    """Tell what came: 84.2 GB, inside; on 3 Dec 2026, hit; due 20 Dec 2026."""
    unit = one.of.unit if one.of is not None else "1"
    moment = day_and_hour if one.kind in HOURLY_KINDS else day
    if not one.judged_at:
        return f"due {moment(one.due_at)}"
    if one.kind in {LEVEL, HOUR_LEVEL} and one.value is not None:
        return f"{measured(one.value, unit)}, {'inside' if one.came else 'outside'}"
    if one.outcome is Came.NOT_RESOLVABLE and one.came is False:
        return f"not by {moment(one.due_at)}, and its interval is open"
    if one.outcome is not None and (one.outcome is not Came.HIT or one.value is None):
        return CAME[one.outcome]
    if one.value:
        return f"it came on {moment(int(one.value))}"
    return "it did not come"


def name(sort: str) -> str:
    """Give the name of a class, fit to be shown."""
    return visible(sort, 40)
