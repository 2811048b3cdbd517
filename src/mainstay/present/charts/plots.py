"""Where things stand on the chart of a course: its axes, wide enough for levels, limit and band, and no wider."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.domain.forecast import Course, Forecast, Past
from mainstay.present.charts.scale import Scale, drawable, nice_ticks
from mainstay.present.measures import axis_scale

HEIGHT = 168  # pixels of the plot
DAY = 86_400
MOST_PAST = 26
"""Earlier forecasts that are drawn; half a year of weekly ones can still be told apart."""
_SHARE = "share"
_LEAST_RANGE = 0.02  # of the level: an axis must not make a mountain of a hair
_FAR = 2.5  # a limit farther than so many times the range of all else would press it flat, and is named at the edge
_BAND = 1.0  # of the range of all else is what a wide band may add to the axis on either side


@dataclass(frozen=True, slots=True)
class Plot:
    """Where things stand: moments across (0 to 1) and levels down, in pixels; the ticks of the levels are in their unit."""

    across: Scale
    down: Scale
    ticks: Sequence[float]
    factor: float
    unit: str

    def clipped(self, level: float) -> float:
        """Give how far down a level is, at the edge where it lies outside."""
        return min(max(self.down(level), 0.0), float(HEIGHT))


def plotted(one: Forecast, course: Course) -> Plot:
    """Give the axes of a forecast with a course of which something can be drawn."""
    levels = drawable((*course.past, *course.middle))
    past = drawable(value for each in one.past for value in (each.middle, each.value))
    low, high = min(*levels, *past, levels[0]), max(*levels, *past, levels[0])
    limit = one.signal.limit.value if one.signal.limit is not None else None
    reach = max(high - low, _LEAST_RANGE * max(abs(low), abs(high)))
    if limit is not None and drawable([limit]) and low - _FAR * reach <= limit <= high + _FAR * reach:
        low, high = min(low, limit), max(high, limit)
    reach = max(high - low, _LEAST_RANGE * max(abs(low), abs(high)))
    band = drawable((*course.low, *course.high))
    if band:
        low, high = max(min(low, *band), low - _BAND * reach), min(max(high, *band), high + _BAND * reach)
    low, high = _possible(low, high, course, limit, one.signal.unit)
    lacking = _LEAST_RANGE * max(abs(low), abs(high)) - (high - low)
    if lacking > 0:
        low, high = low - lacking / 2, high + lacking / 2
    factor, unit = axis_scale(max(abs(low), abs(high)), one.signal.unit)
    ticks = nice_ticks(low / factor, high / factor)
    end = course.start + (len(course.past) + len(course.middle)) * DAY
    across = Scale(course.start, end, 0.0, 1.0)
    return Plot(across, Scale(ticks[0] * factor, ticks[-1] * factor, HEIGHT, 0), ticks, factor, unit)


def _possible(low: float, high: float, course: Course, limit: float | None, unit: str) -> tuple[float, float]:
    """Leave out what a level that never was below nothing, or a share above all, is not going to be."""
    known = drawable((*course.past, limit))
    if known and min(known) >= 0:
        low = max(low, 0.0)
    if known and unit == _SHARE and max(known) <= 1:
        high = min(high, 1.0)
    return low, high


def past_middle(one: Forecast) -> int:
    """Give by how much the middle of a day lies before its end, at which a limit counts as passed."""
    return DAY // 2 if one.early else 0


def earlier_drawn(past: Sequence[Past]) -> list[Past]:
    """Give the earlier forecasts that are drawn."""
    return [one for one in past[-MOST_PAST:] if len(drawable([one.low, one.middle, one.high])) == 3]
