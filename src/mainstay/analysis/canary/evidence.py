"""What one metric says at one look for being worse, in a form that its boundary understands."""

from collections.abc import Callable
from dataclasses import dataclass

FEWEST = 5
"""Points that each arm must have before a metric can fail."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """For one direction: `score` (standard normal, high is bad) after so much `information`, and whether the effect `matters`.

    `reach` gives the least score from a limit on that could have come about at all.
    """

    information: float
    score: float
    matters: bool
    reach: Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Effect:
    """Levels of both arms, and the relative change with its 95 % interval; infinite where the control is nothing."""

    canary: float
    control: float
    change: float
    low: float
    high: float
