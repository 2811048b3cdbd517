"""Whether a gate's places can be filled at all by the people who are known."""

from collections.abc import Iterable

from mainstay.analysis.gates.filling import fill
from mainstay.analysis.gates.holders import owned_roles
from mainstay.domain.gate import Gate
from mainstay.domain.people import Directory, Need


def unfilled(
    gates: Iterable[Gate], directory: Directory, team: str, author: str, at: int
) -> tuple[tuple[str, Need], ...]:
    """Give the places, each with its gate, that stay empty even if everybody in a team but the author approves at a moment."""
    people = {
        person.name: owned_roles(directory, person.name, team, at, author)
        for person in directory.people
        if person.name != author
    }
    return tuple(
        (gate.name, need) for gate in gates for need, seat in fill(gate.needs, people) if seat is None
    )
