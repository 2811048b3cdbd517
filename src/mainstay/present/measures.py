"""Measured values as people read them, each in its unit: 320 ms, 4.2 GB, 82 %, 1.2 k/s."""

import math

from mainstay.present.numbers import NONE, RAISED, THIN, compact, percent, significant, size
from mainstay.present.times import duration

_BYTES, _SECONDS, _SHARE, _PLAIN = "B", "s", "share", "1"
_SHORT = ((1.0, 1e3, "ms"), (1e-3, 1e6, "µs"))
_DAY = 86_400
_LARGE = 9_999.5
_DIGITS = 3
STATED = 4
"""Digits of what somebody stated: 1,024 is not about 1,020."""
_TINY = 1e-12
"""What is less is the rounding of arithmetic, and would be told in dozens of zeros."""
_ENOUGH = 2
"""From so many of a unit on, an axis is told in it; with fewer its ticks would be parts of one."""
_SMALL = 0.01
_LETTERS = ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_BYTE_STEPS = (*((scale, f"{letter}B") for scale, letter in _LETTERS), (1.0, "B"))
_TIME_STEPS = (
    (86_400.0, "days"),
    (3_600.0, "h"),
    (60.0, "min"),
    (1.0, "s"),
    (1e-3, "ms"),
    (1e-6, "µs"),
    (1e-9, "ns"),
)


def measured(value: float | None, unit: str) -> str:
    """Give a value in its unit: `B` for bytes, `s` for seconds, `share` for 0 to 1, `1` for plain numbers, any other word."""
    if value is None or not math.isfinite(value):
        return NONE
    if abs(value) < _TINY:
        value = 0.0
    if unit == _BYTES:
        return size(value) if value >= 0 else f"\N{MINUS SIGN}{size(-value)}"
    if unit == _SECONDS:
        return _seconds(value)
    if unit == _SHARE:
        return percent(value, 0 if abs(value) >= 0.1 or value == 0 else 1)
    number = compact(value) if abs(value) >= _LARGE else significant(value, _DIGITS)
    return number if unit in {_PLAIN, ""} else f"{number}{THIN}{unit}"


def stated(value: float | None, unit: str) -> str:
    """Give what somebody stated, such as a limit, with more digits than what is measured has: 1,024, 87.5 %, 10 GB."""
    if value is None or unit == _SECONDS or not math.isfinite(value) or abs(value) < _TINY:
        return measured(value, unit)
    if unit == _SHARE:
        return f"{significant(value * 100, STATED)}{THIN}%"
    steps = _BYTE_STEPS[2:] if unit == _BYTES else tuple(step for step in _LETTERS if abs(value) >= _LARGE)
    scale, name = next((step for step in steps if abs(value) >= step[0]), (1.0, ""))
    word = name if unit in {_BYTES, _PLAIN, ""} else f"{name}{THIN}{unit}".lstrip(THIN)
    return f"{significant(value / scale, STATED)}{THIN}{word}".rstrip(THIN)


def axis_scale(most: float, unit: str) -> tuple[float, str]:
    """Give by what the ticks of an axis up to `most` are divided, and the word for the unit that they then are in."""
    steps = {_BYTES: _BYTE_STEPS, _SECONDS: _TIME_STEPS, _SHARE: ((0.01, "%"),)}.get(unit)
    if steps is not None:
        return next((step for step in steps if abs(most) >= step[0] * _ENOUGH), steps[-1])
    return _scale(abs(most)) if unit in {_PLAIN, ""} else _with_unit(*_scale(abs(most)), unit)


def _scale(most: float) -> tuple[float, str]:
    if most >= _LARGE:
        return next(step for step in reversed(_LETTERS) if most < step[0] * 1e3 or step is _LETTERS[0])
    if _TINY < most < _SMALL:
        power = 3 * math.floor(math.log10(most) / 3)
        return 10.0**power, f"×10{str(power).translate(RAISED)}"
    return 1.0, ""


def _with_unit(scale: float, letter: str, unit: str) -> tuple[float, str]:
    return scale, f"{letter} {unit}".strip()


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
