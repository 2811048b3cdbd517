"""The times at which maintenance windows open, as they are shown: to a terminal, as JSON, in messages."""

from dataclasses import dataclass

from mainstay.domain.gate import Lack
from mainstay.domain.proposal import State

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class MarkView:
    """Who signed an occurrence off or called it off: as what (each of `roles` in the team at its place in `teams`), when, why.

    A team of "*" stands for all.
    """

    who: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """One thing that an occurrence lacks: its kind, and `text`, the end of a sentence about it."""

    lack: Lack
    text: str


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """What an occurrence lacks for one team's subjects ("" for those of no team)."""

    team: str
    missing: tuple[Shortcoming, ...]


@dataclass(frozen=True, slots=True)
class FreezeView:
    """A freeze that lies in an occurrence, wholly or in part; times in seconds since 1970."""

    name: str
    reason: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class OccurrenceView:
    """One time that a window opens.

    `opens_at` and `closes_at` are in seconds since 1970, `opens` and `closes` the same by the wall clock of `zone`.
    `wanted_before` is how many seconds before it must be announced, `announced_at` when it was; 0 where it need not be, or was
    not. It is open for a team while nothing is missing, and no freeze holds.
    """

    window: str
    zone: str
    opens_at: int
    closes_at: int
    opens: str
    closes: str
    minutes: int
    subjects: tuple[str, ...]
    wanted_before: int
    announced_at: int
    in_time: bool
    signed_off: tuple[MarkView, ...]
    called_off: tuple[MarkView, ...]
    teams: tuple[TeamStanding, ...]
    freezes: tuple[FreezeView, ...]


@dataclass(frozen=True, slots=True)
class WindowList:
    """What opens until a moment (seconds since 1970), or is open now, in the order in which it opens."""

    schema: int
    at: int
    person: str
    until: int
    occurrences: tuple[OccurrenceView, ...]


@dataclass(frozen=True, slots=True)
class Affected:
    """A proposal that waits for a window, as far as its announcement names it."""

    proposal: str
    state: State
    subject: str
    team: str
    title: str
