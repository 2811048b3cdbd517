"""Forecasts in words: where a series goes, when it passes its limit, how sure that is, and on what it rests."""

from collections.abc import Iterable

from mainstay.domain.forecast import COVER, WITHIN, Forecast, Otherwise, Step, Verdict
from mainstay.domain.signal import Side
from mainstay.present.measures import measured
from mainstay.present.numbers import percent, plural
from mainstay.present.times import ago, day
from mainstay.present.visible import visible

_DAY = 86_400
_WEEKS_FROM, _MONTHS_FROM = 14, 98
_NOTHING = 0.02
"""A change by less than this part of the level is none that is told."""
_LONGEST = 200

VERDICTS = {
    Verdict.CROSSES: "passes its limit",
    Verdict.MAY_CROSS: "may pass its limit",
    Verdict.STAYS: "stays within its limit",
    Verdict.CROSSED: "beyond its limit",
    Verdict.NO_LIMIT: "has no limit",
    Verdict.TOO_SHORT: "too little history",
    Verdict.UNUSABLE: "cannot be forecast",
}


def sentence(one: Forecast) -> str:
    """Tell a forecast in one sentence or two, with all that must be known to believe it."""
    name = visible(one.signal.what, _LONGEST)
    if one.verdict in {Verdict.TOO_SHORT, Verdict.UNUSABLE}:
        return f"{name} {VERDICTS[one.verdict]}: {visible(one.reason, _LONGEST)}"
    parts = [f"{name} {moved(one)}"]
    if one.verdict is Verdict.CROSSES:
        parts.append(f"it passes {limit(one)} {when(one)}")
    elif one.verdict is Verdict.CROSSED:
        parts.append(f"it is beyond {limit(one)} now")
    elif one.signal.limit is not None and not one.grows:
        parts.append("no growth evidence")
    if told := chances(one):
        parts.append(told)
    return "; ".join(parts)


def moved(one: Forecast) -> str:
    """Tell how the level moved over the evidence: rose from 240 ms to 320 ms in 12 weeks."""
    unit = one.signal.unit
    if one.was is None or one.level is None:
        return ""
    if abs(one.level - one.was) <= _NOTHING * max(abs(one.level), abs(one.was)):
        return f"stands at {measured(one.level, unit)}"
    verb = "rose" if one.level > one.was else "fell"
    return f"{verb} from {measured(one.was, unit)} to {measured(one.level, unit)} in {span(one.days * _DAY)}"


def limit(one: Forecast) -> str:
    """Name the limit: 500 ms."""
    return measured(one.signal.limit.value, one.signal.unit) if one.signal.limit else ""


def limit_source(one: Forecast) -> str:
    """Say who sets the limit and which side of it is trouble."""
    if one.signal.limit is None:
        return "nobody says what is too much"
    side = "above" if one.signal.limit.side is Side.ABOVE else "below"
    return f"trouble is {side} {limit(one)}: {visible(one.signal.limit.source, _LONGEST)}"


def when(one: Forecast) -> str:
    """Tell when the limit is passed: in 4 weeks (3 to 6, 80 %)."""
    if not one.at:
        return ""
    number, unit = _parted(one.at - one.made_at)
    first, last = (_in(moment - one.made_at, unit) for moment in (one.early, one.late or one.made_at))
    # What is less than half a unit away is told in its own one.
    early = str(first) if first else span(one.early - one.made_at)
    late = f"later than {span(one.horizon * _DAY)}"
    if one.late:
        late = str(last) if first else plural(last, unit)
    return f"in {plural(number, unit)} ({early} to {late}, {percent(COVER)})"


def chances(one: Forecast) -> str:
    """Tell the chances: chance within 7, 30 and 90 days 3 %, 62 % and 97 %."""
    if not one.chances or one.verdict is Verdict.CROSSED:
        return ""
    days = WITHIN[: len(one.chances)]
    return f"chance within {_listed(map(str, days))} days {_listed(map(percent, one.chances))}"


def evidence(one: Forecast) -> str:
    """Tell what a forecast rests on: 84 days up to 21 Nov 2026, 3 of them without a level; ..."""
    told = [f"{plural(one.days, 'day')} up to {day(one.until)}"]
    if one.missing:
        told.append(f"{one.missing} of them without a level")
    if one.step is not None:
        told.append(_step(one.step, one))
    if one.error is not None:
        tried = f"tried on {plural(one.tries, 'earlier day')}"
        told.append(f"{tried}, it was off by {measured(one.error, one.signal.unit)} on the median")
    elif one.days:
        told.append("too short to be tried on its past, so the band is wide")
    return ", ".join(told)


def _step(step: Step, one: Forecast) -> str:
    since = ago(step.at, one.made_at)
    if step.factor is not None:
        rose, factor = ("larger", step.factor) if step.factor > 1 else ("smaller", 1 / step.factor)
        return f"{since} all became {factor:,.0f} times {rose}, as if its unit had changed: the level after counts"
    event = f" with the event of {day(step.at)}" if step.event else ""
    return (
        f"a step of {signed_measure(step.height, one.signal.unit)} at once{event} {since}, which is no growth"
    )


def otherwise(one: Forecast) -> tuple[str, ...]:
    """Tell what would change the date: as in the last 4 weeks: 9 days earlier."""
    return tuple(_otherwise(one, other) for other in one.otherwise)


def signed_measure(value: float, unit: str) -> str:
    """Give a difference with its sign and unit."""
    text = measured(value, unit)
    return f"+{text}" if value > 0 else text


def span(seconds: float) -> str:
    """Give a length of time in its largest whole unit: 9 days, 4 weeks, 3 months."""
    number, unit = _parted(seconds)
    return plural(number, unit)


def _otherwise(one: Forecast, other: Otherwise) -> str:
    as_then = f"as in the last {span(other.days * _DAY)}"
    if not other.at:
        return f"{as_then}: not within {span(one.horizon * _DAY)}"
    days = round((other.at - one.at) / _DAY)
    return f"{as_then}: {plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _parted(seconds: float) -> tuple[int, str]:
    days = max(0, round(seconds / _DAY))
    if days < _WEEKS_FROM:
        return days, "day"
    return (round(days / 7), "week") if days < _MONTHS_FROM else (round(days / 30.44), "month")


def _in(seconds: float, unit: str) -> int:
    return max(0, round(seconds / _DAY / {"day": 1, "week": 7, "month": 30.44}[unit]))


def _listed(words: Iterable[str]) -> str:
    told = list(words)
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
