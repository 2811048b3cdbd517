"""Two columns of texts beside each other: as categories where values come again, else by their lengths and words."""

import numpy as np

from mainstay.analysis.drift.chances import of_groups, of_shares
from mainstay.analysis.drift.distances import jensen_shannon, stability, variation
from mainstay.analysis.drift.finding import Looked
from mainstay.analysis.drift.gates import Gates
from mainstay.analysis.drift.number_columns import sketched
from mainstay.analysis.drift.numbers import LEAST_ROWS, numbers_compared
from mainstay.domain.drift import Group, Measure, MeasureName
from mainstay.domain.sketch import Counts, NumberSketch, TextSketch

_SHOWN = 12
_RARE = 5
"""Rows of a value in the reference below which its absence is no news."""


def categories_compared(before: TextSketch, after: TextSketch, gates: Gates) -> Looked:
    """Compare how often each value comes; those beyond what is counted are one group."""
    if before.count < LEAST_ROWS or after.count < LEAST_ROWS:
        return Looked()
    names = list(dict.fromkeys([*before.values, *after.values]))
    one, other = (_counts(side, names) for side in (before, after))
    chance = of_groups(one, other)
    size, lucky = variation(one, other)
    fresh = [name for name in after.values if name not in before.values and not before.others]
    came = sum(after.values[name] for name in fresh)
    gone = [name for name, count in before.values.items() if count >= _RARE and name not in after.values]
    measures = (
        (Measure(MeasureName.VARIATION, size, lucky, gates.variation), chance),
        (Measure(MeasureName.JENSEN_SHANNON, jensen_shannon(one, other)), chance),
        (Measure(MeasureName.STABILITY, stability(one, other)), chance),
        (
            Measure(MeasureName.NEW_VALUES, came / after.count, gate=gates.new_values),
            of_shares(0, before.count, came, after.count) if came else 1.0,
        ),
    )
    return Looked(
        measures,
        tuple(sorted(fresh, key=lambda name: -after.values[name])[:_SHOWN]),
        tuple(sorted(gone, key=lambda name: -before.values[name])[:_SHOWN]) if not after.others else (),
        _bars(names, one, other),
    )


def texts_compared(before: TextSketch, after: TextSketch, gates: Gates) -> Looked:
    """Compare texts that hardly ever come twice, by how long they are and by their words."""
    if before.lengths is None or after.lengths is None:
        return Looked()
    found = [
        (Measure(MeasureName.LENGTH, one.value, one.by_chance, one.gate), chance)
        for one, chance in numbers_compared(before.lengths, after.lengths, gates).measures
        if one.name is MeasureName.WASSERSTEIN
    ]
    if len(before.words) and len(after.words) and before.words.sum() and after.words.sum():
        size, lucky = variation(before.words, after.words)
        chance = of_groups(before.words, after.words)
        found.append((Measure(MeasureName.WORDS, size, lucky, gates.words), chance))
    return Looked(tuple(found))


def as_numbers(one: TextSketch) -> NumberSketch | None:
    """Give texts as the numbers that they all are, or None."""
    if one.others or not one.values:
        return None
    try:
        numbers = np.array([float(text) for text in one.values])
    except ValueError:
        return None
    return sketched(np.repeat(numbers, list(one.values.values())), missing=one.missing)


def _counts(one: TextSketch, names: list[str]) -> Counts:
    return np.array([*(one.values.get(name, 0) for name in names), one.others], np.int64)


def _bars(names: list[str], one: Counts, other: Counts) -> tuple[Group, ...]:
    before, after = one / one.sum(), other / other.sum()
    order = np.argsort(-np.maximum(before[:-1], after[:-1]), kind="stable")[:_SHOWN]
    bars = [Group(names[place], float(before[place]), float(after[place])) for place in order]
    rest = (1 - sum(bar.before for bar in bars), 1 - sum(bar.after for bar in bars))
    return (*bars, Group("", max(0.0, rest[0]), max(0.0, rest[1]))) if max(rest) > 1e-9 else tuple(bars)
