"""The ranking: candidates are looked at, held against chance and size, and the strongest that stand are told."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mainstay.analysis.causes.explaining import gains, one_thing, shares
from mainstay.analysis.causes.happened import changed_at
from mainstay.analysis.causes.innovations import innovations, moves_of
from mainstay.analysis.causes.leading import in_all, led_by
from mainstay.analysis.causes.telling import seen, seen_at, would_tell, would_tell_at
from mainstay.analysis.forecasting.levels import Matrix, Vector
from mainstay.domain.anomaly import Happening
from mainstay.domain.cause import SCHEMA, Cause, CauseKind, Causes, CauseVerdict, Standing
from mainstay.domain.signal import Signal

HOUR: Final = 3_600
DAY: Final = 86_400
LEAST_SLOTS: Final = 56
"""Slots of a series with which drivers are looked for at all: eight weeks of days, or more than two days of hours."""
DOUBT: Final = 0.01
"""The chance, among all candidates, above which one may be chance."""
LEAST_STRENGTH: Final = 0.2
"""The correlation below which a driver is too little to count, however sure it is."""
LEAST_SPREADS: Final = 5.0
"""Spreads of placebos that a change at an event is at the least."""
_AT_ONCE: Final = 500
_SEASONS: Final = {HOUR: (168, 24), DAY: (7,)}
_LAGS: Final = {HOUR: 24, DAY: 7}
_WINDOWS: Final = {HOUR: 24, DAY: 7}
_LATE: Final = {HOUR: 3, DAY: 1}


@dataclass(frozen=True, slots=True)
class Looked:
    """A series that is to be explained, and candidates (rows) at the same slots of `step` seconds from `since` on.

    Gaps are NaN. `step` is an hour or a day, or something else of which a day is so many slots.
    """

    signal: Signal
    levels: Vector
    candidates: Sequence[Signal]
    rows: Matrix
    since: int
    step: int

    @property
    def until(self) -> int:
        """Give when the last slot ends."""
        return self.since + self.step * len(self.levels)


def explain(looked: Looked, happenings: Sequence[Happening] = (), at: int = 0) -> Causes:
    """Rank what may drive a series. The order of candidates and the units of all series change nothing about the result."""
    empty = Causes(
        SCHEMA,
        at or looked.until,
        looked.signal,
        CauseVerdict.NO_CANDIDATES,
        looked.step,
        looked.since,
        looked.until,
        {},
    )
    if not len(looked.candidates) and not happenings:
        return replace(empty, reason="there is nothing else in what was given that could drive it")
    if len(looked.levels) < LEAST_SLOTS:
        return replace(empty, verdict=CauseVerdict.TOO_SHORT, reason="it has too little history")
    own = moves_of(looked.levels[None], seasons_of(looked.step))
    if not own.usable[0]:
        why = "it does not move, or has too many gaps"
        return replace(empty, verdict=CauseVerdict.TOO_SHORT, reason=why)
    counts: Counter[Standing] = Counter()
    found = [
        *_of_series(looked, own.changes[0], counts),
        *_of_happenings(looked, happenings, counts),
    ]
    order = _order_for(looked.signal.subject)
    likely = sorted((one for one in found if one.standing is Standing.LIKELY), key=order)
    same = sorted((one for one in found if one.standing is Standing.SAME), key=order)
    told = replace(
        empty,
        verdict=CauseVerdict.FOUND if likely else CauseVerdict.NONE,
        looked_at={one: counts[one] for one in Standing if counts[one]},
        causes=tuple(likely),
        same=tuple(same),
    )
    return told if likely else replace(told, reason=_none(counts))


def _order_for(subject: str) -> Callable[[Cause], tuple[float, bool, float, float, str, str, int]]:
    """Sort by strength; of nearly equal ones those of the same subject stand first."""

    def order(one: Cause) -> tuple[float, bool, float, float, str, str, int]:
        # A height in spreads has no end, a correlation ends at 1.
        strength = abs(one.strength) if one.signal is not None else 1 - math.exp(-abs(one.strength) / 10)
        name = f"{one.signal.source}\n{one.signal.key}" if one.signal is not None else one.subject
        other = one.subject != subject
        return -round(strength, 1), other, -strength, one.chance, one.what, name, one.at

    return order


def _of_series(looked: Looked, changes: Vector, counts: Counter[Standing]) -> list[Cause]:
    count = len(looked.candidates)
    if not count:
        return []
    ours = innovations(changes[None])[0]
    most_lag = max(1, min(_LAGS.get(looked.step, DAY // looked.step), len(ours) // 8))
    lag, strength, chance = np.zeros(count, dtype=np.intp), np.zeros(count), np.ones(count)
    share, usable = np.full(count, np.nan), np.zeros(count, dtype=np.bool_)
    follows, steady, same = (np.zeros(count, dtype=np.bool_) for _ in range(3))
    for begin in range(0, count, _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        rows = looked.rows[part]
        theirs = moves_of(rows, seasons_of(looked.step))
        led = led_by(ours, innovations(theirs.changes), most_lag)
        gain = gains(changes, theirs.changes, led.lag)
        usable[part] = theirs.usable
        lag[part], strength[part], chance[part] = led.lag, led.strength, led.chance
        follows[part], steady[part] = led.follows, led.steady
        share[part] = shares(looked.levels, rows, gain)
        units = np.array([one.unit == looked.signal.unit for one in looked.candidates[part]])
        at_once = gains(changes, theirs.changes, np.zeros(len(rows), dtype=np.intp))
        same[part] = one_thing(looked.levels, rows, led.together, at_once, units)
    corrected = np.ones(count)
    corrected[usable] = in_all(chance[usable])
    found = []
    for row, signal in enumerate(looked.candidates):
        standing = _standing(
            bool(usable[row]),
            bool(same[row]),
            float(corrected[row]),
            bool(follows[row]),
            float(strength[row]),
            bool(steady[row]),
        )
        counts[standing] += 1
        if standing in {Standing.LIKELY, Standing.SAME}:
            seconds = int(lag[row]) * looked.step
            part_of = None if math.isnan(share[row]) else float(share[row])
            found.append(
                Cause(
                    CauseKind.ROW_COUNT if signal.sort == "rows" else CauseKind.SERIES,
                    standing,
                    signal.what,
                    signal.subject,
                    seconds,
                    float(strength[row]),
                    part_of,
                    float(corrected[row]),
                    "the same thing in another form, or a part of it"
                    if same[row]
                    else seen(seconds, float(strength[row]), part_of, float(corrected[row])),
                    would_tell(seconds),
                    signal,
                )
            )
    return found


def _standing(
    usable: bool, same: bool, chance: float, follows: bool, strength: float, steady: bool
) -> Standing:
    if not usable:
        return Standing.UNUSABLE
    if same and chance <= DOUBT:
        return Standing.SAME
    if follows:
        return Standing.FOLLOWS
    if chance > DOUBT:
        return Standing.CHANCE
    if abs(strength) < LEAST_STRENGTH or not steady:
        return Standing.SMALL
    return Standing.LIKELY


def _of_happenings(looked: Looked, happenings: Sequence[Happening], counts: Counter[Standing]) -> list[Cause]:
    slots: dict[int, Happening] = {}
    for one in sorted(happenings, key=lambda one: (one.at, one.subject, one.what)):
        slot = -(-(one.at - looked.since) // looked.step)
        if 0 < slot < len(looked.levels):
            slots.setdefault(slot, one)
    window, late = _WINDOWS.get(looked.step, DAY // looked.step), _LATE.get(looked.step, 3)
    changes = changed_at(looked.levels, tuple(slots), window, late)
    best: dict[int, Cause] = {}
    chances = in_all(np.array([one.chance for one in changes])) if changes else np.empty(0)
    for change, chance in zip(changes, chances.tolist(), strict=True):
        if chance > DOUBT or change.spreads < LEAST_SPREADS or change.at in best:
            continue
        one, later = slots[change.at], change.lag * looked.step
        best[change.at] = Cause(
            kind_of(one),
            Standing.LIKELY,
            one.what,
            one.subject,
            0,
            change.spreads,
            None,
            chance,
            seen_at(change.spreads, later, slope=change.slope),
            would_tell_at(),
            at=one.at,
        )
    counts[Standing.LIKELY] += len(best)
    counts[Standing.CHANCE] += len(slots) - len(best)
    counts[Standing.UNUSABLE] += len(happenings) - len(slots)
    return list(best.values())


def kind_of(one: Happening) -> CauseKind:
    """Tell whether something was a run of Mainstay or an event that others know of."""
    return CauseKind.RUN if "run" in one.what.split() else CauseKind.EVENT


def seasons_of(step: int) -> tuple[int, ...]:
    """Give the seasons of a step in slots, the longest first."""
    return _SEASONS.get(step, (7 * DAY // step, DAY // step))


_WHY: Final[Mapping[Standing, str]] = {
    Standing.CHANCE: "with nothing in common beyond chance",
    Standing.SMALL: "too weak or not there all the time",
    Standing.FOLLOWS: "that moved only after it",
    Standing.SAME: "the same thing in another form or a part of it",
    Standing.UNUSABLE: "with too few points or no moves",
}


def _none(counts: Counter[Standing]) -> str:
    told = ", ".join(f"{counts[one]} {why}" for one, why in _WHY.items() if counts[one])
    total = sum(counts.values())
    return f"{total} candidate{'' if total == 1 else 's'} looked at: {told}"
