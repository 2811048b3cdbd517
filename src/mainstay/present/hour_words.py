"""The next hours of a series in words: between which levels it will be, when it passes its limit, and by which model."""

from collections.abc import Sequence

from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.short_term import ShortTerm
from mainstay.present.forecast_words import limit
from mainstay.present.measures import measured
from mainstay.present.numbers import plural, significant
from mainstay.present.times import day_and_hour
from mainstay.present.visible import visible

_HOUR = 3_600
_LONGEST = 200


def next_hours(one: Forecast) -> str:
    """Tell where a series will be within the hours that are told, "" where none are."""
    found = one.next_hours
    if found is None:
        return ""
    unit, count = one.signal.unit, len(found.middle)
    low, high = measured(found.low[-1], unit), measured(found.high[-1], unit)
    told = f"in {plural(count, 'hour')} at {measured(found.middle[-1], unit)} ({low} to {high}, 80 %)"
    if one.signal.limit is None:
        return told
    return f"{told}; {_limit(found, ' again' if one.verdict is Verdict.CROSSED else '')}"


def nothing_passes(found: Sequence[Forecast], within: str = "") -> str:
    """Say that no limit is passed, or only by hours: a day's level may be well while its evening is not."""
    hours = sum(one.next_hours is not None and one.next_hours.at > 0 for one in found)
    if found and all(one.verdict is Verdict.TOO_SHORT for one in found) and not hours:
        return "Too little history as yet to foretell when a limit is passed."
    if not hours:
        return f"Nothing is foretold to pass its limit{within}."
    series = plural(hours, "series", "series")
    return f"No daily level is foretold to pass its limit{within}, but single hours of {series} are: see the next hours."


def foretold_hours(one: Forecast, late: int | None) -> str:
    """Tell in a sentence what of the next hours the ledger holds a forecast to.

    With None that is the level at the last hour, else the hour in which it passes its limit, and that is over by `late` at the
    latest (0: behind the hours told).
    """
    found, name = one.next_hours, visible(one.signal.what, _LONGEST)
    if found is None:
        return name
    if late is None:
        low, high = measured(found.low[-1], one.signal.unit), measured(found.high[-1], one.signal.unit)
        return f"{name} is between {low} and {high} in {plural(len(found.middle), 'hour')}"
    early = day_and_hour(found.early or found.at)
    return f"{name} passes {limit(one)} by {day_and_hour(found.at)} ({early} to {day_and_hour(late) if late else 'open'})"


def how_told(one: Forecast) -> str:
    """Tell by which model the hours are told, and how far it and the profile of the week were off, "" where none are."""
    found = one.next_hours
    if found is None:
        return ""
    if found.error is None or found.profile is None:
        return f"the hours are told by the {found.model}, not tried on the past: there is too little of it"
    return (
        f"the hours are told by the {found.model}, off by {significant(found.error, 2)} of a day's usual change in "
        f"{plural(found.tries, 'trial')}; the week profile by {significant(found.profile, 2)}"
    )


def _limit(found: ShortTerm, again: str) -> str:
    if found.at:
        early = f", from {_hours(found.early, found)} on by the band" if 0 < found.early < found.at else ""
        return f"beyond its limit{again} in {_hours(found.at, found)}{early}"
    if found.early:
        return f"by the band beyond its limit from {_hours(found.early, found)} on"
    return "its band stays within its limit"


def _hours(at: int, found: ShortTerm) -> str:
    return plural((at - found.start) // _HOUR, "hour")
