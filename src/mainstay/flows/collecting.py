"""Collecting: look at this host and at the pages of programs, keep the points, wait, and look again."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase

from mainstay.domain.errors import EvidenceMissing, MainstayError
from mainstay.domain.notice import Notice, Weight
from mainstay.ports.clock import Clock
from mainstay.ports.host import Counts, Host
from mainstay.ports.http import never
from mainstay.ports.points import LONGEST_KEY, MOST_SERIES, Known, Points
from mainstay.ports.scrapes import Kind, Scraped, Scrapes
from mainstay.present.numbers import plural
from mainstay.present.times import duration
from mainstay.present.visible import visible

MOST_OF_A_PAGE = 500
"""Series of one page that are kept."""
_DAY = 86_400
_LEAP = 60.0
"""Seconds by which the time may leave the stop watch between two looks before it is said."""
_FRESH = 300.0
"""Seconds that a page's own moment may lie off: as long as Prometheus takes a number for one of now."""
_LONGEST_LOOK = 10.0
_PARTS = ("_bucket", "_created", "_info")
"""How names end of what is no quantity by itself (OpenMetrics 1.0)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and globs of the series of it that are kept."""

    scrapes: Scrapes
    series: tuple[str, ...] = ("*",)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look saw at a moment (seconds since 1970): series and values by the keys of points, and what it left out."""

    at: int
    series: Mapping[str, Known]
    values: Mapping[str, float]
    notices: tuple[Notice, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Terms:
    """How to collect: each `every` seconds, for `lasts` seconds (0: until the end), with points kept for `keep` days."""

    every: float = 60.0
    lasts: float = 0.0
    keep: int = 400


class Collector:
    """Looks, and keeps what it saw. One is used for all looks of a process."""

    def __init__(self, host: Host, pages: Sequence[Page], points: Points, clock: Clock) -> None:
        """Look at a host and at pages; what was counted and known before is read from the points."""
        self._host, self._pages, self._points, self._clock = host, tuple(pages), points, clock
        self._counts: Counts | None = None
        self._kept: dict[str, Known] | None = None
        self._last: tuple[int, float] | None = None

    def see(self, seconds: float = _LONGEST_LOOK, stopped: Callable[[], bool] = never) -> Seen:
        """Look once, in at most about so many seconds; nothing is kept. Raises RunFailed where points cannot be read."""
        before = self._before()
        at, notices = self._clock.now(), [*self._leapt()]
        with ThreadPoolExecutor(max(1, len(self._pages)), thread_name_prefix="page") as pool:
            asked = [pool.submit(_numbers, page, at, seconds, stopped) for page in self._pages]
            look = self._host.look(before, seconds, stopped)
            pages = [one.result() for one in asked]
        series = {one.signal.key: Known(one.signal) for one in look.readings}
        values = {key: value for key, value in look.values.items() if math.isfinite(value)}
        notices += look.notices
        for page, (numbers, told) in zip(self._pages, pages, strict=True):
            notices += told
            notices += self._take(page, numbers, series, values)
        return Seen(at, {key: series[key] for key in values}, values, tuple(notices), look.counts)

    def keep(self, seen: Seen) -> None:
        """Keep what a look saw. Raises RunFailed where it cannot be kept, Full where the disk is full."""
        kept = self._known()
        new = {key: one for key, one in seen.series.items() if kept.get(key) != one}
        # A limit that moves by itself, as that of some filesystems does, is written with each look; all else once.
        self._points.know(new)
        self._points.append(seen.at, seen.values)
        kept.update(new)
        self._counts = seen.counts

    def note(self) -> None:
        """Keep what was counted, for the looks of another process. Raises as `keep` does."""
        if self._counts is not None:
            self._points.remember(self._counts)

    def forget(self, days: int) -> int:
        """Drop points that are older than so many days; say how many days were dropped. Raises as `keep` does."""
        dropped = self._points.forget(days, self._clock.now())
        if dropped:
            self._kept = None
        return dropped

    def _before(self) -> Counts | None:
        if self._counts is None:
            self._counts = self._points.remembered()
        return self._counts

    def _known(self) -> dict[str, Known]:
        if self._kept is None:
            self._kept = dict(self._points.known())
        return self._kept

    def _leapt(self) -> Iterator[Notice]:
        now, elapsed = self._clock.now(), self._clock.elapsed()
        if self._last is not None:
            leap = (now - self._last[0]) - (elapsed - self._last[1])
            if abs(leap) > _LEAP:
                way = "ahead" if leap > 0 else "back"
                yield Notice(
                    "clock-leapt",
                    f"The clock leapt {duration(abs(leap))} {way} between two looks.",
                    Weight.LIMIT,
                    "look whether the time of this host is right",
                )
        self._last = now, elapsed

    def _take(
        self, page: Page, numbers: Sequence[Scraped], series: dict[str, Known], values: dict[str, float]
    ) -> Iterator[Notice]:
        """Take what is kept of a page: what is known already first, so that the same series stay when there are too many."""
        kept = self._known()
        named = [(f"page:{page.scrapes.name}:{one.signal.key}", one) for one in numbers]
        fit = [(key, one) for key, one in named if len(key) <= LONGEST_KEY and key.isprintable()]
        fit.sort(key=lambda pair: pair[0] not in kept)
        room = MOST_SERIES - len(kept.keys() | series.keys())
        taken = 0
        for key, one in fit:
            is_new = key not in kept
            if taken >= MOST_OF_A_PAGE or (is_new and room <= 0):
                break
            taken, room = taken + 1, room - is_new
            series[key], values[key] = Known(one.signal, _counts(one)), one.value
        if taken < len(numbers):
            name = visible(page.scrapes.name, 100)
            yield Notice(
                "page-series-left-out",
                f"Of {plural(len(numbers), 'series', 'series')} of the page {name} {taken} are kept.",
                Weight.LIMIT,
                "name the series that matter: forecasts: collecting: pages: series",
                len(numbers) - taken,
            )


class Hearing:
    """What is told while collecting; made for being overridden, it says nothing itself."""

    def seen(self, seen: Seen) -> None:
        """Hear of a look that is kept."""

    def failed(self, failure: MainstayError) -> None:
        """Hear why a look could not be kept; the next one is tried all the same."""


def collect(
    collector: Collector, terms: Terms, clock: Clock, pause: Callable[[float], bool], hearing: Hearing
) -> None:
    """Look, keep, and wait, until `pause` says that it is to end, or the time is over.

    `pause` waits for so many seconds, or until the end is wanted, and says whether it is. A look that takes longer than it may
    leaves out those that were due meanwhile.
    """
    begun = clock.elapsed()
    due, forgets = begun, begun
    over = begun + terms.lasts if terms.lasts else math.inf
    budget = max(1.0, min(_LONGEST_LOOK, 0.8 * terms.every))

    def stopped() -> bool:
        return pause(0.0)

    while not stopped():
        try:
            seen = collector.see(budget, stopped)
            if stopped():
                break
            collector.keep(seen)
            hearing.seen(seen)
            if clock.elapsed() >= forgets:
                collector.forget(terms.keep)
                forgets = clock.elapsed() + _DAY
        except MainstayError as failure:
            hearing.failed(failure)
        due += terms.every * max(1, math.ceil((clock.elapsed() - due) / terms.every))
        if due >= over or pause(due - clock.elapsed()):
            break
    try:
        collector.note()
    except MainstayError as failure:
        hearing.failed(failure)


def _numbers(
    page: Page, at: int, seconds: float, stopped: Callable[[], bool]
) -> tuple[list[Scraped], tuple[Notice, ...]]:
    """Read a page: the numbers of it that are wanted, and of now."""
    try:
        scrape = page.scrapes.look(seconds, stopped)
    except EvidenceMissing as failure:
        text = f"The page {visible(page.scrapes.name, 100)} could not be read: {visible(failure.what, 300)}."
        mend = failure.mend or "look whether the program is well, and at the address"
        return [], (Notice("page-unread", text, Weight.LIMIT, mend),)
    wanted = [
        one
        for one in scrape.numbers
        if math.isfinite(one.value)
        and (one.at is None or abs(one.at - at) <= _FRESH)
        and not one.signal.key.partition("{")[0].endswith(_PARTS)
        and any(fnmatchcase(one.signal.key, glob) for glob in page.series)
    ]
    return wanted, scrape.notices


def _counts(one: Scraped) -> bool:
    name = one.signal.key.partition("{")[0]
    return one.kind is Kind.COUNTER or (one.kind is Kind.UNKNOWN and name.endswith("_total"))
