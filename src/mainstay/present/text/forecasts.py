"""Forecasts for a terminal: what breaks when, the soonest first, and what stays."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.forecast import Forecast, ForecastList, Verdict
from mainstay.domain.notice import ENDED
from mainstay.present.cause_words import driver
from mainstay.present.forecast_words import (
    COUNTED,
    chance,
    ended,
    evidence,
    limit_source,
    otherwise,
    ready,
    sentence,
    share,
    when,
)
from mainstay.present.hour_words import how_told, next_hours, nothing_passes
from mainstay.present.measures import measured, stated
from mainstay.present.numbers import percent, plural
from mainstay.present.text.columns import INDENT, paragraph, shortened, title
from mainstay.present.text.dates import dates
from mainstay.present.text.drawing import drawn
from mainstay.present.text.going import going, worth_telling
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, WARN, Look
from mainstay.present.times import day
from mainstay.present.visible import visible

_STYLES = {
    Verdict.CROSSED: BAD,
    Verdict.CROSSES: BAD,
    Verdict.MAY_CROSS: WARN,
    Verdict.STAYS: GOOD,
    Verdict.NO_LIMIT: FAINT,
    Verdict.TOO_SHORT: FAINT,
    Verdict.MUTED: FAINT,
    Verdict.UNUSABLE: WARN,
}
_LONGEST = 200
_WHAT = 44
_LEAST = 12
_FULLEST = 5
_SHARE, _A_SECOND = "share", "/s"


def forecast_list(found: ForecastList, look: Look, most: int = 20) -> str:
    """Tell what comes of all series: those that need somebody with a line each, at most so many, the others counted."""
    return drawn(_pieces(found, look.columns, most), look)


def forecast_page(one: Forecast, look: Look, now: int = 0) -> str:
    """Tell all about one forecast; what ended long before `now` by its dates."""
    return drawn(_page(one, now), look)


def _pieces(found: ForecastList, width: int, most: int) -> Iterator[RenderableType]:
    later = ready(found.forecasts)
    telling = [
        one for one in found.forecasts if one.verdict in {Verdict.CROSSED, Verdict.CROSSES, Verdict.MAY_CROSS}
    ]
    if telling:
        yield title("What breaks when")
        rows = [(one, visible(one.signal.what, _LONGEST), _soon(one, found.at)) for one in telling[:most]]
        room = _room([(name, told) for _, name, told in rows], width)
        for one, name, told in rows:
            yield _line(name, told, room, _STYLES[one.verdict])
            yield _about(one, found.at, width)
            if one.driver is not None:
                yield paragraph(driver(one.driver), FAINT, 2 * len(INDENT))
        yield from _more(len(telling), most)
    elif found.forecasts and not later:
        without = set(found.counts) <= {Verdict.NO_LIMIT}
        yield Text(
            "No series here has a limit that it could pass: give one with --limit."
            if without
            else nothing_passes(found.forecasts)
        )
    elif not found.forecasts:
        have_ended = any(one.code == ENDED for one in found.notices)
        yield Text(
            "All series here have ended." if have_ended else "There are no series here that Mainstay knows."
        )
    if later:
        yield Text(f"Too little history: forecasts from {day(later)} on, if no day is missed.")
        yield from _fullest([one for one in found.forecasts if one.verdict is Verdict.TOO_SHORT], width)
    if moving := [one for one in found.forecasts if worth_telling(one)]:
        yield title("Where it goes")
        for one in moving[:most]:
            yield paragraph(f"{going(one)}.", PLAIN)
        yield from _more(len(moving), most)
    if hourly := [one for one in found.forecasts if one.next_hours is not None]:
        yield title("The next hours")
        for one in hourly[:most]:
            yield paragraph(f"{visible(one.signal.what, _LONGEST)}: {next_hours(one)}.", PLAIN)
        yield from _more(len(hourly), most)
    if found.forecasts:
        yield Text(_counted(found), FAINT)
    yield from dates(found.ends, found.at, width, most)


def _more(there: int, most: int) -> Iterator[Text]:
    """Say how many are not shown."""
    if there > most:
        yield Text(f"{INDENT}and {there - most} more: --most {there}", FAINT)


def _fullest(found: Sequence[Forecast], width: int) -> Iterator[Text]:
    """Tell what is nearest to its limit as yet, so that there is something to see before there are forecasts."""
    shares = sorted(
        ((part, one) for one in found if _fills(one) and (part := share(one)) is not None),
        key=lambda pair: -pair[0],
    )
    if shares:
        yield title("Nearest to their limits now")
    rows = [(visible(one.signal.what, _LONGEST), _full(one, part)) for part, one in shares[:_FULLEST]]
    room = _room(rows, width)
    for name, told in rows:
        yield _line(name, told, room)


def _full(one: Forecast, part: float) -> str:
    unit, at_limit = one.signal.unit, one.signal.limit
    of = f" of {stated(at_limit.value, unit)}" if at_limit else ""
    return f"{percent(part)}: {measured(one.level, unit)}{of}"


def _fills(one: Forecast) -> bool:
    """Whether a series is of what fills up; of what flows one look says little."""
    return one.signal.unit != _SHARE and not one.signal.unit.endswith(_A_SECOND)


def _room(rows: Sequence[tuple[str, str]], width: int) -> int:
    """Give the cells that names have, so that all that is told of them begins in one column and fits."""
    names = max((cell_len(name) for name, _ in rows), default=0)
    told = max((cell_len(told) for _, told in rows), default=0)
    return max(_LEAST, min(names, _WHAT, width - told - 2 * len(INDENT)))


def _line(name: str, told: str, room: int, style: str = PLAIN) -> Text:
    shown = shortened(name, room)
    line = Text(INDENT).append(shown, STRONG).append(" " * (room - cell_len(shown)))
    return line.append(INDENT).append(told, style)


def _about(one: Forecast, now: int, width: int) -> Text:
    """Tell what a series is of, where it stands, and its limit; who says so where there is room for it."""
    unit, at_limit = one.signal.unit, one.signal.limit
    level = measured(one.level, unit)
    about = f"{INDENT * 2}{shortened(visible(one.signal.subject, _LONGEST), 40)}"
    about += f", {level} on {day(one.made_at)}" if ended(one, now) else f", now {level}"
    if at_limit is not None:
        told = f", limit {stated(at_limit.value, unit)}"
        source = f" ({visible(at_limit.source, 60)})"
        fits = cell_len(about) + cell_len(told) + cell_len(source) <= width
        about += f"{told}{source}" if fits else told
    return Text(about, FAINT)


def _soon(one: Forecast, now: int) -> str:
    since = day(one.made_at) if ended(one, now) else ""
    if one.verdict is Verdict.CROSSES:
        return when(one, now)
    if one.verdict is Verdict.CROSSED:
        return f"beyond its limit on {since}" if since else "beyond its limit now"
    within = f"within {plural(one.horizon, 'day')}{f' of {since}' if since else ''}"
    return f"chance {within} {chance(one.chances[-1])}"


def _counted(found: ForecastList) -> str:
    # Where none has a limit the first line says how to give one.
    hint = " (--limit 'NAME>N' gives one)" if len(found.counts) > 1 else ""
    told = "; ".join(
        f"{number} {COUNTED[verdict]}{hint if verdict is Verdict.NO_LIMIT else ''}"
        for verdict, number in found.counts.items()
    )
    return f"of {plural(len(found.forecasts), 'series', 'series')}: {told}"


def _driver(one: Forecast) -> str:
    return driver(one.driver) if one.driver is not None else ""


def _page(one: Forecast, now: int) -> Iterator[RenderableType]:
    yield title(visible(one.signal.what, _LONGEST), visible(one.signal.subject, _LONGEST))
    yield paragraph(f"{sentence(one, now)}.", PLAIN)
    for words in (
        next_hours(one),
        how_told(one),
        limit_source(one),
        evidence(one),
        _driver(one),
        *otherwise(one),
    ):
        if words:
            yield paragraph(f"{words[0].upper()}{words[1:]}.", FAINT)
