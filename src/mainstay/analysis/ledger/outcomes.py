"""What became of a date that was told, and how likely it was said to be."""

from mainstay.domain.forecast import COVER, TOLD
from mainstay.domain.ledger_case import Came, CrossingCase


def outcome(case: CrossingCase) -> Came | None:
    """Tell what became of the date of a case, None where no date was told.

    An interval that is open at its end says when it begins, and that it may be over behind the horizon: what was not passed by
    then is neither late nor a hit.
    """
    if not case.at:
        return None
    if case.passed is None:
        return Came.NOT_RESOLVABLE
    if not case.passed:
        if case.prevented:
            return Came.PREVENTED
        return Came.LATE if case.late else Came.NOT_RESOLVABLE
    if case.passed < case.early:
        return Came.EARLY
    if case.late and case.passed > case.late:
        return Came.LATE
    return Came.HIT


def stated(chance: float | None, cover: float = COVER, *, is_open: bool) -> float:
    """Give with which chance a date was to come within its interval, as far as that is looked at.

    Of an interval that is open at its end only what lies before the horizon is: that has the `chance` of passing the limit
    until there (no date is told below TOLD), without what was to come before the interval.
    """
    return max(chance or 0.0, TOLD) - (1 - cover) / 2 if is_open else cover
