"""One time that a maintenance window opens, in words."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from mainstay.analysis.calendars.wall_words import span, wall
from mainstay.domain.gate import Lack
from mainstay.domain.people import EVERY_TEAM
from mainstay.domain.window_view import MarkView, OccurrenceView
from mainstay.present.times import ago, exact
from mainstay.present.visible import visible

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE = 60


def opens_words(view: OccurrenceView) -> str:
    """Tell when it opens by the wall clock of its zone, and how long it lasts: Tue 24 Nov 2026 22:30+00:00 (UTC), 4 h.

    Summer time may begin or end while it is open, so its length is told, and not only when it closes.
    """
    there = datetime.fromtimestamp(view.opens_at, ZoneInfo(view.zone))
    return (
        f"{_DAYS[there.weekday()]} {wall(view.opens_at, view.zone)} ({visible(view.zone, 64)}), "
        f"{span(view.minutes * _MINUTE)}"
    )


def announced_words(view: OccurrenceView) -> str:
    """Tell that it was just announced, and whether in time."""
    late = "" if view.in_time else ", TOO LATE: it will not open"
    return f"announced: {visible(view.window, 64)}, {opens_words(view)}{late}"


def standing(view: OccurrenceView, now: int) -> Iterator[tuple[str, bool]]:
    """Tell what is known of it, a line each, with whether it keeps something from being done."""
    yield f"opens {ago(view.opens_at, now)}, {exact(view.opens_at)}; for {_names(view.subjects)}", False
    if view.announced_at:
        yield f"announced {ago(view.announced_at, now)}, {exact(view.announced_at)}", False
    for one in view.signed_off:
        yield f"signed off by {_who(one, now)}", False
    for one in view.called_off:
        yield f"CALLED OFF by {_who(one, now)}", True
    for team in view.teams:
        for what in team.missing:
            if what.lack is Lack.CALLED_OFF:
                # Who did it stands above.
                continue
            yield f"missing for {visible(team.team, 64) or 'no team'}: it {visible(what.text, 600)}", True
    for freeze in view.freezes:
        until = f"{exact(freeze.since)} to {exact(freeze.until)}"
        yield f"FROZEN: {visible(freeze.name, 64)}, {visible(freeze.reason, 300)} ({until})", True


def _who(mark: MarkView, now: int) -> str:
    held = ", ".join(
        f"{role} of {'every team' if team == EVERY_TEAM else visible(team, 64)}"
        for role, team in zip(mark.roles, mark.teams, strict=False)
    )
    reason = f": {visible(mark.reason, 500)}" if mark.reason else ""
    return f"{visible(mark.who, 80)} as {held} {ago(mark.at, now)}{reason}"


def _names(subjects: tuple[str, ...]) -> str:
    return visible(", ".join(subjects), 200)
