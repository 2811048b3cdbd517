"""What a night did, as text."""

from collections.abc import Iterator

from mainstay.domain.night import Night, Taking
from mainstay.present.forecast_words import VERDICTS
from mainstay.present.numbers import count, plural
from mainstay.present.times import duration
from mainstay.present.visible import visible


def night_told(night: Night) -> str:
    """Give a line for each source, one for the forecasts, and how long it took."""
    return "".join(f"{line}\n" for line in _lines(night))


def _lines(night: Night) -> Iterator[str]:
    yield from map(_taken, night.sources)
    counts = "; ".join(f"{count(many)} {VERDICTS[verdict]}" for verdict, many in night.counts.items())
    yield f"{plural(night.series, 'series', 'series')} forecast{': ' if counts else ''}{counts}"
    if night.dropped:
        yield f"{plural(night.dropped, 'series', 'series')} dropped: they ended long ago"
    parts = f"taking in {duration(night.taking_in)}, forecasting {duration(night.foretelling)}"
    yield f"done in {duration(night.seconds)}: {parts}"


def _taken(one: Taking) -> str:
    name = visible(one.source, 100)
    if one.failure:
        return f"{name}: nothing was taken in: {visible(one.failure, 300)}"
    told = f"{name}: {count(one.taken)} of {plural(one.found, 'series', 'series')} taken in"
    told += f", {count(one.new)} of them new" if one.new else ""
    return f"{told}, {count(one.unread)} not read" if one.unread else told
