"""Replays of several sources as one: each source counts as it was replayed last."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from mainstay.domain.ledger_case import Came, ClassRecord
from mainstay.domain.replay import Replay, ReplayedClass

_WEEK: Final = 7 * 86_400


def joined(replays: Iterable[Replay]) -> Replay | None:
    """Give replays (the newest first) as one of all their sources, None where there is none.

    One whose sources were all replayed again does not count any more. Of a class those count that share no source, from the
    newest on, so that nothing counts twice.
    """
    stand: list[Replay] = []
    seen: set[str] = set()
    classes: dict[str, list[ReplayedClass]] = {}
    counted: dict[str, set[str]] = {}
    for one in replays:
        if stand and seen.issuperset(one.sources):
            continue
        stand.append(one)
        seen.update(one.sources)
        for part in one.classes:
            sources = counted.setdefault(part.record.sort, set())
            if sources.isdisjoint(one.sources):
                sources.update(one.sources)
                classes.setdefault(part.record.sort, []).append(part)
    return _as_one(stand, tuple(_class_of(classes[sort]) for sort in sorted(classes))) if stand else None


def _as_one(stand: Sequence[Replay], classes: tuple[ReplayedClass, ...]) -> Replay:
    newest = stand[0]
    if len(stand) == 1:
        return newest
    spans = [one for one in stand if one.mondays]
    first = min((one.first for one in spans), default=0)
    last = max((one.last for one in spans), default=0)
    return Replay(
        newest.id,
        newest.made_at,
        first,
        last,
        min(sum(one.mondays for one in spans), (last - first) // _WEEK + 1),
        sum(one.series for one in stand),
        tuple(dict.fromkeys(source for one in stand for source in one.sources)),
        classes,
    )


def _class_of(parts: Sequence[ReplayedClass]) -> ReplayedClass:
    """Give a class as one. What most of its levels say of being believed counts for all."""
    if len(parts) == 1:
        return parts[0]
    every = [part.record for part in parts]
    told: Counter[Came] = Counter()
    for one in every:
        told.update(dict(one.outcomes))
    record = ClassRecord(
        every[0].sort,
        sum(one.bands for one in every),
        sum(one.inside for one in every),
        _mean((one.sharpness, one.bands) for one in every),
        _mean((one.pinball, one.bands) for one in every),
        sum(one.crossings for one in every),
        sum(one.came for one in every),
        _mean((one.brier, one.crossings) for one in every),
        sum(one.dates for one in every),
        tuple((came, told[came]) for came in Came if told[came]),
        sum(one.unknown for one in every),
        max(every, key=lambda one: one.bands).muted,
    )
    learnt = {weeks for part in parts for weeks in part.factors}
    factors = {weeks: _factor(parts, weeks) for weeks in sorted(learnt)}
    return ReplayedClass(record, {weeks: one for weeks, one in factors.items() if one is not None})


def _factor(parts: Sequence[ReplayedClass], weeks: int) -> float | None:
    found = [(part.factors[weeks], part.record.bands) for part in parts if weeks in part.factors]
    mean = _mean((math.log(factor), bands) for factor, bands in found if factor > 0)
    return None if mean is None else math.exp(mean)


def _mean(found: Iterable[tuple[float | None, int]]) -> float | None:
    """Give the mean of figures, each as heavy as it has cases; None where none has any."""
    known = [(value, cases) for value, cases in found if value is not None and cases > 0]
    heavy = sum(cases for _, cases in known)
    return sum(value * cases for value, cases in known) / heavy if heavy else None
