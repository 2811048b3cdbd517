"""What of forecasts is due within some days, for pipelines that are to fail then."""

from collections.abc import Sequence

from mainstay.domain.forecast import Forecast, Verdict
from mainstay.present.forecast_words import ended
from mainstay.present.numbers import count, plural
from mainstay.present.times import day

_PASSING = {Verdict.CROSSED, Verdict.CROSSES}


def due(forecasts: Sequence[Forecast], days: int) -> list[Forecast]:
    """Give what is beyond its limit, or is told to pass it within so many days of where its evidence ends, by day or hour."""
    return [one for one in forecasts if _by_days(one, days) or _by_hours(one, days)]


def due_words(forecasts: Sequence[Forecast], days: int, now: int) -> str:
    """Say how many are due, and from when on it was counted where that is long before `now`."""
    told = (
        f"due within {plural(days, 'day')}: {count(len(due(forecasts, days)))} of {_series(len(forecasts))}"
    )
    old = [one.made_at for one in forecasts if ended(one, now)]
    if not old:
        return told
    first, last = day(min(old)), day(max(old))
    since = first if first == last else f"{first} to {last}"
    return f"{told}; {_series(len(old))} of old files counted from where these end, {since}"


def _by_days(one: Forecast, days: int) -> bool:
    return one.verdict in _PASSING and (not one.at or one.at <= one.made_at + days * 86_400)


def _by_hours(one: Forecast, days: int) -> bool:
    soon = one.next_hours
    return soon is not None and 0 < soon.at <= soon.start + days * 86_400


def _series(number: int) -> str:
    return plural(number, "series", "series")
