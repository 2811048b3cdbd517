"""Whether something may be applied now, and else when."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from mainstay.analysis.calendars.windows import occurrences
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.gate import Gate, Lack, Missing, Opening
from mainstay.domain.plan import Plan


def opening(gates: Sequence[Gate], calendar: Calendar, plan: Plan, now: int) -> Opening:
    """Say whether the calendar lets a plan that passed its gates be applied at `now`, and when next it does.

    All gates must allow it at the same moment: each one's windows (one of them, where it names several) and, where it heeds
    them, no freeze.
    """
    why = tuple(_against(gates, calendar, plan, now))
    if not why:
        return Opening(True)
    moments = sorted({since for since in _beginnings(gates, calendar, plan, now) if since > now})
    return Opening(
        False,
        why,
        next((at for at in moments if not any(True for _ in _against(gates, calendar, plan, at))), 0),
    )


def freezes_for(calendar: Calendar, plan: Plan, at: int) -> tuple[Freeze, ...]:
    """Give the freezes that hold for a plan at a moment."""
    return tuple(
        freeze for freeze in calendar.freezes if freeze.since <= at < freeze.until and _is_for(freeze, plan)
    )


def _against(gates: Iterable[Gate], calendar: Calendar, plan: Plan, at: int) -> Iterable[Missing]:
    frozen = freezes_for(calendar, plan, at)
    for gate in gates:
        if gate.frozen:
            for freeze in frozen:
                yield Missing(gate.name, Lack.FROZEN, f"frozen: {freeze.name}, {freeze.reason}")
        if gate.windows and not any(_is_open(window, at) for window in _windows(gate, calendar, plan)):
            yield Missing(gate.name, Lack.WINDOW, f"outside {' and '.join(gate.windows)}")


def _beginnings(gates: Iterable[Gate], calendar: Calendar, plan: Plan, now: int) -> Iterable[int]:
    """Give every moment from which on something may be allowed that was not before."""
    for gate in gates:
        for window in _windows(gate, calendar, plan):
            yield from (since for since, _ in occurrences(window, now))
        if gate.frozen:
            yield from (freeze.until for freeze in calendar.freezes if _is_for(freeze, plan))


def _windows(gate: Gate, calendar: Calendar, plan: Plan) -> list[Window]:
    return [
        window
        for window in calendar.windows
        if window.name in gate.windows and any(fnmatchcase(plan.subject, glob) for glob in window.subjects)
    ]


def _is_open(window: Window, at: int) -> bool:
    return any(since <= at for since, _ in occurrences(window, at, days=1))


def _is_for(freeze: Freeze, plan: Plan) -> bool:
    return any(fnmatchcase(plan.subject, glob) for glob in freeze.subjects) and (
        not freeze.environments or plan.environment in freeze.environments
    )
