"""One look of a check: how long it takes at most, and what becomes of it."""

from collections.abc import Mapping

from mainstay.analysis.runs.patience import patient
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result, WaitFor
from mainstay.ports.action import Occasion

LONGEST_LOOK = 10.0
"""How long one look takes at most, in seconds."""


def seconds_of(occasion: Occasion) -> float:
    """Give how long one look may take on an occasion."""
    return min(LONGEST_LOOK, occasion.seconds)


def looked(
    found: Result, parameters: Mapping[str, Value], occasion: Occasion, waits_for: WaitFor = WaitFor.TIME
) -> Result:
    """Give what a look comes to: one that was stopped stays unknown, else the plan says how patient it is."""
    if found.mark is Mark.UNKNOWN and occasion.stopped():
        return found
    return patient(found, parameters, occasion, waits_for)
