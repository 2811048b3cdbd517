"""Learn what a fix takes in a repository, and back-test it on fixes that came later."""

from collections.abc import Sequence

import numpy as np

from mainstay.analysis.effort.hours import Population, hours_for, learn_hours, size_classes
from mainstay.analysis.effort.pieces import Pieces, each
from mainstay.analysis.effort.quantiles import EQUAL, Z90, quantiles
from mainstay.analysis.effort.sessions import Changes, Floats, Mask
from mainstay.domain.cost_model import EffortModel, HeldOut, SizeClass
from mainstay.domain.price import Range

LEARNT_SECONDS = 3 * 365 * 86_400
"""How far back fixes are learnt from: of 1, 3 and 10 years, 3 told held-out fixes best."""
LEARNT_FIXES = 200
"""Where those years hold fewer fixes, older ones are taken up to this number."""
_WINDOWS = 6
_MOST_JUDGED = 600
_PRIOR_FIXES = 20.0


def learn_effort(changes: Changes, pieces: Pieces, now: int, before: Population) -> EffortModel:
    """Learn hours, lines and days of the repository's fixes up to `now` (seconds since 1970), and back-test the hours."""
    known = _known(pieces, now)
    observed = known & pieces.observed
    classes = learn_hours(pieces, observed, before)
    lines = pieces.lines[known & pieces.fix & (pieces.lines > 0)]
    sizes = np.concatenate([lines, before.sizes])
    weights = np.concatenate(
        [np.ones(len(lines)), np.full(len(before.sizes), _PRIOR_FIXES / len(before.sizes))]
    )
    several = pieces.days[known & pieces.fix & (pieces.changes > 1)]
    days = quantiles(several, np.ones(len(several)), (0.5, 0.9)) if len(several) else None
    return EffortModel(
        commits=int((changes.of_commit >= 0).sum()),
        changes=len(changes.at),
        observed=int((np.isfinite(changes.seconds) & (changes.size > 0)).sum()),
        pieces=int(observed.sum()),
        fixes=int((observed & pieces.fix).sum()),
        classes=classes,
        lines_per_fix=_range(quantiles(sizes, weights, (0.5, 0.9))),
        hours_per_fix=_range(_mixed(classes, sizes, weights)),
        days_per_fix=None if days is None else _range(days),
        windows=held_out(pieces, cuts(pieces, now), before),
    )


def learn_work(changes: Changes, now: int, before: Population) -> tuple[SizeClass, ...]:
    """Learn the hours of changes of all kinds, not of fixes alone: for what a file or the whole takes in a year."""
    single = each(changes)
    return learn_hours(single, _known(single, now) & single.observed, before)


def cuts(pieces: Pieces, now: int) -> tuple[tuple[int, int], ...]:
    """Place the windows of the back-test, newest first, as (begin, end) in seconds since 1970.

    The newer half of the observed fixes (at most 600) is cut into up to six windows of like number: where commits are
    squashed there may be years without one. What lies before a window is what its hours are learnt from.
    """
    at = np.sort(pieces.at[pieces.observed & pieces.fix & (pieces.at <= now)])
    judged = at[max(len(at) // 2, len(at) - _MOST_JUDGED) :]
    if len(at) < 2:
        return ()
    places = np.unique(np.linspace(0, len(judged), _WINDOWS + 1).astype(np.int64))[:-1]
    begins = np.unique(judged[places] - 1)
    ends = np.append(begins[1:], now)
    windows = [(int(begin), int(end)) for begin, end in zip(begins, ends, strict=True)]
    return tuple(reversed(windows))


def _known(pieces: Pieces, now: int) -> Mask:
    """Mask the pieces to learn from at a moment: those of the last years, and older ones where these hold few fixes."""
    before = pieces.at <= now
    fixes = pieces.at[before & pieces.observed & pieces.fix]
    since = now - LEARNT_SECONDS
    if len(fixes):
        since = min(since, int(fixes[-min(len(fixes), LEARNT_FIXES)]) - 1)
    known: Mask = before & (pieces.at > since)
    return known


def held_out(pieces: Pieces, windows: Sequence[tuple[int, int]], before: Population) -> tuple[HeldOut, ...]:
    """Judge the hours on each window: learnt from what ended up to its begin, held against the fixes that ended in it."""
    told = []
    for begin, end in windows:
        known = pieces.observed & _known(pieces, begin)
        later = pieces.observed & pieces.fix & (pieces.at > begin) & (pieces.at <= end)
        if not later.any():
            continue
        p50, p90 = hours_for(learn_hours(pieces, known, before), pieces.size[later])
        hours = pieces.hours[later]
        told.append(
            HeldOut(
                begin=begin,
                end=end,
                learnt=int((known & pieces.fix).sum()),
                judged=int(later.sum()),
                within_p50=int((hours <= p50).sum()),
                within_p90=int((hours <= p90).sum()),
            )
        )
    return tuple(told)


def _mixed(classes: Sequence[SizeClass], sizes: Floats, weights: Floats) -> Floats:
    """Give the quantiles of the hours over fixes of all these sizes, each class taken as log-normal."""
    share = np.bincount(size_classes(sizes), weights=weights, minlength=len(classes))
    p50 = np.log([one.hours.p50 for one in classes])
    spreads = (np.log([one.hours.p90 for one in classes]) - p50) / Z90
    cases = p50[:, None] + spreads[:, None] * EQUAL
    logs = quantiles(cases.ravel(), np.repeat(share, len(EQUAL)).astype(np.float64) + 1e-9, (0.5, 0.9))
    return np.exp(logs)


def _range(pair: Floats) -> Range:
    return Range(float(pair[0]), float(pair[1]))
