"""When a window next lets a subject be changed, for what waits for it without a plan at hand."""

from mainstay.analysis.gates.opening import opening
from mainstay.domain.calendar import Calendar
from mainstay.domain.gate import Gate, When
from mainstay.domain.plan import Change, Plan

NONE_IN_SIGHT = -1


def opens_at(calendar: Calendar, window: str, subject: str, environment: str, now: int) -> int:
    """Give 0 where a window ("" for any of the calendar) is open for a subject and nothing is frozen, else when it next is.

    NONE_IN_SIGHT where no time is. What a gate wants besides, announcements and sign-offs, its own question tells.
    """
    names = (window,) if window else tuple(one.name for one in calendar.windows)
    gate = Gate("window", "", When(), windows=names)
    plan = Plan("", "", "", Change.MAINTENANCE, subject, environment, "", ())
    found = opening([gate], calendar, plan, now)
    return 0 if found.open else found.next_at or NONE_IN_SIGHT
