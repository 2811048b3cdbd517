"""The own series of this host for a forecast: one look more, then all that was collected, and what must be known about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mainstay.adapters.points.holding import Held
from mainstay.analysis.forecasting.days import DAY, Days, days_of
from mainstay.analysis.forecasting.limiting import is_supposed, limited
from mainstay.analysis.forecasting.rates import as_rate, rates_of
from mainstay.analysis.forecasting.stage_one import LEAST_DAYS
from mainstay.domain.errors import MainstayError
from mainstay.domain.forecast_asked import ForecastAsked, GivenLimit
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Samples, Signal
from mainstay.flows.collecting import Seen
from mainstay.ports.points import Known
from mainstay.present.numbers import plural
from mainstay.present.times import day
from mainstay.present.visible import visible
from mainstay.wiring.collecting import Collecting
from mainstay.wiring.record_keeping import Records

_ENDED = 2 * DAY
_GO_ON = "let it go on by itself: mainstay collect as a unit of systemd, or mainstay collect --once each minute from cron"


@dataclass(slots=True)
class OwnSeries:
    """What is known of this host: `name`, each series with its days, notices, and which were given another limit."""

    name: str
    series: list[tuple[Signal, Days]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    supposed: set[tuple[str, str]] = field(default_factory=set)


@dataclass(slots=True)
class OwnPoints:
    """The points of this host: `name`, each series with its points, notices, and which were given another limit.

    `before` is from when to when there were points, None for never; `goes_on` whether more come by themselves.
    """

    name: str
    series: list[tuple[Signal, Samples]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    before: tuple[int, int] | None = None
    goes_on: bool = False
    supposed: set[tuple[str, str]] = field(default_factory=set)


def host_points(records: Records, asked: ForecastAsked, now: int) -> OwnPoints:
    """Look at this host once, where no other process collects, and give the points of all that was ever collected.

    Raises UsageError where there is no place for points, RunFailed where those that are there cannot be read.
    """
    collecting = Collecting(records, asked.points)
    points, found = collecting.points, OwnPoints(f"host:{collecting.name}")
    found.before = points.reach()
    seen, holder = _looked(collecting, found.notices)
    known: Mapping[str, Known] = {**points.known(), **(seen.series if seen else {})}
    ended: list[str] = []
    for key, one in known.items():
        samples = _with(points.read(key, now - asked.history * DAY, now), seen, key)
        if not len(samples.times) or now - int(samples.times.max()) > _ENDED:
            ended.append(visible(one.signal.what, 200))
            continue
        signal = as_rate(one.signal) if one.counts else one.signal
        kept = collecting.setting.limits
        own = limited(signal, _meant(kept, one))
        given = limited(signal, _meant((*asked.limits, *kept), one))
        found.series.append((given, rates_of(samples) if one.counts else samples))
        found.supposed |= {(own.source, own.key)} if is_supposed(own, given) else set()
    found.notices += _told(ended)
    found.goes_on = bool(holder) or collecting.comes_back(now)
    return found


def host_series(records: Records, asked: ForecastAsked, now: int) -> OwnSeries:
    """Look at this host once, where no other process collects, and give the series of all that was ever collected.

    Raises as `host_points` does.
    """
    read = host_points(records, asked, now)
    found = OwnSeries(read.name, notices=read.notices)
    for signal, samples in read.series:
        days = days_of(samples, now)
        # A counter that was seen once has no rate yet.
        if len(days.levels):
            found.series.append((signal, days))
    found.supposed = read.supposed
    found.notices += _history(found.series, read.before, read.goes_on)
    return found


def _looked(collecting: Collecting, notices: list[Notice]) -> tuple[Seen | None, str]:
    """Look once, and keep it; give what was seen and not kept, and who else collects here."""
    seen = None
    try:
        with collecting.held() as collector:
            seen = collector.see()
            collector.keep(seen)
            collector.note()
    except Held as failure:
        told = f"{visible(failure.what, 300)}: its points are taken."
        notices.append(Notice("host-collected", f"{told[0].upper()}{told[1:]}"))
        return None, failure.what
    except MainstayError as failure:
        text = f"What was seen of this host now could not be kept: {visible(failure.what, 300)}."
        mend = failure.mend or "look at the folder of points"
        notices.append(Notice("host-not-kept", text, Weight.LIMIT, mend))
        # What may not be written can be looked at all the same.
        seen = seen or collecting.collector().see()
        notices += (one for one in seen.notices if one.code != "rates-later")
        return seen, ""
    notices += (one for one in seen.notices if one.code != "rates-later")
    return None, ""


def _with(samples: Samples, seen: Seen | None, key: str) -> Samples:
    """Give points with that of a look which could not be kept."""
    if seen is None or key not in seen.values:
        return samples
    return Samples(np.append(samples.times, seen.at), np.append(samples.values, seen.values[key]))


def _meant(limits: Sequence[GivenLimit], known: Known) -> Iterator[GivenLimit]:
    """Give the limits that may be meant for a series: for a rate none that is a share, as it has no limit of its own."""
    return (one for one in limits if not (one.share and known.counts))


def _told(ended: Sequence[str]) -> Iterator[Notice]:
    if ended:
        yield Notice(
            "series-ended",
            f"{plural(len(ended), 'series', 'series')} of this host had no point for two days: {', '.join(ended[:3])}"
            f"{', ...' if len(ended) > 3 else ''}.",
            count=len(ended),
            examples=tuple(ended[:5]),
        )


def _history(
    series: Sequence[tuple[Signal, Days]], before: tuple[int, int] | None, collected: bool
) -> Iterator[Notice]:
    """Tell how much history there is, and whether more comes by itself."""
    most = max((int(np.count_nonzero(np.isfinite(days.levels))) for _, days in series), default=0)
    if most < LEAST_DAYS:
        first = "was looked at just now for the first time"
        since = first if before is None else f"has been looked at since {day(before[0])}"
        text = f"This host {since}: {most} of {LEAST_DAYS} days are there"
        if collected:
            yield Notice("host-short", f"{text}, and it goes on being collected.")
        else:
            yield Notice("host-short", f"{text}, and nothing collects it by itself.", Weight.LIMIT, _GO_ON)
    elif not collected and before is not None:
        text = f"Nothing has collected this host since {day(before[1])}; days without points are gaps."
        yield Notice("host-not-collected", text, Weight.LIMIT, _GO_ON)
