"""Which imports lead up through layers, or from one independent neighbour to another: directly, or by ways outside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mainstay.analysis.architecture.expressions import ContractError
from mainstay.analysis.architecture.web import Web, Work, ways


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a layer: its name, the number of the layer from the top, and whether it is independent of its neighbours."""

    name: str
    layer: int
    independent: bool = True


@dataclass(frozen=True, slots=True)
class Breach:
    """A name that breaks a contract: `way` are the names from it to what it may not reach, of the parts `lower` and `upper`."""

    head: str
    way: tuple[str, ...]
    lower: str
    upper: str
    beside: bool = False


def breaches(web: Web, owner: Mapping[str, Place], work: Work) -> list[Breach]:
    """Find each name in a layer with a way to a layer above it, or to a neighbour that it is to be independent of.

    What lies on the way is in no layer: a way through another layer is that layer's. As grimp's
    find_illegal_dependencies_for_layers, of which a name has one breach here, with its shortest way. Raises TooMuchWork.
    """
    members: dict[Place, list[str]] = defaultdict(list)
    for name in sorted(owner):
        members[owner[name]].append(name)
    back = web.backwards()
    found: list[Breach] = []
    for place in sorted(members, key=lambda place: (place.layer, place.name)):
        over = [other for other in members if _may_not_reach(place, other)]
        work.spend(len(members))
        targets = [name for other in over for name in members[other]]
        if not targets:
            continue
        led = ways(web, back, members[place], targets, lambda name: name not in owner, work)
        for head, way in led.items():
            reached = owner[way[-1]]
            found.append(Breach(head, tuple(way), place.name, reached.name, reached.layer == place.layer))
    return found


def _apart(one: Place, other: Place) -> bool:
    return one.layer != other.layer or one.independent


def _may_not_reach(place: Place, other: Place) -> bool:
    if other.layer == place.layer:
        return place.independent and other.name != place.name
    return other.layer < place.layer


def owners(packages: Sequence[Place], names: Iterable[str], work: Work) -> dict[str, Place]:
    """Give the part that each dotted name lies in.

    Raises ContractError where a part lies in another one, so that it cannot be told which is meant, and TooMuchWork.
    """
    by_name = {place.name: place for place in packages}
    found: dict[str, Place] = {}
    for name in names:
        work.spend(1 + name.count("."))
        inside = name
        while inside and inside not in by_name:
            inside = inside.rpartition(".")[0]
        if not inside:
            continue
        found[name] = by_name[inside]
        above = inside.rpartition(".")[0] if name == inside else ""
        while above:
            if above in by_name and _apart(by_name[inside], by_name[above]):
                raise ContractError(f"{inside[:100]!r} lies in {above[:100]!r}, and both are to be apart")
            above = above.rpartition(".")[0]
    return found
