"""Filling the places of a gate with people: each person takes one place, each place one person."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from mainstay.domain.people import Need, Role


def fill(needs: Sequence[Need], people: Mapping[str, AbstractSet[Role]]) -> list[tuple[Need, str]]:
    """Give the places of all needs, each with the person who fills it, "" where it stays empty.

    As many places are filled as can be, whichever way roles overlap (a greatest matching by augmenting paths, Kuhn 1955); who
    comes first in `people` is preferred.
    """
    places = [need for need in needs for _ in range(need.count)]
    filled: dict[int, str] = {}
    for person in people:
        _seat(person, places, people, filled, set())
    return [(place, filled.get(at, "")) for at, place in enumerate(places)]


def _seat(
    person: str,
    places: Sequence[Need],
    people: Mapping[str, AbstractSet[Role]],
    filled: dict[int, str],
    tried: set[int],
) -> bool:
    for at, place in enumerate(places):
        if at in tried or people[person].isdisjoint(place.roles):
            continue
        tried.add(at)
        # Whoever sits there may find another place.
        if at not in filled or _seat(filled[at], places, people, filled, tried):
            filled[at] = person
            return True
    return False
