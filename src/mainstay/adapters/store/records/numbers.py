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
    if not math.isfinite(value):
        raise ValueError("a number is not finite")
    return float(value)


def maybe(value: object) -> float | None:
    """Give a finite number or None. Raises as `number` does."""
    return None if value is None else number(value)
