"""Filling the places of a gate with people: each person takes one place, each place one person, each lent role its owner's."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import product

from mainstay.domain.gate import Seat
from mainstay.domain.people import Need, Role

Owned = Mapping[str, AbstractSet[Role]]
"""What a person holds, by whose roles they are: their own name, and those of who lent them some."""
_MOST_WAYS = 4_096


def fill(needs: Sequence[Need], people: Mapping[str, Owned]) -> list[tuple[Need, Seat | None]]:
    """Give the places of all needs, each with who fills it and as what, None where it stays empty.

    A role that was lent fills its owner's place: two people who stand there by roles of one owner are one. As many places are
    filled as can be, whichever way roles overlap; who comes first in `people` is preferred, and by a role of their own.
    """
    places = [need for need in needs for _ in range(need.count)]
    best: dict[int, Seat] = {}
    for standing in _standings(people):
        filled = _matched(places, people, standing)
        if len(filled) > len(best):
            best = filled
        if len(best) == min(len(places), len(people)):
            break
    return [(place, best.get(at)) for at, place in enumerate(places)]


def _standings(people: Mapping[str, Owned]) -> Iterator[dict[str, str]]:
    """Give each way in which people can stand for one owner of roles each, as their own first."""
    ways, choices = 1, []
    for person, owned in people.items():
        ways *= max(1, len(owned))
        # So many lent roles meet in no gate; beyond it too little is counted, and never too much.
        choices.append(list(owned)[: None if ways <= _MOST_WAYS else 1] or [person])
    for owners in product(*choices):
        yield dict(zip(people, owners, strict=True))


def _matched(
    places: Sequence[Need], people: Mapping[str, Owned], standing: Mapping[str, str]
) -> dict[int, Seat]:
    """Fill as many places as can be (a greatest matching by augmenting paths, Kuhn 1955), one for each owner of roles."""
    groups: dict[str, list[str]] = {}
    for person, owner in standing.items():
        groups.setdefault(owner, []).append(person)
    fits = {
        owner: {
            at: seat
            for at, place in enumerate(places)
            if (seat := _seat(place, owner, group, people)) is not None
        }
        for owner, group in groups.items()
    }
    taken: dict[int, str] = {}
    for owner in fits:
        _seated(owner, fits, taken, set())
    return {at: fits[owner][at] for at, owner in taken.items()}


def _seat(place: Need, owner: str, group: Sequence[str], people: Mapping[str, Owned]) -> Seat | None:
    for person in group:
        role = next((role for role in place.roles if role in people[person].get(owner, ())), None)
        if role is not None:
            return Seat(person, role, owner if owner != person else "")
    return None


def _seated(
    owner: str, fits: Mapping[str, Mapping[int, Seat]], taken: dict[int, str], tried: set[int]
) -> bool:
    for at in fits[owner]:
        if at in tried:
            continue
        tried.add(at)
        # Whoever sits there may find another place.
        if at not in taken or _seated(taken[at], fits, taken, tried):
            taken[at] = owner
            return True
    return False
