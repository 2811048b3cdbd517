"""What the page alone says about forecasts: the sentence at its head, signs beside colours, and rows of figures."""

from collections.abc import Iterator, Sequence

from mainstay.domain.forecast import Course, Forecast, ForecastList, Past, Verdict
from mainstay.present.end_words import end_sentence
from mainstay.present.forecast_words import COUNTED, VERDICTS, limit, when
from mainstay.present.hour_words import nothing_passes
from mainstay.present.measures import measured
from mainstay.present.numbers import NONE, plural
from mainstay.present.times import day, exact
from mainstay.present.visible import visible

_DAY, _HOUR = 86_400, 3_600
_LONGEST = 120
_SIGNS = {
    Verdict.CROSSED: ("✕", "u3"),
    Verdict.CROSSES: ("●", "u3"),
    Verdict.MAY_CROSS: ("○", "u2"),
    Verdict.STAYS: ("✓", "good"),
}


def chip(verdict: Verdict) -> tuple[str, str]:
    """Give the words of a verdict with their sign, and the class of their colour."""
    sign, colour = _SIGNS.get(verdict, ("–", ""))
    return f"{sign} {VERDICTS[verdict]}", colour


def headline(found: ForecastList) -> str:
    """Tell what breaks first, or that nothing is foretold to."""
    first = found.forecasts[0] if found.forecasts else None
    # What has ended is no news; it stands on the time line all the same.
    ends = [one for one in found.ends if found.at < one.at <= found.at + horizon(found) * _DAY]
    if first is not None and first.verdict is Verdict.CROSSED:
        return f"{_named(first)} is beyond {limit(first)} now."
    soon = first if first is not None and first.verdict is Verdict.CROSSES else None
    if ends and (soon is None or ends[0].at - found.at < soon.at - soon.made_at):
        return f"{end_sentence(ends[0], found.at)}."
    if soon is not None:
        return f"{_named(soon)} passes {limit(soon)} {when(soon)}."
    return nothing_passes(found.forecasts) if found.forecasts else "There are no series here."


def how_many(found: ForecastList) -> str:
    """Tell how many break within the horizon: 2 series are beyond their limit now, 5 pass it within 90 days, 2 may."""
    days = plural(horizon(found), "day")
    beyond, passing, may = (
        found.counts.get(verdict, 0) for verdict in (Verdict.CROSSED, Verdict.CROSSES, Verdict.MAY_CROSS)
    )
    ends = sum(one.at <= found.at + horizon(found) * _DAY for one in found.ends)
    told = [
        f"{beyond} beyond its limit now" if beyond else "",
        f"{passing} to pass it within {days}" if passing else "",
        f"{may} that may pass it" if may else "",
    ]
    words = ", ".join(one for one in told if one)
    series = f"Of {plural(len(found.forecasts), 'series', 'series')}: {words}." if words else ""
    dates = f"{plural(ends, 'known date')} within {days} or past." if ends else ""
    return " ".join(one for one in (series, dates) if one)


def counted(found: ForecastList) -> Sequence[tuple[str, str]]:
    """Give how many series there are of each verdict, as a number and its words."""
    told = [(str(number), COUNTED[verdict]) for verdict, number in found.counts.items()]
    if not found.ends:
        return told
    return [*told, (str(len(found.ends)), "known date" if len(found.ends) == 1 else "known dates")]


def horizon(found: ForecastList) -> int:
    """Give the days that a time line of these forecasts goes ahead."""
    return max((one.horizon for one in found.forecasts), default=90)


def ledger_line(past: Sequence[Past]) -> str:
    """Tell how earlier forecasts of a series came out; "" without any."""
    judged = [one for one in past if one.value is not None]
    if not judged:
        due = "not due yet" if len(past) == 1 else "none of them due yet"
        return f"{plural(len(past), 'earlier forecast')}, {due}" if past else ""
    inside = sum(one.inside for one in judged)
    return f"past forecasts of it: {len(judged)} came due, {inside} inside their band"


def course_rows(course: Course, unit: str) -> Iterator[tuple[str, ...]]:
    """Give a row a day: the level that was, or the foretold one with its band."""
    for index, level in enumerate(course.past):
        yield (day(course.start + index * _DAY), measured(level, unit), NONE, NONE, NONE)
    start = course.start + len(course.past) * _DAY
    for index, foretold in enumerate(zip(course.low, course.middle, course.high, strict=False)):
        yield (day(start + index * _DAY), NONE, *(measured(level, unit) for level in foretold))


def hour_rows(one: Forecast) -> Iterator[tuple[str, ...]]:
    """Give a row for each of the next hours: when it begins, and the foretold level with its band."""
    found = one.next_hours
    if found is None:
        return
    for index, levels in enumerate(zip(found.low, found.middle, found.high, strict=True)):
        yield (
            exact(found.start + index * _HOUR),
            *(measured(level, one.signal.unit) for level in levels),
        )


def past_rows(past: Sequence[Past], unit: str) -> Iterator[tuple[str, ...]]:
    """Give a row for each earlier forecast: for which day, when it was made, what was told, what came, how it ended."""
    for one in reversed(past):
        came = NONE if one.value is None else measured(one.value, unit)
        ended = "not due" if one.value is None else "✓ inside" if one.inside else "✕ outside"
        told = (measured(level, unit) for level in (one.low, one.middle, one.high))
        yield (day(one.due_at), day(one.made_at), *told, came, ended)


def _named(one: Forecast) -> str:
    return f"{visible(one.signal.what, _LONGEST)} of {visible(one.signal.subject, _LONGEST)}"
