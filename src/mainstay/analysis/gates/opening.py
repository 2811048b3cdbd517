"""Whether something may be applied now, and else when."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from mainstay.analysis.calendars.windows import occurrences
from mainstay.analysis.gates.signing import EMPTY_BOOK, Book, can_still, lacking
from mainstay.domain.calendar import ENDLESS, Calendar, Freeze, Window
from mainstay.domain.gate import Gate, Lack, Missing, Opening
from mainstay.domain.occurrence import Occurrence
from mainstay.domain.plan import Plan

_Judge = Callable[[Gate, Window, Occurrence], Sequence[Missing]]


def opening(
    gates: Sequence[Gate], calendar: Calendar, plan: Plan, now: int, book: Book = EMPTY_BOOK
) -> Opening:
    """Say whether the calendar lets a plan that passed its gates be applied at `now`, and when next it does.

    All gates must allow it at the same moment: each one's windows (one of them, where it names several) and, where it heeds
    them, no freeze. A window is open while one of its occurrences is that lacks nothing by the `book`; the next moment is one
    at which what is lacking can still have come.
    """

    def at_the_time(at: int) -> _Judge:
        return lambda gate, window, about: tuple(lacking(window, about, book, at, gate.name))

    def in_hope(gate: Gate, window: Window, about: Occurrence) -> Sequence[Missing]:
        return () if can_still(window, about, book, now) else (Missing(gate.name, Lack.WINDOW, ""),)

    why = tuple(_against(gates, calendar, plan, now, at_the_time(now)))
    if not why:
        return Opening(True)
    moments = sorted({since for since in _beginnings(gates, calendar, plan, now) if since > now})
    hopeful = (at for at in moments if next(_against(gates, calendar, plan, at, in_hope), None) is None)
    next_at = next(hopeful, 0)
    still = _against(gates, calendar, plan, next_at, at_the_time(next_at)) if next_at else ()
    return Opening(False, why, next_at, tuple(still))


def freezes_for(calendar: Calendar, plan: Plan, at: int) -> tuple[Freeze, ...]:
    """Give the freezes that hold for a plan at a moment."""
    return tuple(
        freeze for freeze in calendar.freezes if freeze.since <= at < freeze.until and _is_for(freeze, plan)
    )


def windows_for(gate: Gate, calendar: Calendar, plan: Plan) -> list[Window]:
    """Give the windows that a gate names and whose globs fit a plan's subject."""
    return [
        window
        for window in calendar.windows
        if window.name in gate.windows and any(fnmatchcase(plan.subject, glob) for glob in window.subjects)
    ]


def _against(
    gates: Iterable[Gate], calendar: Calendar, plan: Plan, at: int, judge: _Judge
) -> Iterator[Missing]:
    frozen = freezes_for(calendar, plan, at)
    for gate in gates:
        if gate.frozen:
            for freeze in frozen:
                yield Missing(gate.name, Lack.FROZEN, f"frozen: {freeze.name}, {freeze.reason}")
        if gate.windows:
            yield from _outside(gate, windows_for(gate, calendar, plan), at, judge)


def _outside(gate: Gate, windows: Iterable[Window], at: int, judge: _Judge) -> Sequence[Missing]:
    """Give why a gate's windows are closed at a moment, nothing where one of them is open."""
    found = [judge(gate, window, about) for window in windows for about in _around(window, at)]
    if not found:
        return (Missing(gate.name, Lack.WINDOW, f"outside {' and '.join(gate.windows)}"),)
    return [missing for lacks in found for missing in lacks] if all(found) else ()


def _around(window: Window, at: int) -> Iterator[Occurrence]:
    """Give the occurrences that a moment lies in; one that lasts days may begin before the one before it has ended."""
    for since, until in occurrences(window, at, days=1):
        if since <= at:
            yield Occurrence(window.name, since, until)


def _beginnings(gates: Iterable[Gate], calendar: Calendar, plan: Plan, now: int) -> Iterable[int]:
    """Give every moment from which on something may be allowed that was not before."""
    for gate in gates:
        for window in windows_for(gate, calendar, plan):
            yield from (since for since, _ in occurrences(window, now))
        if gate.frozen:
            yield from (
                freeze.until
                for freeze in calendar.freezes
                if freeze.until < ENDLESS and _is_for(freeze, plan)
            )


def _is_for(freeze: Freeze, plan: Plan) -> bool:
    return any(fnmatchcase(plan.subject, glob) for glob in freeze.subjects) and (
        not freeze.environments or plan.environment in freeze.environments
    )
