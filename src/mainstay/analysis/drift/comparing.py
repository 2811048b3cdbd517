"""A table beside the one before it: each column compared, judged knowing how many there are, the farthest first."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mainstay.analysis.drift.categories import as_numbers, categories_compared, texts_compared
from mainstay.analysis.drift.chances import holm
from mainstay.analysis.drift.finding import Looked, of_cells
from mainstay.analysis.drift.gates import Gates
from mainstay.analysis.drift.number_columns import laid_on, quantiles
from mainstay.analysis.drift.numbers import numbers_compared
from mainstay.analysis.drift.text_columns import kind_of
from mainstay.domain.column_role import Role
from mainstay.domain.drift import ColumnDrift, DriftReport, DriftVerdict, Measure, MeasureName, Side
from mainstay.domain.sketch import ColumnKind, NumberSketch, Sketch, TableSketch

_SHOWN = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
_SIGNED = {MeasureName.MISSING, MeasureName.UNREADABLE}
_NINE_OF_TEN = 1.2816
_ENOUGH = 0.5
"""Standard deviations; where a shift of so much could stay hidden, nothing is said about a column."""
_ORDER = {
    DriftVerdict.GONE: 0,
    DriftVerdict.OTHER_KIND: 1,
    DriftVerdict.DRIFTED: 2,
    DriftVerdict.NEW: 3,
    DriftVerdict.TOO_FEW: 4,
    DriftVerdict.SAME: 5,
}
_ROLES = {Role.LABEL: 0, Role.PREDICTION: 0, Role.FEATURE: 1}


def compared(
    reference: TableSketch, current: TableSketch, gates: Gates, roles: Mapping[str, Role]
) -> DriftReport:
    """Compare two tables column by column; `roles` names those that are no features."""
    looks: dict[str, tuple[Sketch, Sketch, Looked]] = {}
    apart: list[ColumnDrift] = []
    for name in dict.fromkeys([*reference.columns, *current.columns]):
        before, after = reference.columns.get(name), current.columns.get(name)
        role = roles.get(name, Role.FEATURE)
        if before is None or after is None:
            verdict = DriftVerdict.NEW if before is None else DriftVerdict.GONE
            apart.append(ColumnDrift(name, role, verdict, _side(before), _side(after)))
            continue
        pair = _alike(before, after)
        if pair is None:
            apart.append(ColumnDrift(name, role, DriftVerdict.OTHER_KIND, _side(before), _side(after)))
        else:
            looks[name] = (*pair, _looked(*pair, gates))
    columns = [*apart, *_judged(looks, gates, roles)]
    return DriftReport(
        reference.name,
        current.name,
        reference.rows,
        current.rows,
        tuple(sorted(columns, key=_first)),
        detectable(reference.rows, current.rows, len(looks), gates.sure),
    )


def detectable(n: int, m: int, columns: int, sure: float) -> float:
    """Give the least shift in standard deviations that so many rows of so many columns show nine times of ten."""
    if not n or not m:
        return math.inf
    # The normal deviate of a chance shared by all columns, by its asymptotic series; exact to 2 % where it is below 1 %.
    share = sure / (4 * max(columns, 1))
    log = -2 * math.log(share)
    z = math.sqrt(log - math.log(2 * math.pi * log) + math.log(2 * math.pi * log) / log)
    return (z + _NINE_OF_TEN) * math.sqrt(1 / n + 1 / m)


def _alike(before: Sketch, after: Sketch) -> tuple[Sketch, Sketch] | None:
    """Give both as one kind, or None where they are not; what is empty is of any kind."""
    if isinstance(before, NumberSketch) == isinstance(after, NumberSketch):
        return before, after
    if not before.count or not after.count:
        return before, after
    pair = [one if isinstance(one, NumberSketch) else as_numbers(one) for one in (before, after)]
    if pair[0] is None or pair[1] is None:
        return None
    return pair[0], pair[1]


def _looked(before: Sketch, after: Sketch, gates: Gates) -> Looked:
    cells = of_cells(before, after, gates)
    if isinstance(before, NumberSketch) and isinstance(after, NumberSketch):
        found = numbers_compared(before, laid_on(after, before.scale), gates)
    elif isinstance(before, NumberSketch) or isinstance(after, NumberSketch):
        found = Looked()
    elif kind_of(before) is ColumnKind.TEXT:
        found = texts_compared(before, after, gates)
    else:
        found = categories_compared(before, after, gates)
    return replace(found, measures=(*found.measures, *cells))


def _judged(
    looks: Mapping[str, tuple[Sketch, Sketch, Looked]], gates: Gates, roles: Mapping[str, Role]
) -> list[ColumnDrift]:
    asked = [(name, place) for name, (_, _, look) in looks.items() for place in range(len(look.measures))]
    # Measures of one column share their chance; each different one is one more question asked.
    tests = sorted({(name, looks[name][2].measures[place][1]) for name, place in asked})
    sure = dict(zip(tests, holm([chance for _, chance in tests]), strict=True))
    found = []
    for name, (before, after, look) in looks.items():
        measures = tuple(
            replace(one, beyond=_beyond(one) and sure[name, chance] <= gates.sure)
            for one, chance in look.measures
        )
        chance = min((sure[name, one] for _, one in look.measures), default=1.0)
        found.append(
            ColumnDrift(
                name,
                roles.get(name, Role.FEATURE),
                _verdict(before, after, measures, len(looks), gates),
                _side(before),
                _side(after),
                measures,
                chance,
                look.new_values,
                look.gone_values,
                look.groups,
            )
        )
    return found


def _beyond(one: Measure) -> bool:
    """Whether a measure without what chance adds to it is at its gate."""
    return bool(one.gate) and far(one) >= 1


def far(one: Measure) -> float:
    """Give how far a measure with a gate is on its way to it, 1 at the gate, without what chance adds.

    It is below 0 where chance alone would have added more, so that the mean of many that did not move is near 0.
    """
    size = abs(one.value) if one.name in _SIGNED else one.value
    left = size**2 - one.by_chance**2
    return math.copysign(math.sqrt(abs(left)), left) / one.gate


def _verdict(
    before: Sketch, after: Sketch, measures: tuple[Measure, ...], columns: int, gates: Gates
) -> DriftVerdict:
    if any(one.beyond for one in measures):
        return DriftVerdict.DRIFTED
    if detectable(before.rows, after.rows, columns, gates.sure) > _ENOUGH:
        return DriftVerdict.TOO_FEW
    return DriftVerdict.SAME


def _side(one: Sketch | None) -> Side | None:
    if one is None:
        return None
    if isinstance(one, NumberSketch):
        kind = ColumnKind.NUMBER if one.count else ColumnKind.EMPTY
        shown = tuple(map(float, quantiles(one, _SHOWN))) if one.count else ()
        return Side(kind, one.rows, one.missing, quantiles=shown)
    return Side(kind_of(one), one.rows, one.missing, len(one.values))


def _first(one: ColumnDrift) -> tuple[int, int, float, str]:
    far = max((abs(measure.value) / measure.gate for measure in one.measures if measure.gate), default=0.0)
    return _ROLES[one.role] if one.needs_somebody else 1, _ORDER[one.verdict], -far, one.name
