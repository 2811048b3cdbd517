"""The rows of the time line: what is due, the soonest first, from forecasts and from dates that are known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from mainstay.domain.dated_end import DatedEnd, EndKind
from mainstay.domain.forecast import COVER, Forecast, ForecastList, Verdict
from mainstay.present.charts.days import Tick
from mainstay.present.charts.due_dates import Due, track
from mainstay.present.charts.marks import Shape
from mainstay.present.end_words import KINDS, ends_when
from mainstay.present.forecast_words import when
from mainstay.present.html.forecast_phrases import horizon
from mainstay.present.measures import measured
from mainstay.present.numbers import percent, plural
from mainstay.present.times import day

_DAY = 86_400
_CERTIFICATE = "certificate"  # the sort of series that foretell when a certificate ends
_OPEN = "open"
_SHAPES = {
    EndKind.CERTIFICATE: Shape.TRIANGLE,
    EndKind.SUPPORT: Shape.SQUARE,
    EndKind.OTHER: Shape.DIAMOND,
}


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row: what it is, about what, its track, when in words, and the id of its chart ("" for none)."""

    name: str
    subject: str
    track: Markup
    told: str
    dates: str
    href: str = ""


def due_rows(
    found: ForecastList, ticks: Sequence[Tick], charts: Mapping[int, str], most: int
) -> tuple[list[DueRow], int]:
    """Give the first rows within the horizon, and how many there are in all.

    `charts` maps the place of a forecast in the list to its chart's id.
    """
    days = horizon(found)
    made: list[tuple[tuple[int, float], Callable[[], DueRow]]] = []
    for place, one in enumerate(found.forecasts):
        if one.verdict in {Verdict.CROSSED, Verdict.CROSSES, Verdict.MAY_CROSS}:
            row = partial(_foretold, one, ticks, days, charts.get(place, ""), found.at)
            chance = one.chances[-1] if one.chances else 0.0
            order = (1, -chance) if one.verdict is Verdict.MAY_CROSS else (0, _ahead(one, one.at))
            made.append((order, row))
    made += [
        ((0, max(0, end.at - found.at)), partial(_dated, end, ticks, days, found.at))
        for end in found.ends
        if end.at <= found.at + days * _DAY
    ]
    made.sort(key=lambda pair: pair[0])
    return [row() for _, row in made[:most]], len(made)


def later_ends(found: ForecastList) -> Sequence[DatedEnd]:
    """Give the known dates beyond the horizon, the soonest first."""
    return [one for one in found.ends if one.at > found.at + horizon(found) * _DAY]


def _ahead(one: Forecast, moment: int) -> int:
    return moment - one.made_at if moment else 0


def _foretold(one: Forecast, ticks: Sequence[Tick], days: int, href: str, now: int) -> DueRow:
    told, dates = _words(one, now)
    reach = days * _DAY
    shape = Shape.TRIANGLE if one.signal.sort == _CERTIFICATE else Shape.DOT
    if one.verdict is Verdict.CROSSED:
        due = Due(Shape.CROSS, 0.0)
    else:
        due = Due(
            shape,
            _ahead(one, one.at) / reach if one.at else None,
            _ahead(one, one.early) / reach if one.early else None,
            _ahead(one, one.late) / reach if one.late else None,
            one.verdict is Verdict.CROSSES,
        )
    return DueRow(
        one.signal.what,
        one.signal.subject,
        track(due, ticks, f"{told}; {dates}" if dates else told),
        told,
        dates,
        href,
    )


def _words(one: Forecast, now: int) -> tuple[str, str]:
    """Tell when in words, and the dates; a forecast of a file that has ended says from when on it counts."""
    since = f", told from {day(one.made_at)}" if now - one.made_at > 2 * _DAY else ""
    if one.verdict is Verdict.CROSSED:
        value, unit = one.level, one.signal.unit
        edge = one.signal.limit.value if one.signal.limit else None
        return "beyond its limit now", f"{measured(value, unit)}, limit {measured(edge, unit)}{since}"
    if one.verdict is Verdict.CROSSES:
        between = " to ".join(_day_beside(edge, one.at) for edge in (one.early, one.late))
        return when(one), f"{day(one.at)} ({between}){since}"
    chance = percent(one.chances[-1]) if one.chances else "unknown"
    early = f"{percent((1 - COVER) / 2)} by {day(one.early)}" if one.early else ""
    return f"chance within {plural(one.horizon, 'day')} {chance}", f"{early}{since}"


def _day_beside(moment: int, other: int) -> str:
    """Give a day, its year only where it is not that of the other."""
    name, _, year = day(moment).rpartition(" ")
    if not moment:
        return _OPEN
    return name if year == day(other).rpartition(" ")[2] else f"{name} {year}"


def _dated(end: DatedEnd, ticks: Sequence[Tick], days: int, now: int) -> DueRow:
    told, _, date = ends_when(end, now).rpartition(", ")
    due = Due(_SHAPES[end.kind], (end.at - now) / (days * _DAY))
    about = f"{end.subject} · {KINDS[end.kind]}" if end.subject else KINDS[end.kind]
    return DueRow(end.what, about, track(due, ticks, f"{told}, {date}"), told, date)
