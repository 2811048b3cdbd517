"""What was done to series and when: at a deploy or a change of configuration a step needs less evidence than on any day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import TO_SIGMA, Flags, Indices, Matrix, Vector
from mainstay.analysis.rollups.hours import DAY

MOST: Final = 12
"""Events of a series that count, the latest ones: who deploys each day explains no step by it."""
_WEEK, _NEAR = 7, 3
_LEAST_WEEKS: Final = 3
_SIGMAS: Final = 3.0
_AT_ONCE: Final = 0.6
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Events:
    """Events of a batch of series: the row of each, and the first day that is after it, counted from the first one."""

    rows: Indices
    days: Indices

    def within(self, first: int, until: int) -> "Events":
        """Give the events whose day is one of [first, until), counted from `first`."""
        kept = (self.days >= first) & (self.days < until)
        return Events(self.rows[kept], self.days[kept] - first)


NONE: Final = Events(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp))


def moments_of(subject: str, events: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """Give the moments (seconds since 1970) that count for a subject: its own and those of all (""), the earliest first."""
    if not events:
        return ()
    return tuple(sorted({*events.get(subject, ()), *events.get("", ())}))


def day_after(moment: int, until: int, days: int) -> int:
    """Give the first of so many days up to `until` that is after a moment: the next one, if half of its day was over."""
    return days - round((until - moment) / DAY)


def events_of(moments: Iterable[Sequence[int]], untils: Iterable[int], days: int) -> Events:
    """Give the events of series from their moments (the earliest first) and when the last of their `days` days ended."""
    rows, first = [], []
    for row, (given, until) in enumerate(zip(moments, untils, strict=True)):
        found = sorted({day for moment in given if 0 < (day := day_after(moment, until, days)) < days})
        rows += [row] * len(found[-MOST:])
        first += found[-MOST:]
    return Events(np.array(rows, dtype=np.intp), np.array(first, dtype=np.intp))


def heights(levels: Matrix, events: Events) -> Vector:
    """Give by how much the level rose at once at each event, 0 where it did not, or by no more than it does elsewhere.

    The medians of the weeks before and after (three days after it at the least) differ by more than 3 sigmas from what weeks
    beside each other usually differ by in this series, which allows for a slope; more where it had many events, of which one
    always lies at something. Most of it is there within three days, unlike growth that begins.
    """
    found = np.zeros(len(events.rows))
    days = levels.shape[1]
    if days < _LEAST_WEEKS * _WEEK or not len(events.rows):
        return found
    weeks = np.median(np.lib.stride_tricks.sliding_window_view(levels, _WEEK, axis=1), axis=2)
    jumps = weeks[:, _WEEK:] - weeks[:, :-_WEEK]
    usual = np.median(jumps, axis=1)
    sigma = TO_SIGMA * np.median(np.abs(jumps - usual[:, None]), axis=1) + _LEAST * np.abs(levels).max(axis=1)
    many = np.sqrt(_SIGMAS**2 + 2 * np.log(np.bincount(events.rows, minlength=len(levels)).clip(1)))
    for after in range(_NEAR, _WEEK + 1):
        chosen = _with_days(events, days, after)
        rows, first = events.rows[chosen], events.days[chosen]
        before = np.median(levels[rows[:, None], first[:, None] + np.arange(-_WEEK, 0)], axis=1)
        later, soon = (
            np.median(levels[rows[:, None], first[:, None] + np.arange(count)], axis=1)
            for count in (after, _NEAR)
        )
        apart = (_WEEK + after) / 2
        height = later - before - usual[rows] * apart / _WEEK
        wide = sigma[rows] * np.sqrt((_WEEK / after + 1) / 2)
        # Growth that begins goes on: within three days little of it is there.
        early = soon - before - usual[rows] * (_WEEK + _NEAR) / 2 / _WEEK
        steps = (np.abs(height) > many[rows] * wide) & (early * np.sign(height) > _AT_ONCE * np.abs(height))
        found[chosen] = np.where(steps, height, 0.0)
    return found


def _with_days(events: Events, days: int, after: int) -> Flags:
    """Tell which events have a week before them, and so many days after them, at most a week."""
    left = np.minimum(days - events.days, _WEEK)
    return np.asarray((events.days >= _WEEK) & (left == after))
