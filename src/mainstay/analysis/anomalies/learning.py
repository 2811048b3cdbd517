"""Whether it helped to tell an anomaly: what enters the ledger, what became of it after a week, and what is muted."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.anomalies.usual import DAY
from mainstay.analysis.rollups.points import LARGEST
from mainstay.domain.anomaly import Anomaly, AnomalyKind
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import Of, Prediction
from mainstay.domain.signal import Limit, Samples, Side

WEEK: Final = 7 * DAY
PATIENCE: Final = 14 * DAY
"""Seconds after it was due for which points may be missing before nobody waits for them."""
ENOUGH: Final = 20
"""So many judged anomalies of a kind say whether it helps to tell it."""
HELPS: Final = 0.2
"""A kind of which a smaller share helped is only counted."""
LATEST: Final = 200
_SAME: Final = DAY
_HALF: Final = 1 / 2
_GO_ELSEWHERE: Final = (AnomalyKind.SHIFT, AnomalyKind.BEND)
_PREFIX: Final = "anomaly:"

KINDS: Final[Mapping[str, AnomalyKind]] = {f"{_PREFIX}{kind}": kind for kind in AnomalyKind}
"""The kinds of predictions of the ledger that anomalies are, with what each is."""


def entered(
    found: Iterable[Anomaly],
    open_ones: Collection[Prediction],
    now: int,
    text: Callable[[Anomaly], str],
    new_id: Callable[[], str],
    muted: Collection[AnomalyKind],
) -> list[Prediction]:
    """Give what of anomalies is new to the ledger; one of the same series and kind that began within a day of it is the same.

    What is told of a series is held to this: in the week after, its limit is passed, somebody does something about its
    subject, or it stays so.
    """
    known = [(one.of.source, one.of.key, one.subject, one.kind, one.of.since) for one in open_ones if one.of]
    made = []
    for one in found:
        signal, kind = one.signal, f"{_PREFIX}{one.kind}"
        place = (signal.source, signal.key, signal.subject, kind)
        if any(other[:4] == place and abs(other[4] - one.at) <= _SAME for other in known):
            continue
        known.append((*place, one.at))
        bound = signal.limit
        made.append(
            Prediction(
                new_id(),
                kind,
                signal.subject,
                text(one),
                now,
                one.at + WEEK,
                low=_number(one.usually),
                middle=_number(one.value),
                of=Of(
                    signal.source,
                    signal.key,
                    "",
                    one.at,
                    WEEK // DAY,
                    signal.unit,
                    limit=bound.value if bound and np.isfinite(bound.value) else None,
                    side=bound.side if bound else Side.ABOVE,
                    told=one.kind not in muted,
                ),
            )
        )
    return made


def judged(
    one: Prediction, samples: Samples, now: int, touched: Callable[[int, int], bool]
) -> Prediction | None:
    """Give an anomaly of the ledger with whether it helped to tell it, by the points of its series; None while nobody can know.

    `touched` says whether somebody did something about the subject between two moments.
    """
    kind = KINDS.get(one.kind)
    if one.of is None or kind is None or now < one.due_at:
        return None
    since, due = one.of.since, one.due_at
    if touched(since, due) or _limit_passed(one.of, samples, due):
        return replace(one, judged_at=now, came=True)
    last = _values(samples, due - DAY, due + 1)
    if kind is AnomalyKind.SILENCE and not len(last) and len(samples.times):
        return replace(one, judged_at=now, came=True)
    if not len(last):
        return given_up(one, now)
    value = float(np.median(last))
    if kind is AnomalyKind.BEND:
        first = _values(samples, since, since + DAY)
        value = (value - float(np.median(first))) / (due - since - DAY) * DAY if len(first) else np.nan
    stayed = kind is AnomalyKind.FLAT and bool(np.ptp(last) == 0)
    if kind in _GO_ELSEWHERE:
        stayed = _nearer_to_new(one, value)
    return replace(one, judged_at=now, came=stayed, value=_number(value))


def given_up(one: Prediction, now: int) -> Prediction | None:
    """Give an anomaly of the ledger that nobody can judge any more as one; None while somebody may."""
    if now < one.due_at + PATIENCE:
        return None
    return replace(one, judged_at=now, outcome=Came.NOT_RESOLVABLE)


def muted(judged_ones: Mapping[AnomalyKind, Sequence[Prediction]]) -> dict[AnomalyKind, str]:
    """Give the kinds that helped too seldom, with the reason as a phrase, from the latest anomalies that were judged."""
    found = {}
    for kind, every in judged_ones.items():
        known = [one for one in every if one.came is not None]
        helped = sum(bool(one.came) for one in known)
        if len(known) >= ENOUGH and helped < HELPS * len(known):
            found[kind] = (
                f"of the last {len(known)} of this kind {helped} helped, less than {HELPS:.0%}".replace(
                    "%", "\u202f%"
                )
            )
    return found


def _nearer_to_new(one: Prediction, value: float) -> bool:
    """Tell whether a level, or the slope of a bend, is still nearer to what it became than to what it was."""
    if one.low is None or one.middle is None:
        return False
    height = one.middle - one.low
    return bool((value - one.low) * np.sign(height) >= _HALF * abs(height) > 0)


def _limit_passed(of: Of, samples: Samples, due: int) -> bool:
    if of.limit is None:
        return False
    values = _values(samples, of.since, due + 1)
    bound = Limit(of.limit, of.side, "")
    return bool((values > bound.value if bound.side is Side.ABOVE else values < bound.value).any())


def _values(samples: Samples, since: int, until: int) -> NDArray[np.float64]:
    values = np.asarray(samples.values, dtype=np.float64)
    return values[(samples.times >= since) & (samples.times < until) & (np.abs(values) < LARGEST)]


def _number(value: float | None) -> float | None:
    return value if value is not None and np.isfinite(value) else None
