"""From hourly levels to a forecast of the next hours: gaps filled, models tried, one chosen, with its band."""

import math
from collections.abc import Mapping

import numpy as np

from mainstay.analysis.forecasting.levels import Vector
from mainstay.analysis.rollups.hours import HOUR
from mainstay.analysis.short_term.bands import half_widths
from mainstay.analysis.short_term.choosing import Choice, choose
from mainstay.analysis.short_term.hours import LEAST, Hours, without_gaps
from mainstay.analysis.short_term.models import DAY, OWN, Model
from mainstay.analysis.short_term.trying import try_out
from mainstay.domain.short_term import ShortTerm
from mainstay.domain.signal import Limit, Side

SHOWN = 3 * DAY
"""Hours of the past that are shown with those to come."""
_HALF = 0.5


def tell(
    given: Hours,
    hours: int,
    models: Mapping[str, Model] = OWN,
    limit: Limit | None = None,
    widened: float = 1.0,
) -> ShortTerm | None:
    """Foretell the next `hours` of a series, its band `widened` by so much, as the ledger says of its class.

    None with less than two weeks, or where half of the hours are gaps.
    """
    there = np.isfinite(given.levels)
    if len(there) < LEAST or np.count_nonzero(there) < _HALF * len(there):
        return None
    past = without_gaps(given.levels)
    # Squares of what is beyond 1e154 are no numbers any more, and those of what is below its inverse are none either.
    unit = float(np.abs(past).max()) or 1.0
    trials = try_out(past / unit, hours, models)
    found = choose(trials)
    if found is None:
        return None
    ahead, wide = found.ahead * unit, _wide(found, past / unit, hours) * unit * widened
    # What counts or measures sizes is never below nothing, and neither is what is said of it.
    least = 0.0 if np.nanmin(given.levels) >= 0 else -np.inf
    middle, low, high = (np.maximum(one, least) for one in (ahead, ahead - wide, ahead + wide))
    at, early = _beyond(limit, (middle, low, high), given.until)
    return ShortTerm(
        found.model,
        given.until,
        tuple(middle.tolist()),
        tuple(low.tolist()),
        tuple(high.tolist()),
        found.error,
        found.profile,
        len(trials.came),
        at,
        early,
        len(there),
        int(np.count_nonzero(~there)),
        trials.left_out,
        tuple(one if math.isfinite(one) else None for one in given.levels[-SHOWN:].tolist()),
        widened,
    )


def _wide(found: Choice, past: Vector, hours: int) -> Vector:
    if len(found.left):
        return half_widths(found.left)
    # Without trials the days of the past stand for them: by how much each differs from the one before.
    changes = past[DAY:] - past[:-DAY]
    days = len(changes) // DAY
    return half_widths(np.resize(changes[-days * DAY :], (days, DAY))[:, np.arange(hours) % DAY])


def _beyond(limit: Limit | None, bands: tuple[Vector, Vector, Vector], start: int) -> tuple[int, int]:
    """Give when the middle is beyond the limit first, and when the edge of the band is that is nearer to it."""
    if limit is None or not np.isfinite(limit.value):
        return 0, 0
    middle, low, high = bands
    above = limit.side is Side.ABOVE
    both = [one > limit.value if above else one < limit.value for one in (middle, high if above else low)]
    at, early = (start + (int(one.argmax()) + 1) * HOUR if one.any() else 0 for one in both)
    return at, early
