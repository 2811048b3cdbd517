"""The days on which something comes again by a rule of iCalendar (RFC 5545, 3.3.10), in a bounded number of steps.

python-dateutil knows the same rules, but walks one that never comes to the year 9999 and cannot be stopped on its way.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Spend = Callable[[int], None]
"""Is told how many days are looked at next; raises where that is too much."""


class Every(StrEnum):
    """What a rule goes by."""

    DAY = "DAILY"
    WEEK = "WEEKLY"
    MONTH = "MONTHLY"
    YEAR = "YEARLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by days: each `interval`-th day, week, month or year, and there the days that fit all that is not empty.

    `month_days` count from 1, or from the end from -1 on. `weekdays` are pairs of a number (0 for each such day, 2 for the
    second, -1 for the last) and a day (0 is Monday). `places` choose among the days of each week, month or year. `count` is how
    often it comes, 0 for ever.
    """

    every: Every
    interval: int = 1
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    places: frozenset[int] = frozenset()
    week_begins: int = 0
    count: int = 0


def days(rule: Rule, start: date, since: date, until: date, spend: Spend) -> Iterator[date]:
    """Give the days of a rule that begins on `start`, in order, from `since` to `until`.

    Where it is not counted the days before `since` are passed over without looking at them. Raises what `spend` raises.
    """
    rule = _with_defaults(rule, start)
    number = 0 if rule.count else max(0, _periods(rule, start, since) // rule.interval - 1)
    left = rule.count
    while True:
        try:
            first, length = _period(rule, start, number * rule.interval)
        except (ValueError, OverflowError):  # the calendar ends with the year 9999
            return
        if first > until.toordinal():
            return
        spend(length)
        for day in _chosen(rule, first, length):
            if day < start:
                continue
            if day > until:
                return
            if day >= since:
                yield day
            left -= 1
            if rule.count and not left:
                return
        number += 1


def _with_defaults(rule: Rule, start: date) -> Rule:
    """Give the rule with what its beginning says where it says nothing itself."""
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if not (month_days or weekdays):
        if rule.every is Every.WEEK:
            weekdays = frozenset({(0, start.weekday())})
        elif rule.every in (Every.MONTH, Every.YEAR):
            month_days = frozenset({start.day})
            if rule.every is Every.YEAR:
                months = months or frozenset({start.month})
    return Rule(
        rule.every, rule.interval, months, month_days, weekdays, rule.places, rule.week_begins, rule.count
    )


def _periods(rule: Rule, start: date, since: date) -> int:
    """Give how many days, weeks, months or years `since` lies behind `start`."""
    if rule.every is Every.DAY:
        return (since - start).days
    if rule.every is Every.WEEK:
        return (since - start).days // 7
    years = since.year - start.year
    return years if rule.every is Every.YEAR else years * 12 + since.month - start.month


def _period(rule: Rule, start: date, number: int) -> tuple[int, int]:
    """Give the first day of the so-manieth day, week, month or year as its ordinal, and how many days it has."""
    if rule.every is Every.DAY:
        return start.toordinal() + number, 1
    if rule.every is Every.WEEK:
        back = (start.weekday() - rule.week_begins) % 7
        return start.toordinal() - back + 7 * number, 7
    if rule.every is Every.MONTH:
        year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
        return date(year, month + 1, 1).toordinal(), monthrange(year, month + 1)[1]
    return date(start.year + number, 1, 1).toordinal(), 366 if isleap(start.year + number) else 365


def _chosen(rule: Rule, first: int, length: int) -> Iterable[date]:
    whole = range(max(first, 1), min(first + length, date.max.toordinal() + 1))
    fitting = [day for day in map(date.fromordinal, whole) if _fits(rule, day)]
    if not rule.places:
        return fitting
    at = {place - 1 if place > 0 else len(fitting) + place for place in rule.places}
    return [day for number, day in enumerate(fitting) if number in at]


def _fits(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    length = monthrange(day.year, day.month)[1]
    if rule.month_days and not {day.day, day.day - length - 1} & rule.month_days:
        return False
    if not rule.weekdays:
        return True
    if rule.every is Every.YEAR and not rule.months:
        at, length = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
    else:
        at = day.day
    which = (0, (at + 6) // 7, -((length - at) // 7) - 1)
    return any((number, day.weekday()) in rule.weekdays for number in which)
