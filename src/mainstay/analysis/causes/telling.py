"""The sentences of candidates: what was seen, in words that claim no more than that, and what would tell."""

from typing import Final

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_WHOLE: Final = 0.995
_MANY: Final = 99
"""From so many times on distances are cut off."""


def length(seconds: int) -> str:
    """Give a length of time in whole units: 1 hour, 3 days."""
    for unit, name in ((_DAY, "day"), (_HOUR, "hour")):
        if seconds >= unit and seconds % unit == 0:
            count = seconds // unit
            return f"{count} {name}{'' if count == 1 else 's'}"
    count = max(1, round(seconds / _MINUTE))
    return f"{count} minute{'' if count == 1 else 's'}"


def lead(lag: int) -> str:
    """Tell by how much a candidate leads."""
    return f"leads by {length(lag)}" if lag else "goes together with it"


def seen(lag: int, strength: float, share: float | None, chance: float) -> str:
    """Tell what was seen of a series."""
    way = "the same way" if strength > 0 else "the other way"
    told = f"{lead(lag)}, {way}: correlation {abs(strength):.2f} beyond season and past"
    if share is not None and share > 0:
        told += f", explains {share:.0%} of the slope".replace("%", " %")
    return f"{told}, chance of coincidence {chance_of(chance)}"


def seen_at(spreads: float, later: int, *, slope: bool) -> str:
    """Tell what was seen at a moment."""
    told = "the slope changed" if slope else "the level changed"
    when = f" within {length(later)} of it" if later else " with it"
    return f"{told}{when}, {times(spreads)} as far as at other moments"


def times(spreads: float) -> str:
    """Tell how many times as far; of what is cut off where it is that far no figure is claimed."""
    return f"{spreads:.1f} times" if spreads < _MANY else f"over {_MANY} times"


def would_tell(lag: int) -> str:
    """Say what would tell whether it is a cause."""
    if lag:
        return (
            "look whether it also led on other days, and whether both have a cause of their own before that"
        )
    return (
        "look at which of the two moved first in points that are nearer to each other, or for what moves both"
    )


def would_tell_at() -> str:
    """Say what would tell whether what was done is a cause."""
    return "look at what it changed, and whether taking it back brings the old level"


def chance_of(chance: float) -> str:
    """Give a small chance in words that do not claim more digits than there are."""
    return "below 0.1 %" if chance < 1e-3 else f"{chance:.1%}".replace("%", " %")
