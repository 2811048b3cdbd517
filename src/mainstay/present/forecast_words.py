"""Forecasts in words: where a series goes, when it passes its limit, how sure that is, and on what it rests."""

from collections.abc import Iterable, Sequence

from mainstay.domain.forecast import COVER, CURRENT, WITHIN, Forecast, Otherwise, Step, Verdict
from mainstay.domain.prediction import CROSSING_DAYS
from mainstay.domain.signal import Side
from mainstay.present.measures import measured, stated
from mainstay.present.numbers import percent, plural
from mainstay.present.times import ago, day
from mainstay.present.visible import visible

_DAY = 86_400
_WEEKS_FROM, _MONTHS_FROM = 14, 98
_NOTHING = 0.02
"""A change by less than this part of the level is none that is told."""
_LONGEST = 200
_NO_ERROR = 1e-6

VERDICTS = {
    Verdict.CROSSES: "passes its limit",
    Verdict.MAY_CROSS: "may pass its limit",
    Verdict.STAYS: "stays within its limit",
    Verdict.CROSSED: "beyond its limit",
    Verdict.NO_LIMIT: "has no limit",
    Verdict.TOO_SHORT: "has too little history",
    Verdict.MUTED: "is not told: its kind was wrong too often",
    Verdict.UNUSABLE: "cannot be forecast",
}

COUNTED = {
    Verdict.CROSSES: "to pass its limit",
    Verdict.MAY_CROSS: "that may pass it",
    Verdict.STAYS: "to stay within it",
    Verdict.CROSSED: "beyond its limit",
    Verdict.NO_LIMIT: "without a limit",
    Verdict.TOO_SHORT: "with too little history",
    Verdict.MUTED: "muted, for that kind was wrong too often",
    Verdict.UNUSABLE: "that cannot be forecast",
}
"""What of so many series is foretold, behind their number."""


def sentence(one: Forecast, now: int = 0) -> str:
    """Tell a forecast in one sentence or two, with all that must be known to believe it; `now` as in `when`."""
    name = visible(one.signal.what, _LONGEST)
    if one.verdict in {Verdict.TOO_SHORT, Verdict.UNUSABLE}:
        stands = f"{moved(one)}; " if one.level is not None else ""
        return f"{name} {stands}{VERDICTS[one.verdict]}: {visible(one.reason, _LONGEST)}"
    parts = [f"{name} {moved(one)}"]
    if one.verdict is Verdict.CROSSES:
        parts.append(f"it passes {limit(one)} {when(one, now)}")
        if not one.grows:
            parts.append("it moves that far by itself: no growth evidence")
    elif one.verdict is Verdict.CROSSED:
        parts.append(beyond(one, now))
    elif one.signal.limit is not None and not one.grows:
        parts.append("no growth evidence")
    if told := chances(one, now):
        parts.append(told)
    if one.verdict is Verdict.MUTED:
        # What the class itself was wrong by stands with its record.
        why = "" if one.so_far and one.so_far.muted else f": {visible(one.reason, _LONGEST)}"
        parts.append(f"no date is told, for this kind was wrong too often{why if one.reason else ''}")
    if told := so_far(one):
        parts.append(told)
    return "; ".join(parts)


def so_far(one: Forecast) -> str:
    """Tell how forecasts of this kind came out: past forecasts of this kind: 41 made, 35 inside their band."""
    if one.so_far is None or not one.so_far.made:
        return ""
    kind = (
        "forecasts of this kind replayed on the past"
        if one.so_far.replayed
        else "past forecasts of this kind"
    )
    inside = f"{kind}: {one.so_far.made} made, {one.so_far.inside} inside their band"
    return f"{inside}; {visible(one.so_far.muted, _LONGEST)}" if one.so_far.muted else inside


def foretold(one: Forecast, days: int) -> str:
    """Tell in a sentence what of a forecast the ledger holds it to: a level or the limit in so many days, with 0 the date."""
    name, unit = visible(one.signal.what, _LONGEST), one.signal.unit
    if not days:
        late = day(one.late) if one.late else "open"
        return f"{name} passes {limit(one)} on {day(one.at)} ({day(one.early)} to {late})"
    if days == CROSSING_DAYS and one.signal.limit is not None:
        return f"{name} passes {limit(one)} within {plural(days, 'day')}"
    if one.course is None:
        return name
    low, high = (measured(edge[days - 1], unit) for edge in (one.course.low, one.course.high))
    return f"{name} is between {low} and {high} in {span(days * _DAY)}"


def moved(one: Forecast) -> str:
    """Tell how the level moved over the evidence: rose from 240 ms to 320 ms in 12 weeks."""
    unit = one.signal.unit
    if one.level is None:
        return ""
    if one.was is None:
        return f"stands at {measured(one.level, unit)}"
    if not has_moved(one):
        return f"stands at {measured(one.level, unit)}"
    verb = "rose" if one.level > one.was else "fell"
    return f"{verb} from {measured(one.was, unit)} to {measured(one.level, unit)} in {span(one.days * _DAY)}"


def has_moved(one: Forecast) -> bool:
    """Whether the level moved by so much over the evidence that it is told."""
    if one.level is None or one.was is None:
        return False
    return abs(one.level - one.was) > _NOTHING * max(abs(one.level), abs(one.was))


def limit(one: Forecast) -> str:
    """Name the limit: 500 ms."""
    return stated(one.signal.limit.value, one.signal.unit) if one.signal.limit else ""


def limit_source(one: Forecast) -> str:
    """Say who sets the limit and which side of it is trouble."""
    if one.signal.limit is None:
        return "nobody says what is too much"
    side = "above" if one.signal.limit.side is Side.ABOVE else "below"
    return f"trouble is {side} {limit(one)}: {visible(one.signal.limit.source, _LONGEST)}"


def when(one: Forecast, now: int = 0) -> str:
    """Tell when the limit is passed: in 4 weeks (3 to 6, 80 %); by dates where the evidence ended long before `now`."""
    if not one.at:
        return ""
    sure = percent(COVER)
    if ended(one, now):
        late = day(one.late) if one.late else f"after {day(one.made_at + one.horizon * _DAY)}"
        return f"on {day(one.at)} ({day(one.early)} to {late}, {sure})"
    number, unit = _parted(one.at - one.made_at)
    about = f"in {plural(number, unit)}" if number else "today"
    first, last = (_in(moment - one.made_at, unit) for moment in (one.early, one.late or one.made_at))
    if not one.late:
        early = plural(first, unit) if not number else _early(one, first)
        return f"{about} ({early} to later than {span(one.horizon * _DAY)}, {sure})"
    if first == last:
        # What is one whole unit in the other is still so many days.
        first, last = (_in(moment - one.made_at, "day") for moment in (one.early, one.late))
        exactly = "to the day" if first == last else f"{first} to {plural(last, 'day')}"
        return f"{about} ({exactly}, {sure})"
    if not number:
        return f"{about} (in {plural(last, unit)} at the latest, {sure})"
    if not first and unit != "day":
        return f"{about} ({_early(one, first)} to {plural(last, unit)}, {sure})"
    return f"{about} ({first} to {last}, {sure})"


def _early(one: Forecast, first: int) -> str:
    """Give the beginning of an interval; what is less than half a unit away is told in its own one."""
    return str(first) if first else span(one.early - one.made_at)


def ended(one: Forecast, now: int) -> bool:
    """Whether the evidence ended so long before `now` (0: that is not asked) that nothing of it is of today."""
    return bool(now) and now - one.made_at > CURRENT


def beyond(one: Forecast, now: int = 0) -> str:
    """Tell that the limit is passed: it is beyond 500 ms now."""
    if ended(one, now):
        return f"it was beyond {limit(one)} on {day(one.made_at)}"
    return f"it is beyond {limit(one)} now"


def chances(one: Forecast, now: int = 0) -> str:
    """Tell the chances: chance within 7, 30 and 90 days 3 %, 62 % and 97 %; one where all are the same."""
    if not one.chances or one.verdict is Verdict.CROSSED:
        return ""
    told = [chance(part) for part in one.chances]
    days = WITHIN[: len(told)]
    if len(set(told)) == 1:
        days, told = days[-1:], told[:1]
    since = f" of {day(one.made_at)}" if ended(one, now) else ""
    return f"chance within {_listed(map(str, days))} days{since} {_listed(told)}"


def chance(part: float) -> str:
    """Give a chance; what was found in few trials is never told as certain."""
    return "<1\u202f%" if part < 0.005 else ">99\u202f%" if part > 0.995 else percent(part)


def share(one: Forecast) -> float | None:
    """Give what part of its limit, from 0 up, a series has come to now; None where that is no part."""
    bound = one.signal.limit
    if bound is None or bound.side is Side.BELOW or bound.value <= 0 or one.level is None:
        return None
    return max(0.0, one.level / bound.value)


def ready(found: Sequence[Forecast]) -> int:
    """Give when the first forecast will come (seconds since 1970) where all series are too short for one yet, else 0."""
    waiting = [one.ready for one in found if one.ready]
    return min(waiting) if waiting and len(waiting) == len(found) else 0


def evidence(one: Forecast) -> str:
    """Tell what a forecast rests on: 84 days up to 21 Nov 2026, 3 of them without a level; ..."""
    told = [f"{plural(one.days, 'day')} up to {day(one.until)}"]
    if one.missing:
        told.append(f"{one.missing} of them without a level")
    if one.step is not None:
        told.append(_step(one.step, one))
    if one.error is not None:
        tried = f"tried on {plural(one.tries, 'earlier day')}"
        told.append(f"{tried}, its median error was {_off(one.error, one)}")
    elif one.verdict is Verdict.TOO_SHORT:
        # The sentence says how many days there are.
        pass
    elif one.reason:
        told.append(visible(one.reason, _LONGEST))
    elif one.days:
        told.append("too short to be tried on its past")
    return ", ".join(told)


def _off(error: float, one: Forecast) -> str:
    """Give an error; one that no line of digits would tell anything of, by words."""
    small = one.level is not None and error <= _NO_ERROR * abs(one.level)
    return "next to nothing" if small else measured(error, one.signal.unit)


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
    """Tell what would change the date: if it went on as in the last 4 weeks alone, it would pass 9 days earlier."""
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
    as_then = f"if it went on as in the last {span(other.days * _DAY)} alone"
    if not other.at:
        return f"{as_then}, it would not pass within {span(one.horizon * _DAY)}"
    days = round((other.at - one.at) / _DAY)
    return f"{as_then}, it would pass {plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


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
