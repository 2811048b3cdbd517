"""Small drawings made of characters: bars and lines of the past."""

from collections.abc import Sequence

_STEPS = "▁▂▃▄▅▆▇█"
_GAP = "·"


def bar(share: float, cells: int) -> tuple[str, str]:
    """Draw a share (0 to 1) as a bar of so many cells: the filled part, in half cells, and the rest."""
    halves = round(max(0.0, min(1.0, share)) * cells * 2)
    if share > 0:
        halves = max(1, halves)
    if share < 1:
        halves = min(halves, cells * 2 - 1)
    filled = "━" * (halves // 2) + "╸" * (halves % 2)
    return filled, "─" * (cells - len(filled))


def course(values: Sequence[float | None], least_range: float) -> str:
    """Draw values as a line of columns, one a value; None is a gap.

    The columns' range is that of the values, but at least `least_range`, so that a flat course looks flat and low.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    missing = max(0.0, least_range - (high - low))
    low, high = low - missing / 4, high + missing * 3 / 4
    top = len(_STEPS) - 1
    scale = top / (high - low) if high > low else 0.0
    return "".join(
        _GAP if value is None else _STEPS[max(0, min(top, round((value - low) * scale)))] for value in values
    )
