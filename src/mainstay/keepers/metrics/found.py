"""A series that was found: what it is, and how its points are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mainstay.domain.signal import Side, Signal


@dataclass(frozen=True, slots=True)
class Found:
    """A series with the expression by which all of its family are read, and the labels by which it is known among them.

    The labels are as the server told them, without the metric's name: text from outside, for comparing and never for
    showing. `now` is its value when it was found, `promised` whether an SLO gave its limit, `supposed` whether a
    person gave it another one than its own.
    """

    signal: Signal
    query: str
    labels: Mapping[str, str] = field(default_factory=dict)
    now: float = 0.0
    promised: bool = False
    supposed: bool = False


_MONTH = 30 * 86_400.0


def closeness(found: Found) -> float:
    """Say how near a series is to its limit: 1 and more where it reached it, below 0 where it has none."""
    limit = found.signal.limit
    if limit is None or found.now != found.now:
        return -1.0
    if limit.side is Side.ABOVE:
        return found.now / limit.value if limit.value > 0 else 0.0
    if found.now <= limit.value:
        return 1.0
    # With a limit of 0 no share can be told: what has a month left is half way there.
    return limit.value / found.now if limit.value > 0 else _MONTH / (_MONTH + found.now - limit.value)
