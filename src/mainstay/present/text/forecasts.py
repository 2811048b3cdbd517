"""Forecasts for a terminal: what breaks when, the soonest first, and what stays."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.forecast import Forecast, ForecastList, Verdict
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
from mainstay.present.hour_words import how_told, next_hours
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
        for one in telling[:most]:
            yield from _lines(one, found.at, width)
        yield from _more(len(telling), most)
    elif found.forecasts and not later:
        without = set(found.counts) <= {Verdict.NO_LIMIT}
        yield Text(
            "No series here has a limit that it could pass: give one with --limit."
            if without
            else "Nothing is foretold to pass its limit."
        )
    elif not found.forecasts:
        yield Text("There are no series here that Mainstay knows.")
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
    for part, one in shares[:_FULLEST]:
        unit, at_limit = one.signal.unit, one.signal.limit
        of = f" of {stated(at_limit.value, unit)}" if at_limit else ""
        told = f"{percent(part)}: {measured(one.level, unit)}{of}"
        room = max(12, min(_WHAT, width - cell_len(told) - 6))
        line = Text(INDENT).append(f"{shortened(visible(one.signal.what, _LONGEST), room):<{room}}", STRONG)
        yield line.append(f"  {told}")


def _fills(one: Forecast) -> bool:
    """Whether a series is of what fills up; of what flows one look says little."""
    return one.signal.unit != _SHARE and not one.signal.unit.endswith(_A_SECOND)


def _lines(one: Forecast, now: int, width: int) -> Iterator[Text]:
    told = _soon(one, now)
    room = max(12, min(_WHAT, width - cell_len(told) - 6))
    line = Text(INDENT).append(f"{shortened(visible(one.signal.what, _LONGEST), room):<{room}}", STRONG)
    yield line.append("  ").append(told, _STYLES[one.verdict])
    unit, at_limit = one.signal.unit, one.signal.limit
    about = f"{INDENT * 2}{shortened(visible(one.signal.subject, _LONGEST), 40)}"
    level = measured(one.level, unit)
    stands = f"{level} on {day(one.made_at)}" if ended(one, now) else f"now {level}"
    ends = f"limit {stated(at_limit.value, unit)} ({visible(at_limit.source, 60)})" if at_limit else ""
    for part in (stands, ends):
        about += f", {part}" if part and cell_len(about) + 2 + cell_len(part) <= width else ""
    yield Text(about, FAINT)


def _soon(one: Forecast, now: int) -> str:
    since = day(one.made_at) if ended(one, now) else ""
    if one.verdict is Verdict.CROSSES:
        return when(one, now)
    if one.verdict is Verdict.CROSSED:
        return f"beyond its limit on {since}" if since else "beyond its limit now"
    within = f"within {plural(one.horizon, 'day')}{f' of {since}' if since else ''}"
    return f"chance {within} {chance(one.chances[-1])}"


def _counted(found: ForecastList) -> str:
    told = "; ".join(f"{number} {COUNTED[verdict]}" for verdict, number in found.counts.items())
    return f"of {plural(len(found.forecasts), 'series', 'series')}: {told}"


def _page(one: Forecast, now: int) -> Iterator[RenderableType]:
    yield title(visible(one.signal.what, _LONGEST), visible(one.signal.subject, _LONGEST))
    yield paragraph(f"{sentence(one, now)}.", PLAIN)
    for words in (next_hours(one), how_told(one), limit_source(one), evidence(one), *otherwise(one)):
        if words:
            yield paragraph(f"{words[0].upper()}{words[1:]}.", FAINT)
