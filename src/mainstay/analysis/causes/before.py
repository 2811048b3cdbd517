"""What changed before something began: the same evidence for an incident, where there is one moment and no course to go by."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from mainstay.analysis.causes.innovations import innovations, moves_of
from mainstay.analysis.causes.leading import in_all
from mainstay.analysis.causes.ranking import LEAST_SLOTS, Looked, kind_of, seasons_of
from mainstay.analysis.causes.telling import length, times, would_tell, would_tell_at
from mainstay.analysis.forecasting.levels import Matrix, Vector
from mainstay.domain.anomaly import Happening
from mainstay.domain.cause import SCHEMA, Cause, CauseKind, Causes, CauseVerdict, Standing

LEAD: Final = 6
"""Slots before the begin, and the one of it, in which a candidate must have changed."""
_FAR: Final = 4.0
_DOUBT: Final = 0.01
_CLIP: Final = 100.0
_TAIL: Final = 3
_AT_ONCE: Final = 500


def changed_before(looked: Looked, began: int, happenings: Sequence[Happening] = ()) -> Causes:
    """Rank what changed in the slots before a moment (seconds since 1970), or at it, and not long before or after.

    How far a candidate moved is held against all stretches as long that came before. What was done to the subject in that time
    is told beside it: it is near, which proves nothing. Raises ValueError where the moment is not within what is looked at.
    """
    place = (began - looked.since) // looked.step
    if not 0 <= place < len(looked.levels):
        raise ValueError("the moment is not within the series")
    told = Causes(
        SCHEMA,
        looked.until,
        looked.signal,
        CauseVerdict.NONE,
        looked.step,
        looked.since,
        looked.until,
        {},
        began=began,
    )
    if place < LEAST_SLOTS:
        why = "there is too little history before it"
        return replace(told, verdict=CauseVerdict.TOO_SHORT, reason=why)
    counts: Counter[Standing] = Counter()
    near = [_done(one, began) for one in happenings if _near(one, looked.step, began)]
    counts[Standing.LIKELY] += len(near)
    found = [*near, *_of_series(looked, place, counts)]
    verdict = CauseVerdict.FOUND if found else CauseVerdict.NONE
    if not looked.candidates and not happenings:
        verdict = CauseVerdict.NO_CANDIDATES
    reason = (
        ""
        if found
        else f"of {sum(counts.values())} candidates none changed before it more than at other times"
    )
    seen = {one: counts[one] for one in Standing if counts[one]}
    return replace(told, verdict=verdict, looked_at=seen, causes=tuple(found), reason=reason)


def _near(one: Happening, step: int, began: int) -> bool:
    return began - LEAD * step <= one.at < began + step


def _done(one: Happening, began: int) -> Cause:
    kind = kind_of(one)
    lag = max(0, began - one.at)
    seen = f"was done {length(lag)} before it began" if lag else "was done when it began"
    # Nearness alone has no chance that could be told.
    return Cause(
        kind, Standing.LIKELY, one.what, one.subject, lag, 0.0, None, 1.0, seen, would_tell_at(), at=one.at
    )


def _of_series(looked: Looked, place: int, counts: Counter[Standing]) -> list[Cause]:
    count = len(looked.candidates)
    most, onset, chance = np.zeros(count), np.zeros(count, dtype=np.intp), np.ones(count)
    usable = np.zeros(count, dtype=np.bool_)
    for begin in range(0, count, _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        moves = moves_of(looked.rows[part], seasons_of(looked.step), _CLIP)
        usable[part] = moves.usable
        most[part], onset[part], chance[part] = _unusual(innovations(moves.changes, _CLIP), place)
    corrected = np.ones(count)
    corrected[usable] = in_all(chance[usable])
    found: list[Cause] = []
    for row, signal in enumerate(looked.candidates):
        likely = bool(usable[row]) and corrected[row] <= _DOUBT
        usual = Standing.CHANCE if usable[row] else Standing.UNUSABLE
        counts[Standing.LIKELY if likely else usual] += 1
        if not likely:
            continue
        lag = int(place - onset[row]) * looked.step
        when = f"{length(lag)} before it began" if lag else "when it began"
        seen = f"moved {times(abs(most[row]))} its usual spread {when}"
        found.append(
            Cause(
                CauseKind.ROW_COUNT if signal.sort == "rows" else CauseKind.SERIES,
                Standing.LIKELY,
                signal.what,
                signal.subject,
                lag,
                float(most[row]),
                None,
                float(corrected[row]),
                seen,
                would_tell(lag),
                signal,
            )
        )
    return sorted(
        found,
        key=lambda one: (one.chance, -abs(one.strength), one.what, one.signal.key if one.signal else ""),
    )


def _unusual(moves: Matrix, place: int) -> tuple[Vector, "np.ndarray[tuple[int], np.dtype[np.intp]]", Vector]:
    """Give how far each row went in the slots up to a place, where it began to, and the chance of that.

    The sum of moves from any of the slots on is looked at: a change of the level is as plain as a leap.
    """
    # A change from slot to slot belongs to the later of the two.
    there = place - 1
    reach = _reach(moves[:, : there + 1])
    last = reach[:, :, -1]
    best = np.abs(last).argmax(axis=0)
    most = last[best, np.arange(len(moves))]
    size = np.abs(most)
    usual = np.abs(reach[:, :, : there - LEAD]).max(axis=0)
    beaten = (usual >= size[:, None]).mean(axis=1)
    farthest = usual.max(axis=1)
    # Beyond the farthest that was there before, the tail is taken as heavy: twice as far is an eighth as likely.
    heavy = (farthest / np.where(size > 0, size, 1.0)) ** _TAIL / usual.shape[1]
    chance = np.where(beaten > 0, beaten, heavy)
    return most, np.asarray(there + 1 - best), np.where(size >= _FAR, chance, 1.0)


def _reach(moves: Matrix) -> "np.ndarray[tuple[int, int, int], np.dtype[np.float64]]":
    """Give the sums of the last 1, 2, ... moves at each slot, each by the root of how many they are."""
    sums = np.concatenate([np.zeros((len(moves), 1)), moves.cumsum(axis=1)], axis=1)
    found = np.zeros((LEAD + 1, *moves.shape))
    for first in range(LEAD + 1):
        found[first, :, first:] = (sums[:, first + 1 :] - sums[:, : moves.shape[1] - first]) / math.sqrt(
            first + 1
        )
    return found
