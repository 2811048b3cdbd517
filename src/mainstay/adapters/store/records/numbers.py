"""Numbers as they were kept, told from what somebody else put in their place."""

import math


def whole(value: object) -> int:
    """Give a whole number. Raises TypeError for what is none: SQLite keeps anything anywhere."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a whole number is none")
    return value


def number(value: object) -> float:
    """Give a finite number. Raises TypeError for what is no number, ValueError for one that is not finite."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a number is none")
    try:
        found = float(value)
    except OverflowError:
        # A whole number of JSON has as many digits as somebody wrote.
        raise ValueError("a number is too large") from None
    if not math.isfinite(found):
        raise ValueError("a number is not finite")
    return found


def maybe(value: object) -> float | None:
    """Give a finite number or None. Raises as `number` does."""
    return None if value is None else number(value)
