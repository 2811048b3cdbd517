"""The rows of the time line: what is due, the soonest first, from forecasts and from dates that are known."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TypeAlias

from markupsafe import Markup

from mainstay.domain.dated_end import DatedEnd, EndKind
from mainstay.domain.forecast import COVER, Forecast, ForecastList, Verdict
from mainstay.present.charts.days import Tick
from mainstay.present.charts.due_dates import Due, track
from mainstay.present.charts.marks import Shape
from mainstay.present.end_words import KINDS, ends_when
from mainstay.present.forecast_words import when
from mainstay.present.html.forecast_phrases import horizon
from mainstay.present.measures import stated
from mainstay.present.numbers import percent, plural
from mainstay.present.times import day

_DAY = 86_400
_CERTIFICATE = "certificate"  # the sort of series that foretell when a certificate ends
_OPEN = "open"
TOGETHER = 12
"""Up to so many rows stand together; more are parted into groups."""
FIRST, MOST_MORE = 5, 45
"""Rows of a group that are shown, and those that are folded away beneath them."""
_BOUNDS = (0, 7, 30)  # days
_NAMES = ("Now, or past", "Within 7 days", "Within 30 days", "Within {days}", "No date, but it may be")
_COLOURS = ("u3 at-once", "u3", "u2", "", "")
_MAY = len(_BOUNDS) + 1
_SHAPES = {
    EndKind.CERTIFICATE: Shape.TRIANGLE,
    EndKind.SUPPORT: Shape.SQUARE,
    EndKind.OTHER: Shape.DIAMOND,
}


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row: what it is, about what, its track, when in words, the id of its chart ("" for none), the class of its colour."""

    name: str
    subject: str
    track: Markup
    told: str
    dates: str
    href: str = ""
    colour: str = ""


_Waiting: TypeAlias = tuple[tuple[int, float], Callable[[], DueRow]]
"""A row that is drawn only if the page has room for it, after the number of its group and its place within."""


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Rows that are due within the same span: its name, "" where all stand together.

    The `first` are shown, `more` are folded away, and so many as `left` are not on the page; `total` counts them all.
    """

    name: str
    first: Sequence[DueRow]
    more: Sequence[DueRow]
    left: int

    @property
    def total(self) -> int:
        """How many there are, with those left out."""
        return len(self.first) + len(self.more) + self.left


def due_groups(found: ForecastList, ticks: Sequence[Tick], charts: Mapping[int, str]) -> list[DueGroup]:
    """Give what is due within the horizon, the soonest first, in groups by how soon, and what may be due at the end.

    `charts` maps the place of a forecast in the list to its chart's id.
    """
    days = horizon(found)
    made: list[_Waiting] = []
    for place, one in enumerate(found.forecasts):
        if one.verdict in {Verdict.CROSSED, Verdict.CROSSES, Verdict.MAY_CROSS}:
            row = partial(_foretold, one, ticks, days, charts.get(place, ""), found.at)
            chance = one.chances[-1] if one.chances else 0.0
            may = one.verdict is Verdict.MAY_CROSS
            made.append(((_MAY, -chance) if may else _order(_ahead(one, one.at)), row))
    made += [
        (_order(end.at - found.at), partial(_dated, end, ticks, days, found.at))
        for end in found.ends
        if end.at <= found.at + days * _DAY
    ]
    made.sort(key=lambda pair: pair[0])
    if len(made) <= TOGETHER:
        return [DueGroup("", _made(made), (), 0)] if made else []
    parted = ((number, list(rows)) for number, rows in groupby(made, key=lambda pair: pair[0][0]))
    return [_group(_NAMES[number].format(days=plural(days, "day")), rows) for number, rows in parted]


def _order(ahead: int) -> tuple[int, float]:
    """Give the number of the group of what is due so many seconds ahead, and its place within."""
    days = max(1, round(ahead / _DAY)) if ahead > 0 else 0
    return bisect_left(_BOUNDS, days), max(0, ahead)


def _group(name: str, rows: Sequence[_Waiting]) -> DueGroup:
    shown = FIRST if len(rows) > FIRST + 1 else len(rows)
    made = _made(rows[: FIRST + MOST_MORE])
    return DueGroup(name, made[:shown], made[shown:], len(rows) - len(made))


def _made(rows: Sequence[_Waiting]) -> list[DueRow]:
    return [replace(row(), colour=_COLOURS[number]) for (number, _), row in rows]


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
        return "beyond its limit now", f"{stated(value, unit)}, limit {stated(edge, unit)}{since}"
    if one.verdict is Verdict.CROSSES:
        edges = list(dict.fromkeys(_day_beside(edge, one.at) for edge in (one.early, one.late)))
        between = f" ({' to '.join(edges)})" if len(edges) > 1 else ""
        return when(one), f"{day(one.at)}{between}{since}"
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
