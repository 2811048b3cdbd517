"""The moments that a cron expression names, by the wall clock of a zone and across its changes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from cronsim import CronSim

_MINUTE: Final = timedelta(minutes=1)
_HALF_DAY: Final = timedelta(hours=12)
_DAY: Final = 86_400


def times(cron: str, zone: str, at: int, *, back: bool = False) -> Iterator[int]:
    """Give the times of an expression after `at` (seconds since 1970), the next one first; with `back` those before, backwards.

    The expression is one that `analysis.schedules.expressions.fault` finds nothing wrong with. Clocks that change are met as
    Debian's cron and cronsim meet them. Where neither minute nor hour begins with a star it is for a time of the day: each
    comes once, one that the clocks leave out at the first moment after the gap (several of them at one moment are one), one
    that comes twice the first time. Where either begins with a star it is for the passing of time: what the clocks leave out
    does not come, and what comes twice comes twice. cronsim names the times of a clock that never changes, and they are laid
    on the zone here: its own way misses some where clocks change by half an hour or at midnight.

    Ends where there is none for 50 years. Raises ZoneInfoNotFoundError for a zone that this machine does not know.
    """
    there = ZoneInfo(zone)
    is_fixed = not any(field.startswith("*") for field in cron.split()[:2])
    walls = CronSim(cron, _beyond(at, there, back=back), reverse=back)
    last = at
    # Clocks change at night: from noon to noon moments can be put in order though the wall's times come twice.
    for _, walls_of_a_night in groupby(walls, lambda wall: (wall - _HALF_DAY).date()):
        found = {moment for wall in walls_of_a_night for moment in _moments(wall, there, is_fixed)}
        for moment in sorted(found, reverse=back):
            if moment < last if back else moment > last:
                last = moment
                yield moment


def _beyond(at: int, zone: ZoneInfo, *, back: bool) -> datetime:
    """Give a time of the wall from which on no moment that is sought is missed, though the clocks are put back meanwhile."""
    wall = datetime.fromtimestamp(at, zone)
    other = datetime.fromtimestamp(at - _DAY if back else at + _DAY, zone)
    now, then = wall.utcoffset() or timedelta(), other.utcoffset() or timedelta()
    plain = wall.replace(tzinfo=None, fold=0)
    return plain + max(timedelta(), then - now) if back else plain - max(timedelta(), now - then)


def _moments(wall: datetime, zone: ZoneInfo, is_fixed: bool) -> tuple[int, ...]:
    """Give the moments at which the wall shows a time, by the rules of `times`."""
    while is_fixed and _is_left_out(wall, zone):
        wall += _MINUTE
    first, second = (int(wall.replace(tzinfo=zone, fold=fold).timestamp()) for fold in (0, 1))
    if is_fixed:
        return (first,)
    return () if _is_left_out(wall, zone) else (first, second)


def _is_left_out(wall: datetime, zone: ZoneInfo) -> bool:
    there = wall.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)
    return there.replace(tzinfo=None, fold=0) != wall
