"""Round numbers for axes and legends, and the way from a figure to a place on the drawing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_TINY = 1e-9  # what is smaller cannot be seen on a drawing and would end in rounding
_HUGE = 1e300  # what is larger has no room left for the difference of two, nor for a margin


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight map of figures from `low` to `high` onto coordinates from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, figure: float) -> float:
        """Give the coordinate of a figure; the middle where low and high are one."""
        span = self.high - self.low
        if span == 0:
            return (self.start + self.end) / 2
        return self.start + (figure - self.low) / span * (self.end - self.start)


def drawable(values: Iterable[float | None]) -> list[float]:
    """Give the figures that can be drawn: what is None, infinite, beyond 1e300 or no number is left out."""
    return [value for value in values if value is not None and abs(value) <= _HUGE]


def nice_ticks(low: float, high: float, about: int = 4, least_step: float = 0.0) -> tuple[float, ...]:
    """Give round, evenly spaced ticks that enclose `low` to `high`, `about` steps of at least `least_step`.

    Steps are 1, 2, 2.5 or 5 times a power of ten (Heckbert, "Nice Numbers for Graph Labels", Graphics Gems,
    1990).
    """
    if high < low:
        low, high = high, low
    if high - low <= _TINY * max(abs(low), abs(high), 1.0):
        reach = max(abs(low) * 0.1, least_step) if abs(low) > _TINY else max(1.0, least_step)
        low, high = (0.0, reach) if abs(low) <= _TINY else (low - reach, high + reach)
    step = max(_nice((high - low) / max(about, 1)), least_step)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(step * index, 12) for index in range(first, last + 1))


def thresholds(values: Iterable[float], levels: int = 5) -> tuple[float, ...]:
    """Give up to `levels` - 1 rising round bounds that part the figures above 0 into classes of a legend.

    A figure belongs to class 0 when it is 0, else to 1 + the number of bounds it reaches. The bounds lie near
    the quantiles 0.5, 0.8, 0.92, 0.97 for five levels, because figures of code have long tails: equal steps
    would paint nearly everything alike.
    """
    rising = sorted(value for value in drawable(values) if value > _TINY)
    if not rising:
        return ()
    bounds: list[float] = []
    for share in _quantiles(levels):
        bound = _two_digits(rising[min(len(rising) - 1, int(share * len(rising)))])
        if bound > (bounds[-1] if bounds else rising[0]):
            bounds.append(bound)
    return tuple(bounds)


def level(value: float | None, bounds: Sequence[float]) -> int:
    """Give the class of a figure by the bounds of `thresholds`; 0 for nothing."""
    if value is None or not value > 0:
        return 0
    return 1 + sum(value >= bound for bound in bounds)


def _quantiles(levels: int) -> tuple[float, ...]:
    return tuple(1 - 0.5 * 0.4**index for index in range(levels - 1))


def _nice(span: float) -> float:
    power = 10.0 ** math.floor(math.log10(span))
    return next(nice * power for nice in _NICE if nice * power >= span * 0.999999)


def _two_digits(value: float) -> float:
    power = 10.0 ** (math.floor(math.log10(value)) - 1)
    return round(round(value / power) * power, 9)
