"""The times at which windows open from now on, each with all that is known about it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from mainstay.analysis.calendars.windows import moment, occurrences
from mainstay.analysis.gates.fitting import gates_for
from mainstay.analysis.gates.opening import windows_for
from mainstay.analysis.gates.signing import Book, announced_at, book_of, shortcomings
from mainstay.analysis.gates.touching import teams_touched, touch
from mainstay.domain.calendar import Freeze, Window
from mainstay.domain.gate import Policy
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.plan import Plan
from mainstay.domain.window_view import FreezeView, MarkView, OccurrenceView, Shortcoming, TeamStanding

FARTHEST = 400
"""Days ahead that are looked at."""
_DAY = 86_400


def between(window: Window, now: int, until: int) -> Iterator[Occurrence]:
    """Give the occurrences of a window that have not closed at `now` and open by `until` (seconds since 1970), in order."""
    days = min(FARTHEST, (until - now) // _DAY + 2)
    for since, closes in occurrences(window, now, days):
        if since <= until:
            yield Occurrence(window.name, since, closes)


def upcoming(policy: Policy, marks: Iterable[Mark], now: int, until: int) -> list[OccurrenceView]:
    """Give what all windows open until a moment, the next one first."""
    known = book_of(marks, policy.directory, "").marks
    found: list[OccurrenceView] = []
    for window in policy.calendar.windows:
        teams = teams_touched(policy.directory, window.subjects)
        freezes = [one for one in policy.calendar.freezes if _is_for_some(one, window)]
        found += [
            _view(policy, window, about, known.get(about, ()), now, teams, freezes)
            for about in between(window, now, until)
        ]
    return sorted(found, key=lambda one: (one.opens_at, one.window))


def view_of(
    policy: Policy, window: Window, about: Occurrence, marks: Iterable[Mark], now: int
) -> OccurrenceView:
    """Give all that is known about an occurrence at `now`, by the roles that people have when it opens."""
    own = [mark for mark in marks if mark.occurrence == about]
    teams = teams_touched(policy.directory, window.subjects)
    freezes = [one for one in policy.calendar.freezes if _is_for_some(one, window)]
    return _view(policy, window, about, own, now, teams, freezes)


def named_moment(window: Window, text: str) -> tuple[int, int]:
    """Give the first and last second since 1970 that a text names: a day, a time of the wall clock, a time with its zone.

    A wall time is read as windows open by it: one that is left out is as much later, one that comes twice is the first.
    Raises ValueError for anything else.
    """
    told = datetime.fromisoformat(text)
    zone = ZoneInfo(window.zone)
    if len(text) == len("2026-12-24"):
        return moment(told.date(), 0, zone), moment(told.date(), 24 * 60, zone) - 1
    by_the_wall = told.tzinfo is None
    at = moment(told.date(), told.hour * 60 + told.minute, zone) if by_the_wall else int(told.timestamp())
    return at, at


def is_for(policy: Policy, window: Window, plan: Plan, team: str) -> bool:
    """Whether a gate of a plan waits for a window."""
    gates = gates_for(policy.gates, plan, team)
    return any(window in windows_for(gate, policy.calendar, plan) for gate in gates)


def _view(
    policy: Policy,
    window: Window,
    about: Occurrence,
    marks: Sequence[Mark],
    now: int,
    teams: Iterable[str],
    freezes: Iterable[Freeze],
) -> OccurrenceView:
    told = announced_at(marks)
    zone = ZoneInfo(window.zone)
    return OccurrenceView(
        window.name,
        window.zone,
        about.opens_at,
        about.closes_at,
        datetime.fromtimestamp(about.opens_at, zone).isoformat(),
        datetime.fromtimestamp(about.closes_at, zone).isoformat(),
        window.minutes,
        window.subjects,
        window.announce,
        told or 0,
        not window.announce or (told is not None and told <= about.opens_at - window.announce),
        _of_kind(marks, Marking.SIGNED_OFF),
        _of_kind(marks, Marking.CALLED_OFF),
        tuple(
            TeamStanding(team, _missing(policy, window, about, marks, team, max(now, about.opens_at)))
            for team in teams
        ),
        tuple(
            FreezeView(one.name, one.reason, one.since, one.until)
            for one in freezes
            if one.since < about.closes_at and about.opens_at < one.until
        ),
    )


def _missing(
    policy: Policy, window: Window, about: Occurrence, marks: Sequence[Mark], team: str, at: int
) -> tuple[Shortcoming, ...]:
    book = Book({about: marks}, policy.directory, team)
    return tuple(Shortcoming(lack, what) for lack, what in shortcomings(window, about, book, at))


def _of_kind(marks: Iterable[Mark], kind: Marking) -> tuple[MarkView, ...]:
    return tuple(
        MarkView(one.who, one.roles, one.teams, one.at, one.reason) for one in marks if one.marking is kind
    )


def _is_for_some(freeze: Freeze, window: Window) -> bool:
    return any(touch(one, other) for one in freeze.subjects for other in window.subjects)
