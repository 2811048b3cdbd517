"""What breaks when, as a page shows it: one time line, a chart for each of what is most urgent, and a table of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.domain.forecast import Forecast, ForecastList, Verdict
from mainstay.domain.notice import Notice
from mainstay.present.cause_words import driver
from mainstay.present.charts.courses import course_chart
from mainstay.present.charts.days import ahead
from mainstay.present.charts.due_dates import heading
from mainstay.present.charts.marks import Shape, sample
from mainstay.present.charts.next_hours import hours_chart
from mainstay.present.end_words import end_sentence
from mainstay.present.forecast_words import evidence, limit_source, otherwise, sentence
from mainstay.present.hour_words import how_told, next_hours, nothing_passes
from mainstay.present.html.due_rows import DueGroup, due_groups, later_ends
from mainstay.present.html.forecast_phrases import (
    chip,
    counted,
    course_rows,
    headline,
    horizon,
    hour_rows,
    how_many,
    ledger_line,
    past_rows,
)
from mainstay.present.measures import measured, stated
from mainstay.present.numbers import NONE, percent, plural

CHARTS = 12
_BRIEF = 26
"""Letters of names that leave more room to the time line."""
_DAYS = 2 * 86_400
_MOST_LISTED, _MOST_LATER, _MOST_PAST, _MOST_NOTICES = 500, 50, 104, 20
_KEYS = (
    (Shape.DOT, "foretold"),
    (Shape.TRIANGLE, "certificate"),
    (Shape.SQUARE, "end of support"),
    (Shape.DIAMOND, "other date"),
    (Shape.CROSS, "beyond its limit now"),
    (Shape.OPEN, "may be later still"),
)


@dataclass(frozen=True, slots=True)
class Foretold:
    """One forecast with its chart; `facts` are sentences beneath it, `days` and `past` rows of figures."""

    ident: str
    name: str
    subject: str
    chip: str
    colour: str
    drawing: Markup
    sentence: str
    facts: Sequence[str]
    days: Sequence[Sequence[str]]
    past: Sequence[Sequence[str]]
    hours: Markup
    hours_told: Sequence[str]
    hour_rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """One forecast as a row: what, of what, its verdict, its level, its limit, and the chance within the horizon."""

    name: str
    subject: str
    chip: str
    colour: str
    level: str
    limit: str
    chance: str
    reason: str


@dataclass(frozen=True, slots=True)
class Forecasts:
    """All that a page tells of forecasts; numbers that end in `_left` count what is not shown.

    `brief` says that all names of the time line are short.
    """

    headline: str
    nothing: str
    how_many: str
    found: ForecastList
    counted: Sequence[tuple[str, str]]
    days: int
    axis: Markup
    keys: Sequence[tuple[Markup, str]]
    groups: Sequence[DueGroup]
    brief: bool
    later: Sequence[str]
    later_left: int
    charts: Sequence[Foretold]
    listed: Sequence[Listed]
    listed_left: int
    notices: Sequence[Notice]


def forecasts(found: ForecastList) -> Forecasts:
    """Take what a page shows of a list of forecasts, the most urgent first."""
    charted = [
        (place, one) for place, one in enumerate(found.forecasts[: 4 * CHARTS]) if one.course is not None
    ][:CHARTS]
    idents = {place: f"forecast-{number}" for number, (place, _) in enumerate(charted, 1)}
    ticks = ahead(horizon(found))
    groups = due_groups(found, ticks, idents)
    rows = [row for group in groups for row in (*group.first, *group.more)]
    later = later_ends(found)
    rest = [one for place, one in enumerate(found.forecasts) if place not in idents]
    return Forecasts(
        headline(found),
        nothing_passes(found.forecasts, f" within {plural(horizon(found), 'day')}"),
        how_many(found),
        found,
        counted(found),
        horizon(found),
        heading(ticks),
        [(sample(shape), words) for shape, words in _KEYS],
        groups,
        all(len(words) <= _BRIEF for row in rows for words in (row.name, row.subject)),
        [f"{end_sentence(one, found.at)}." for one in later[:_MOST_LATER]],
        max(0, len(later) - _MOST_LATER),
        [_chart(one, idents[place], found.at) for place, one in charted],
        [_row(one) for one in rest[:_MOST_LISTED]],
        max(0, len(rest) - _MOST_LISTED),
        found.notices[:_MOST_NOTICES],
    )


def _chart(one: Forecast, ident: str, now: int) -> Foretold:
    words, colour = chip(one.verdict)
    told = sentence(one)
    unit = one.signal.unit
    drives = driver(one.driver) if one.driver is not None else ""
    hours = next_hours(one)
    facts = [limit_source(one), evidence(one), drives, *otherwise(one), ledger_line(one.past)]
    return Foretold(
        ident,
        one.signal.what,
        one.signal.subject,
        words,
        colour,
        course_chart(
            one, ident, f"{one.signal.what} of {one.signal.subject}"[:400], f"{told}.", _present(one, now)
        ),
        f"{told}.",
        [f"{fact[0].upper()}{fact[1:]}." for fact in facts if fact],
        list(course_rows(one.course, unit)) if one.course is not None else [],
        list(past_rows(one.past[-_MOST_PAST:], unit)),
        hours_chart(one, f"{ident}-hours", f"the next hours of {one.signal.what}"[:400], f"{hours}."),
        [f"{fact[0].upper()}{fact[1:]}." for fact in (hours, how_told(one)) if fact],
        list(hour_rows(one)),
    )


def _present(one: Forecast, now: int) -> str:
    # What a file tells may have ended long ago.
    return "today" if now - one.made_at <= _DAYS else "its end"


def _row(one: Forecast) -> Listed:
    words, colour = chip(one.verdict)
    edge = one.signal.limit
    chance = one.chances[-1] if one.chances and one.verdict is not Verdict.CROSSED else None
    return Listed(
        one.signal.what,
        one.signal.subject,
        words,
        colour,
        measured(one.level, one.signal.unit),
        stated(edge.value, one.signal.unit) if edge is not None else NONE,
        f"{percent(chance)} in {plural(one.horizon, 'day')}" if chance is not None else NONE,
        one.reason,
    )
