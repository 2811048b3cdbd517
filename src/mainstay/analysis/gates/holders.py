"""Who holds which role at a moment, and what a person may see."""

from collections.abc import Callable, Collection, Iterable
from fnmatch import fnmatchcase
from functools import cache

from mainstay.domain.people import EVERY_TEAM, Directory, Holding, Person, Role


def team_of(directory: Directory, subject: str) -> str:
    """Give the team that owns a subject: of those with a glob for it the first, "" where none has."""
    return next(
        (team.name for team in directory.teams if any(fnmatchcase(subject, glob) for glob in team.subjects)),
        "",
    )


def roles_of(
    directory: Directory, person: str, team: str, at: int, without: Collection[str] = ()
) -> dict[Role, str]:
    """Give the roles that a person holds in a team at a moment, each with who lent it ("" for their own, which goes first).

    What somebody of `without` lent is left out.
    """
    held: dict[Role, str] = {}
    for holding in _held(directory, person, team, at):
        if held.get(holding.role) != "" and holding.lent_by not in without:
            held[holding.role] = holding.lent_by
    return held


def owned_roles(
    directory: Directory, person: str, team: str, at: int, author: str = ""
) -> dict[str, frozenset[Role]]:
    """Give the roles that a person holds in a team at a moment by whose they are: first their own, under their name.

    What the `author` of a proposal lent does not count for it, or they could let it through by another's hand.
    """
    found: dict[str, frozenset[Role]] = {}
    held = _held(directory, person, team, at)
    for holding in sorted(held, key=lambda one: bool(one.lent_by)):
        owner = holding.lent_by or person
        if owner != author:
            found[owner] = found.get(owner, frozenset()) | {holding.role}
    return found


def teams_seen(directory: Directory, person: str, at: int) -> frozenset[str] | None:
    """Give the teams whose proposals a person may see, None for every team."""
    if not _active(directory, person):
        return frozenset()
    names = [team.name for team in directory.teams]
    if any(holding.team == EVERY_TEAM for holding in _now(directory.holdings, person, at)) and roles_of(
        directory, person, EVERY_TEAM, at
    ):
        return None
    return frozenset(name for name in names if roles_of(directory, person, name, at))


def everything(_subject: str) -> bool:
    """Let everything be seen."""
    return True


def subjects_of(directory: Directory, teams: Collection[str] | None) -> Callable[[str], bool]:
    """Tell which subjects are those of some teams, None for every team."""
    if teams is None:
        return everything
    return cache(lambda subject: team_of(directory, subject) in teams)


def holds_any(directory: Directory, person: str, roles: Iterable[Role], at: int) -> bool:
    """Tell whether a person holds one of some roles in any team at a moment, as their own and not lent."""
    teams = (EVERY_TEAM, *(team.name for team in directory.teams))
    return any(
        roles_of(directory, person, team, at).get(role) == "" for team in teams for role in tuple(roles)
    )


def person_of_user(directory: Directory, user: str) -> Person | None:
    """Give the active person who is a user of the operating system, None where there is none."""
    return next(
        (person for person in directory.people if person.user == user and user and person.active), None
    )


def _held(directory: Directory, person: str, team: str, at: int) -> list[Holding]:
    """Give the holdings by which a person is something in a team at a moment."""
    if not _active(directory, person):
        return []
    return [
        holding
        for holding in directory.holdings
        if holding.person == person
        and _counts(holding, team, at)
        and (not holding.lent_by or _owns(directory, holding, team, at))
    ]


def _now(holdings: Iterable[Holding], person: str, at: int) -> list[Holding]:
    return [holding for holding in holdings if holding.person == person and _in_time(holding, at)]


def _in_time(holding: Holding, at: int) -> bool:
    return holding.since <= at and (not holding.until or at < holding.until)


def _counts(holding: Holding, team: str, at: int) -> bool:
    return holding.team in {team, EVERY_TEAM} and _in_time(holding, at)


def _owns(directory: Directory, lent: Holding, team: str, at: int) -> bool:
    """Whether the lender holds the role themselves, by a holding of their own, at least where it is lent."""
    return _active(directory, lent.lent_by) and any(
        own.person == lent.lent_by and own.role == lent.role and not own.lent_by and _counts(own, team, at)
        for own in directory.holdings
    )


def _active(directory: Directory, name: str) -> bool:
    return any(person.name == name and person.active for person in directory.people)
