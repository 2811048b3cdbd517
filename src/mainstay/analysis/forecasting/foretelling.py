"""From signals and their daily levels to forecasts, many at once: those of one length together."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.events import day_after, events_of, moments_of
from mainstay.analysis.forecasting.levels import daily_moves
from mainstay.analysis.forecasting.lines import fitted
from mainstay.analysis.forecasting.looking_back import STALE, lately, length_of
from mainstay.analysis.forecasting.stage_one import LEAST_DAYS, Foretold, foretell
from mainstay.analysis.forecasting.steps import NEVER
from mainstay.analysis.forecasting.stretching import stretch
from mainstay.domain.forecast import COVER, TOLD, WITHIN, Course, Forecast, Otherwise, SoFar, Step, Verdict
from mainstay.domain.ledger_case import Standing
from mainstay.domain.signal import Side, Signal

HORIZON: Final = 90
"""Days that are foretold."""
_UNLIKELY: Final = 0.1
_WINDOWS: Final = (28, 84)
_WORTH_TELLING: Final = 2 * DAY
_NO_EVENTS: Final[Mapping[str, Sequence[int]]] = MappingProxyType({})
_NO_STANDINGS: Final[Mapping[str, Standing]] = MappingProxyType({})
_NO_FACTORS: Final[Mapping[int, float]] = MappingProxyType({})

Known = tuple[Sequence[int], Standing | None]
"""What is known of a series beside its levels: when something was done to its subject, and the standing of its class."""


def forecasts(
    series: Iterable[tuple[Signal, Days]],
    now: int,
    horizon: int = HORIZON,
    events: Mapping[str, Sequence[int]] = _NO_EVENTS,
    standings: Mapping[str, Standing] = _NO_STANDINGS,
) -> tuple[Forecast, ...]:
    """Forecast series from their daily levels, in the order in which they come.

    `events` are the moments (seconds since 1970) at which something was done to a subject, by its name, or to all (""):
    deploys, changes of configuration. A step there needs less evidence, and is told with it. `standings` are what the ledger
    says of their classes; bands are multiplied by it.
    """
    made: dict[int, Forecast] = {}
    groups: defaultdict[int, list[tuple[int, Signal, Days]]] = defaultdict(list)
    for place, (signal, given) in enumerate(series):
        days = lately(given)
        short = _unfit(signal, days, now, horizon)
        if short is not None:
            made[place] = short
        else:
            groups[length_of(days)].append((place, signal, days))
    for length, group in groups.items():
        levels = np.stack([days.levels[-length:] for _, _, days in group])
        known = [(moments_of(one.subject, events), standings.get(one.sort)) for _, one, _ in group]
        ends = [days.until for _, _, days in group]
        found = foretell(levels, horizon, events_of([moments for moments, _ in known], ends, length))
        factors = [_NO_FACTORS if standing is None else standing.factors for _, standing in known]
        found = replace(found, stretch=stretch(factors, found.middle.shape[1]))
        made.update(_told(group, levels, found, now, known))
    return tuple(made[place] for place in sorted(made))


def _unfit(signal: Signal, days: Days, now: int, horizon: int) -> Forecast | None:
    there = int(np.count_nonzero(np.isfinite(days.levels)))
    if not there:
        return Forecast(signal, now, Verdict.UNUSABLE, horizon, reason="it has no points that are numbers")
    if now - days.until > STALE:
        return Forecast(
            signal,
            now,
            Verdict.UNUSABLE,
            horizon,
            there,
            days.until,
            reason="it has ended: nothing new comes",
        )
    return _short(signal, days, there, now, horizon) if there < LEAST_DAYS else None


def _short(signal: Signal, days: Days, there: int, now: int, horizon: int) -> Forecast:
    """Tell what can be told of too few days: whether the limit is passed now, and when there will be enough."""
    level = float(days.levels[np.isfinite(days.levels)][-1])
    return Forecast(
        signal,
        now,
        Verdict.CROSSED if _is_beyond(signal, level) else Verdict.TOO_SHORT,
        horizon,
        there,
        days.until,
        level=level,
        reason=f"{there} of {LEAST_DAYS} days are there",
        # The first day counts from its first point on, and once others are there it is thin beside them.
        ready=days.until + (LEAST_DAYS - there + (len(days.levels) == 1)) * DAY,
    )


def _told(
    group: Sequence[tuple[int, Signal, Days]],
    levels: NDArray[np.float64],
    found: Foretold,
    now: int,
    known: Sequence[Known],
) -> dict[int, Forecast]:
    limits = np.array([signal.limit.value if signal.limit else np.nan for _, signal, _ in group])
    above = np.array([signal.limit is None or signal.limit.side is Side.ABOVE for _, signal, _ in group])
    passed = np.nan_to_num(found.passed(limits, above))
    bands = (found.middle, found.edge((1 - COVER) / 2), found.edge((1 + COVER) / 2))
    whole = found.past.levels
    moves = daily_moves(whole)
    lines = {window: fitted(whole, window) for window in _WINDOWS if window <= levels.shape[1]}
    made = {}
    for row, (place, signal, days) in enumerate(group):
        chances = passed[row]
        verdict = _verdict(signal, whole[row, -1], chances)
        dates = passing(chances, days.until) if verdict in {Verdict.CROSSES, Verdict.MAY_CROSS} else (0, 0, 0)
        slopes = {window: (line.level[row], line.slope[row]) for window, line in lines.items()}
        at = dates[0] if verdict is Verdict.CROSSES else 0
        shown = levels[row]
        made[place] = Forecast(
            signal,
            now,
            verdict,
            found.middle.shape[1],
            len(shown),
            days.until,
            int(np.count_nonzero(~np.isfinite(shown))),
            float(whole[row, 0]),
            float(whole[row, -1]),
            float(found.slope[row]),
            bool(found.trusted[row]),
            at,
            dates[1],
            dates[2],
            tuple(float(chances[day - 1]) for day in WITHIN if day <= len(chances)) if signal.limit else (),
            _step(found, row, days.until, known[row][0]),
            _otherwise(signal, slopes, at, days.until, found.middle.shape[1]),
            float(found.error[row]) if found.tries else None,
            found.tries,
            reason=_reason(signal),
            course=_course(days.until - len(shown) * DAY, shown, *(one[row] for one in bands)),
            moves=float(moves[row]),
            so_far=_so_far(known[row][1]),
        )
    return made


def _course(start: int, past: NDArray[np.float64], *ahead: NDArray[np.float64]) -> Course:
    # By whole rows: number by number it would take as long as the forecast.
    known = [one if math.isfinite(one) else None for one in past.tolist()]
    return Course(start, tuple(known), *(tuple(one.tolist()) for one in ahead))


def _so_far(standing: Standing | None) -> SoFar | None:
    if standing is None:
        return None
    record = standing.record
    return SoFar(record.bands, record.inside, standing.replayed, record.muted)


def _reason(signal: Signal) -> str:
    known = signal.limit is None or np.isfinite(signal.limit.value)
    return "" if known else "its limit is no number, so that nothing passes it"


def _step(found: Foretold, row: int, until: int, moments: Sequence[int]) -> Step | None:
    """Tell the last of the steps, or the change of the unit when that came last."""
    count = found.past.levels.shape[1]
    step, unit = int(found.steps.day[row]), int(found.past.day[row])
    if step == unit == NEVER:
        return None
    if unit >= step:
        before, factor = found.past.levels[row, unit - 1], float(found.past.factor[row])
        height = float(found.past.levels[row, unit] - before / factor)
        return Step(until - (count - unit) * DAY, height, factor=factor)
    height = float(found.steps.height[row])
    if found.steps.event[row]:
        return Step(max(one for one in moments if day_after(one, until, count) == step), height, event=True)
    return Step(until - (count - step) * DAY, height)


def _verdict(signal: Signal, level: float, chances: NDArray[np.float64]) -> Verdict:
    if signal.limit is None:
        return Verdict.NO_LIMIT
    if not np.isfinite(signal.limit.value):
        return Verdict.STAYS
    if _is_beyond(signal, level):
        return Verdict.CROSSED
    if chances[-1] >= TOLD:
        return Verdict.CROSSES
    return Verdict.MAY_CROSS if chances[-1] >= _UNLIKELY else Verdict.STAYS


def _is_beyond(signal: Signal, level: float) -> bool:
    if signal.limit is None:
        return False
    return level > signal.limit.value if signal.limit.side is Side.ABOVE else level < signal.limit.value


def passing(chances: NDArray[np.float64], until: int) -> tuple[int, int, int]:
    """Give when it is as likely as not that the limit is passed, and the ends of the interval; 0 beyond the horizon."""
    shares = (0.5, (1 - COVER) / 2, (1 + COVER) / 2)
    at, early, late = (
        until + (int((chances >= share).argmax()) + 1) * DAY if chances[-1] >= share else 0
        for share in shares
    )
    return at, early, late


def _otherwise(
    signal: Signal, lines: dict[int, tuple[float, float]], at: int, until: int, horizon: int
) -> tuple[Otherwise, ...]:
    """Tell when the limit would be passed if the series went on as in the last weeks, where that makes a difference."""
    if signal.limit is None or not at:
        return ()
    told = []
    for window, (level, slope) in lines.items():
        room = signal.limit.value - level
        left = room / slope if slope and room / slope > 0 else np.inf
        when = until + round(left * DAY) if left <= horizon else 0
        if abs(when - at) > _WORTH_TELLING:
            told.append(Otherwise(window, when))
    return tuple(told)
