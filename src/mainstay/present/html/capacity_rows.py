"""What the page of capacity shows: three numbers, a time line of what must be scaled, sizes, and earlier advice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.analysis.capacity.growing import DAY, YEAR
from mainstay.analysis.capacity.listing import SCALES, freed
from mainstay.domain.capacity import CapacityReport, Fit, Growth, Resource, Scaling, Sizing
from mainstay.present.capacity_words import (
    FITS,
    SCALINGS,
    advice,
    by_how_much,
    came,
    money,
    sized,
    use,
    when,
)
from mainstay.present.charts.days import Tick
from mainstay.present.charts.due_dates import Due, track
from mainstay.present.charts.marks import Shape
from mainstay.present.measures import measured
from mainstay.present.numbers import NONE, count, plural
from mainstay.present.times import day

MOST = 60
"""Rows of each part that are shown."""
_COLOURS = {Fit.TOO_SMALL: "u3", Fit.IDLE: "u2", Fit.OVER: "u2", Fit.FITS: "good", Fit.LEFT_OUT: ""}
_SOON = 30


@dataclass(frozen=True, slots=True)
class Card:
    """One of the three numbers above all."""

    title: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """A resource that must be scaled: what, about what, when, by how much, and its track on the time line."""

    name: str
    subject: str
    state: str
    told: str
    more: str
    track: Markup
    colour: str


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What a resource needs: its level, what can be used, and the most likely and the highest need of each span."""

    name: str
    subject: str
    state: str
    level: str
    usable: str
    needs: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SizeRow:
    """A size that does not fit: how it is given and used, which size would, and what that saves."""

    subject: str
    resource: str
    state: str
    colour: str
    given: str
    advised: str
    saved: str
    told: str
    detail: str


@dataclass(frozen=True, slots=True)
class PastRow:
    """An advice that was given before, and what came of it."""

    day: str
    text: str
    came: str
    colour: str


def cards(found: CapacityReport) -> tuple[Card, ...]:
    """Give what must be scaled, what the advice on sizes saves, and how earlier advice came out."""
    due = [one for one in found.growth if one.scaling in SCALES]
    # What must be begun now is due now, and a date of its own nowhere.
    first = min((one.begin or found.at for one in due), default=0)
    begin = (
        f"begin by {day(first)} with the first" if due else "nothing passes what can be used within a year"
    )
    if found.costs:
        begin += f"; {money(found.costs, found.currency)} a month for those with a price"
    judged = [one for one in found.past if one.held is not None]
    held = sum(bool(one.held) for one in judged)
    if found.saves is None:
        cores, memory = (freed(found.sizes, one) for one in (Resource.CPU, Resource.MEMORY))
        value = sized(cores, Resource.CPU) if found.sizes else NONE
        note = f"and {sized(memory, Resource.MEMORY)} of memory; --prices tells it in money"
        saving = Card("Freed by right sizes", value, note if found.sizes else "no container was seen")
    else:
        large = plural(sum(one.fit in {Fit.OVER, Fit.IDLE} for one in found.sizes), "size")
        small = count(sum(one.fit is Fit.TOO_SMALL for one in found.sizes))
        note = f"a month: {large} too large, less what {small} too small cost"
        saving = Card("Saved by right sizes", money(found.saves, found.currency), note)
    waiting = len(found.past) - len(judged)
    return (
        Card("To scale within a year", count(len(due)), begin),
        saving,
        Card(
            "Advice that held",
            f"{held} of {len(judged)}" if judged else NONE,
            f"{plural(waiting, 'earlier advice', 'earlier ones')} not known yet"
            if waiting
            else "no advice was given before"
            if not judged
            else "all that was given before is known",
        ),
    )


def scale_rows(found: CapacityReport, ticks: Sequence[Tick]) -> list[ScaleRow]:
    """Give the rows of the time line."""
    dated = [one for one in found.growth if one.scaling in {*SCALES, Scaling.MAYBE}]
    return [_scale(one, found, ticks) for one in dated[:MOST]]


def _scale(one: Growth, found: CapacityReport, ticks: Sequence[Tick]) -> ScaleRow:
    def place(at: int) -> float:
        return (at - found.at) / DAY / YEAR

    firm = one.scaling is not Scaling.MAYBE
    due = Due(
        Shape.DOT,
        place(one.at) if one.at else None,
        place(one.early) if one.early else None,
        place(one.late) if one.late else None,
        firm,
    )
    more = by_how_much(one, found.months)
    if more and one.cost is not None:
        more += f", {money(one.cost, found.currency)} a month"
    soon = one.scaling is Scaling.NOW or (firm and one.begin <= found.at + _SOON * DAY)
    told = when(one)
    return ScaleRow(
        one.signal.what,
        one.signal.subject,
        SCALINGS[one.scaling],
        told[:1].upper() + told[1:],
        more,
        track(due, ticks, f"{SCALINGS[one.scaling]}: {told}"),
        "u3" if soon else "u2" if firm else "",
    )


def need_rows(found: CapacityReport) -> Iterator[NeedRow]:
    """Give what each resource needs."""
    for one in found.growth[:MOST]:
        unit = one.signal.unit
        yield NeedRow(
            one.signal.what,
            one.signal.subject,
            SCALINGS[one.scaling],
            measured(one.level, unit),
            measured(one.usable, unit),
            tuple((measured(need.middle, unit), measured(need.high, unit)) for need in one.needs),
            one.reason,
        )


def size_rows(found: CapacityReport) -> Iterator[SizeRow]:
    """Give the sizes that do not fit."""
    for one in [one for one in found.sizes if one.fit is not Fit.FITS][:MOST]:
        yield SizeRow(
            one.subject,
            one.resource.value,
            FITS[one.fit],
            _COLOURS[one.fit],
            sized(one.given, one.resource) if one.given > 0 else NONE,
            _advised(one),
            money(one.saved, found.currency) if one.saved is not None else NONE,
            advice(one, found.currency),
            "; ".join(part for part in (use(one).partition("; ")[2], one.reason) if part),
        )


def past_rows(found: CapacityReport) -> Iterator[PastRow]:
    """Give what was advised before, and what came of it."""
    for one in found.past[:MOST]:
        colour = "" if one.held is None else "good" if one.held else "u3"
        yield PastRow(day(one.made_at), one.text, came(one), colour)


def _advised(one: Sizing) -> str:
    return NONE if one.advised is None else sized(one.advised, one.resource)
