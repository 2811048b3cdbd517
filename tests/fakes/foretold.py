"""Made-up forecasts of every verdict, with a course, past ones and known dates, as a page has to show them."""

from collections.abc import Sequence
from dataclasses import replace

from mainstay.analysis.forecasting.listing import listed
from mainstay.domain.dated_end import DatedEnd, EndKind
from mainstay.domain.forecast import Course, Forecast, ForecastList, Otherwise, Past, SoFar, Step, Verdict
from mainstay.domain.notice import Notice
from mainstay.domain.signal import Limit, Side, Signal

DAY = 86_400
NOW = 1_795_305_600  # 22 Nov 2026
HORIZON = 90

DISK = Signal(
    "main",
    "disk",
    "host:web1",
    "disk used of /var",
    "disk",
    "B",
    limit=Limit(500e9, Side.ABOVE, "the filesystem's own size"),
)


def course(
    base: float, slope: float, *, days: int = 84, horizon: int = HORIZON, gap: range = range(0)
) -> Course:
    """Give a straight course with a band that widens; the days of `gap` have no level."""
    past = tuple(None if day in gap else base + slope * day for day in range(days))
    middle = tuple(base + slope * (days + day) for day in range(horizon))
    wide = [abs(base) * 0.002 * (day + 1) for day in range(horizon)]
    low = tuple(level - more for level, more in zip(middle, wide, strict=True))
    high = tuple(level + more for level, more in zip(middle, wide, strict=True))
    return Course(NOW - days * DAY, past, middle, low, high)


CROSSES = Forecast(
    DISK,
    NOW,
    Verdict.CROSSES,
    HORIZON,
    84,
    NOW,
    5,
    300e9,
    450e9,
    1.8e9,
    True,
    NOW + 28 * DAY,
    NOW + 21 * DAY,
    NOW + 42 * DAY,
    (0.01, 0.62, 0.97),
    Step(NOW - 40 * DAY, 20e9),
    (Otherwise(28, NOW + 19 * DAY),),
    5e9,
    5,
    course(300e9, 1.8e9, gap=range(20, 25)),
    past=(
        Past(NOW - 42 * DAY, NOW - 14 * DAY, 410e9, 420e9, 430e9, 424e9, True),
        Past(NOW - 35 * DAY, NOW - 7 * DAY, 420e9, 430e9, 437e9, 441e9, False),
        Past(NOW - 7 * DAY, NOW + 21 * DAY, 460e9, 480e9, 500e9),
    ),
)
OPEN = replace(
    CROSSES,
    signal=replace(DISK, what="orders waiting", subject="service:orders", sort="queue", unit="1"),
    at=NOW + 80 * DAY,
    early=NOW + 50 * DAY,
    late=0,
    past=(),
)
MAYBE = replace(
    OPEN,
    verdict=Verdict.MAY_CROSS,
    at=0,
    chances=(0.0, 0.05, 0.26),
    signal=replace(DISK, what="connections of the pool", subject="db:main"),
)
BEYOND = replace(
    CROSSES,
    verdict=Verdict.CROSSED,
    at=0,
    early=0,
    late=0,
    level=510e9,
    signal=replace(DISK, what="disk used of /srv"),
    past=(),
    course=course(500e9, 0.1e9),
)
CERTIFICATE = replace(
    CROSSES,
    signal=Signal(
        "main",
        "cert",
        "site:shop",
        "time that the certificate lasts",
        "certificate",
        "s",
        limit=Limit(0.0, Side.BELOW, "the date on which it ends"),
    ),
    at=NOW + 10 * DAY,
    early=NOW + 10 * DAY,
    late=NOW + 10 * DAY,
    course=course(94.0 * DAY, -DAY),
    past=(),
)
STAYS = replace(
    BEYOND,
    verdict=Verdict.STAYS,
    chances=(0.0, 0.0, 0.01),
    level=300e9,
    signal=replace(DISK, what="disk used of /"),
    course=course(300e9, 0.0),
)
NO_LIMIT = replace(
    STAYS, verdict=Verdict.NO_LIMIT, chances=(), signal=replace(DISK, what="requests", limit=None)
)
MUTED = replace(
    STAYS,
    verdict=Verdict.MUTED,
    signal=replace(DISK, what="disk used of /tmp"),
    so_far=SoFar(40, 20, muted="20 of 40 lay in their bands"),
)
SHORT = Forecast(
    replace(DISK, what="new one"), NOW, Verdict.TOO_SHORT, HORIZON, 5, NOW, reason="5 of 14 days are there"
)
UNUSABLE = Forecast(
    replace(DISK, what="broken one"),
    NOW,
    Verdict.UNUSABLE,
    HORIZON,
    reason="it has no points that are numbers",
)
EVERY = (CROSSES, OPEN, MAYBE, BEYOND, CERTIFICATE, STAYS, MUTED, NO_LIMIT, SHORT, UNUSABLE)
ENDS = (
    DatedEnd("support of Python 3.10", "host:web1", NOW - 22 * DAY, EndKind.SUPPORT, "a release plan"),
    DatedEnd(
        "certificate of the payment provider",
        "service:pay",
        NOW + 33 * DAY,
        EndKind.CERTIFICATE,
        "given in the operator's file",
    ),
    DatedEnd("hosting contract", "", NOW + 60 * DAY, EndKind.OTHER, "given in the operator's file"),
    DatedEnd("LTS of Debian 12", "host:web1", NOW + 590 * DAY, EndKind.SUPPORT, "a wiki"),
)


def foretold(
    forecasts: Sequence[Forecast] = EVERY,
    ends: Sequence[DatedEnd] = ENDS,
    sources: Sequence[str] = ("metrics.example:9090",),
) -> ForecastList:
    """Give a list of them with one notice."""
    notice = Notice("rules-unread", "3 rules are of shapes that are not read.", mend="state limits yourself")
    return replace(listed(forecasts, NOW, sources, [notice]), ends=tuple(ends))


def hostile(texts: Sequence[str]) -> ForecastList:
    """Give a list in which all that comes from outside is one of these texts."""
    made = []
    for number, one in enumerate(EVERY):
        text = texts[number % len(texts)]
        limit = one.signal.limit
        signal = Signal(
            text,
            text,
            text,
            text,
            text,
            text,
            {text: text},
            replace(limit, source=text) if limit is not None else None,
        )
        made.append(replace(one, signal=signal, reason=text))
    ends = tuple(replace(end, what=text, subject=text, source=text) for end in ENDS for text in texts)
    notices = tuple(Notice(text, text, mend=text) for text in texts)
    found = replace(foretold(made, sources=texts), notices=notices)
    return replace(found, ends=tuple(sorted(ends, key=lambda end: end.at)))
