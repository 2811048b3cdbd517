"""What became of a date that was told."""

from mainstay.domain.ledger_case import Came, CrossingCase

_DAY = 86_400


def outcome(case: CrossingCase) -> Came | None:
    """Tell what became of the date of a case, None where no date was told."""
    if not case.at:
        return None
    if case.passed is None:
        return Came.NOT_RESOLVABLE
    if not case.passed:
        return Came.PREVENTED if case.prevented else Came.LATE
    if case.passed < case.early:
        return Came.EARLY
    if case.late and case.passed > case.late:
        return Came.LATE
    return Came.HIT
