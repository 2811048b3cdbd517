"""Days along an axis: few ticks with short names, kept apart from each other and from the present."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mainstay.present.charts.scale import Scale
from mainstay.present.times import month

_DAY = 86_400
_STEPS = (1, 2, 7, 14, 28, 56, 91)
_MOST = 7
_WEEKS_BELOW = 70  # days; with fewer than this, months would leave an axis with one tick or none
_APART = 0.075  # of the width, as much as a short name takes on a narrow page


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick: its place across (0 to 1) and its name."""

    place: float
    name: str


def ahead(days: int) -> tuple[Tick, ...]:
    """Give ticks of so many days ahead: today, 2 wk, 4 wk."""
    step = next((step for step in _STEPS if days / step <= _MOST), _STEPS[-1])
    return (
        Tick(0.0, "today"),
        *(Tick(at / days, _span(at)) for at in range(step, days + 1, step)),
    )


def around(start: int, end: int, now: int, present: str = "today") -> tuple[Tick, ...]:
    """Give ticks from `start` to `end` (seconds since 1970): the `present`, and months or weeks that do not touch it."""
    if end <= start:
        return (Tick(0.5, present),)
    scale = Scale(start, end, 0.0, 1.0)
    moments = _months(start, end) if end - start >= _WEEKS_BELOW * _DAY else _weeks(start, end, now)
    found = [Tick(scale(now), present)]
    for at, name in moments:
        if all(abs(scale(at) - other.place) >= _APART for other in found):
            found.append(Tick(scale(at), name))
    return tuple(sorted(found, key=lambda tick: tick.place))


def _span(days: int) -> str:
    return f"{days // 7} wk" if days % 7 == 0 else f"{days} d"


def _months(start: int, end: int) -> Sequence[tuple[int, str]]:
    first = datetime.fromtimestamp(start, UTC)
    count = round((end - start) / _DAY / 30.44)
    step = next((step for step in (1, 2, 3, 6) if count / step <= _MOST), 12)
    found = []
    for ahead_of in range(1, count + 2):
        number = first.year * 12 + first.month - 1 + ahead_of
        if number % 12 % step:
            continue
        at = int(datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC).timestamp())
        if start <= at <= end:
            name, _, year = month(at).partition(" ")
            found.append((at, year if number % 12 == 0 else name))
    return found


def _weeks(start: int, end: int, now: int) -> Sequence[tuple[int, str]]:
    step = 7 if (end - start) / _DAY / 7 <= _MOST else 14
    reach = (end - start) // _DAY // step + 1
    moments = [(now + number * step * _DAY, number * step) for number in range(-reach, reach + 1) if number]
    return [
        (at, f"{days // 7:+d} wk".replace("-", "\N{MINUS SIGN}"))
        for at, days in moments
        if start <= at <= end
    ]
