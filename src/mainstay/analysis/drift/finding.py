"""What a comparison of two columns finds, before it is known how many columns there are."""

from dataclasses import dataclass, field

from mainstay.analysis.drift.chances import of_shares
from mainstay.analysis.drift.gates import Gates
from mainstay.domain.drift import Group, Measure, MeasureName
from mainstay.domain.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Looked:
    """Measures with the chance of each change being none; a measure decides with the chance of its own kind."""

    measures: tuple[tuple[Measure, float], ...] = ()
    new_values: tuple[str, ...] = ()
    gone_values: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = field(default=())


def of_cells(before: Sketch, after: Sketch, gates: Gates) -> tuple[tuple[Measure, float], ...]:
    """Compare how many cells have nothing in them, and how many have something that does not belong there."""
    found = [_shares(MeasureName.MISSING, before.missing, before.rows, after.missing, after.rows, gates)]
    odd = [getattr(one, "odd", 0) + getattr(one, "infinite", 0) for one in (before, after)]
    if any(odd):
        found.append(_shares(MeasureName.UNREADABLE, odd[0], before.rows, odd[1], after.rows, gates))
    return tuple(found)


def _shares(
    name: MeasureName, part: int, whole: int, other: int, other_whole: int, gates: Gates
) -> tuple[Measure, float]:
    if not whole or not other_whole:
        return Measure(name, 0.0, gate=gates.missing), 1.0
    chance = of_shares(part, whole, other, other_whole)
    return Measure(name, other / other_whole - part / whole, gate=gates.missing), chance
