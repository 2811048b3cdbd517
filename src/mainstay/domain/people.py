"""People, what they may do, and for whom."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a team. ON_CALL is held by turns, all others until further notice."""

    VIEWER = "viewer"
    DEVELOPER = "developer"
    SRE = "sre"
    ON_CALL = "on-call"
    SECURITY = "security"
    WRITER = "writer"
    LEAD = "lead"
    MANAGER = "manager"
    TECHNICAL_DIRECTOR = "technical-director"
    CAB = "cab"


EVERY_TEAM = "*"


@dataclass(frozen=True, slots=True)
class Need:
    """That `count` people agree who hold one of `roles`. One person fills one place, however many roles they hold."""

    roles: tuple[Role, ...]
    count: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may decide. `user` is their name on the operating system, "" for none; those who left are not `active`."""

    name: str
    user: str = ""
    full_name: str = ""
    email: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Team:
    """Some people and the subjects that they own, as globs (`repo:shop/*`). Other teams neither see nor decide about them."""

    name: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """That a person holds a role in a team, or in EVERY_TEAM.

    It begins at `since` and ends before `until`, seconds since 1970; 0 for no end.
    `lent_by` is the person who lent it, "" for a role of their own: it holds only while the lender holds the role themselves,
    and what was lent cannot be lent on.
    """

    person: str
    role: Role
    team: str
    since: int = 0
    until: int = 0
    lent_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """All people, teams and holdings that are known."""

    people: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()
    holdings: tuple[Holding, ...] = ()


NOBODY = Directory()
