"""Measured values as people read them, each in its unit: 320 ms, 4.2 GB, 82 %, 1.2 k/s."""

import math

from mainstay.present.numbers import NONE, THIN, compact, percent, significant, size
from mainstay.present.times import duration

_BYTES, _SECONDS, _SHARE, _PLAIN = "B", "s", "share", "1"
_SHORT = ((1.0, 1e3, "ms"), (1e-3, 1e6, "µs"))
_DAY = 86_400
_LARGE = 9_999.5
_DIGITS = 3


def measured(value: float | None, unit: str) -> str:
    """Give a value in its unit: `B` for bytes, `s` for seconds, `share` for 0 to 1, `1` for plain numbers, any other word."""
    if value is None or not math.isfinite(value):
        return NONE
    if unit == _BYTES:
        return size(value) if value >= 0 else f"\N{MINUS SIGN}{size(-value)}"
    if unit == _SECONDS:
        return _seconds(value)
    if unit == _SHARE:
        return percent(value, 0 if abs(value) >= 0.1 or value == 0 else 1)
    number = compact(value) if abs(value) >= _LARGE else significant(value, _DIGITS)
    return number if unit in {_PLAIN, ""} else f"{number}{THIN}{unit}"


def _seconds(value: float) -> str:
    sign, left = ("\N{MINUS SIGN}" if value < 0 else ""), abs(value)
    if left >= 2 * _DAY:
        return f"{sign}{significant(left / _DAY, _DIGITS)}{THIN}days"
    if left >= 60:
        return sign + duration(left)
    if left >= 1 or left == 0:
        return f"{sign}{significant(left, _DIGITS)}{THIN}s"
    for most, scale, unit in _SHORT:
        if left >= most / 1e3:
            return f"{sign}{significant(left * scale, _DIGITS)}{THIN}{unit}"
    return f"{sign}{significant(left * 1e9, _DIGITS)}{THIN}ns"
