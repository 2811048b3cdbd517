"""Figures as people read them: grouped digits, a real minus, a thin space before the unit."""

import math

THIN = "\u202f"  # narrow no-break space: a figure and its unit never part at a line's end
MINUS = "\u2212"
NONE = "\u2013"  # what stands where there is no figure
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_BEYOND = 1e15  # from here on digits and a scale would be longer than a power of ten
_SCALES = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def count(number: float) -> str:
    """Give a whole number with its thousands apart: 12,403; a dash for what is no number."""
    if not math.isfinite(number) or abs(number) >= _BEYOND:
        return _huge(number)
    return _real_minus(f"{round(number):,}")


def compact(number: float) -> str:
    """Give at most three digits and a scale: 12.4 k, 1.2 M, 3.1×10¹⁸; below 10,000 the whole number."""
    size = abs(number)
    if size < 9_999.5:
        return count(number)
    if size >= _BEYOND:
        return _huge(number)
    for scale, letter in _SCALES:
        if size >= scale * 0.9995:
            return f"{brief(number / scale, 1 if size < scale * 99.95 else 0)}{THIN}{letter}"
    return count(number)


def decimal(number: float | None, places: int = 1) -> str:
    """Give a number with `places` decimals and its thousands apart; a dash where there is none."""
    if number is None or not abs(number) < _BEYOND:
        return NONE if number is None else _huge(number)
    text = f"{number:,.{places}f}"
    return _real_minus(text if any(digit in text for digit in "123456789") else text.lstrip("-"))


def brief(number: float | None, places: int = 1) -> str:
    """Give a number with `places` decimals, or none where they would be zeros: 82.4, 82."""
    text = decimal(number, places)
    return text.rstrip("0").rstrip(".") if "." in text and "×" not in text else text


def signed(number: float | None, places: int = 1) -> str:
    """Give a difference with its sign: +3.2, −0.4, and 0 without one where it rounds to nothing."""
    if number is None or not math.isfinite(number):
        return NONE
    if round(abs(number), places) == 0:
        return "0"
    return f"+{decimal(number, places)}" if number > 0 else decimal(number, places)


def points(lost: float) -> str:
    """Give score points with two decimals; what is more than nothing but would round to it as <0.01."""
    if not lost > 0:
        return "0" if lost == 0 else decimal(lost, 2)
    return "<0.01" if lost < 0.005 else decimal(lost, 2)


def significant(number: float, digits: int = 2) -> str:
    """Give a number to so many digits that tell something: 0.0012, 0.34, 2.1, 120."""
    if number == 0 or not math.isfinite(number):
        return decimal(number, 0)
    power = math.floor(math.log10(abs(number))) - digits + 1
    return brief(round(number, -power), max(-power, 0))


def percent(share: float | None, places: int = 0) -> str:
    """Give a share (0 to 1) in percent: 15 %; what would only round to nothing or all as <1 % or >99 %."""
    if share is None or not math.isfinite(share):
        return NONE
    least = 10**-places
    if 0 < share * 100 < least / 2:
        return f"<{decimal(least, places)}{THIN}%"
    if 100 - least / 2 <= share * 100 < 100:
        return f">{decimal(100 - least, places)}{THIN}%"
    return f"{decimal(share * 100, places)}{THIN}%"


def percent_between(low: float | None, high: float | None, places: int = 0) -> str:
    """Give the ends of an interval of shares: 4 to 17 %; as one where they read the same."""
    first, last = percent(low, places), percent(high, places)
    return last if first == last else f"{first.removesuffix(f'{THIN}%')} to {last}"


def signed_percent(share: float | None, places: int = 0) -> str:
    """Give a relative change (0.15) with its sign: +15 %."""
    if share is None or not math.isfinite(share):
        return NONE
    return f"{signed(share * 100, places)}{THIN}%"


def size(number: float) -> str:
    """Give bytes in the nearest decimal unit: 412 B, 4.2 MB."""
    for scale, letter in _SCALES:
        if number >= scale:
            return f"{decimal(number / scale, 1 if number < scale * 100 else 0)}{THIN}{letter}B"
    return f"{count(number)}{THIN}B"


def plural(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun: 1 file, 12 files; `many` where an s at the end would be wrong."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def _huge(number: float) -> str:
    """Give a number of which only the power matters: 1.2×10¹⁸; a dash for what is none."""
    if not math.isfinite(number):
        return NONE
    digits, power = f"{number:.1e}".split("e+")
    return f"{_real_minus(digits.removesuffix('.0'))}×10{str(int(power)).translate(RAISED)}"


def _real_minus(text: str) -> str:
    return MINUS + text[1:] if text.startswith("-") else text
