"""From an RRULE of iCalendar (RFC 5545, 3.3.10) to a rule by days; what is not understood is refused by its name."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from mainstay.analysis.calendars.recurring import Every, Rule
from mainstay.present.visible import visible

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_NUMBERS = 400
_KNOWN = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS")
_CLOCK = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}


def read_rule(parts: Mapping[str, Any], start: date) -> tuple[Rule, date | None]:
    """Give the rule that an RRULE states, and its UNTIL: a day, a time with or without a zone, or None.

    BYHOUR, BYMINUTE and BYSECOND may say again what DTSTART says, and nothing else.
    Raises ValueError for what is not understood.
    """
    given = {str(name).upper(): value for name, value in parts.items()}
    for name, value in given.items():
        if name in _CLOCK and isinstance(start, datetime):
            if list(value) != [getattr(start, _CLOCK[name])]:
                raise ValueError(f"{name} says another time than DTSTART, which is not understood")
        elif name not in _KNOWN:
            raise ValueError(f"{visible(name, 40)} in RRULE is not understood")
    frequency = str(_one(given, "FREQ")).upper()
    if frequency not in set(Every):
        raise ValueError(f"FREQ={visible(frequency, 40)} is not understood: an event comes daily at most")
    every = Every(frequency)
    until = _one(given, "UNTIL")
    if not (until is None or isinstance(until, date)):
        raise ValueError("UNTIL is neither a day nor a time")
    rule = Rule(
        every,
        _number(given, "INTERVAL", 1),
        _numbers(given, "BYMONTH", range(1, 13)),
        _numbers(given, "BYMONTHDAY", range(-31, 32)),
        frozenset(_weekday(str(text), every) for text in _some(given, "BYDAY")),
        _numbers(given, "BYSETPOS", range(-366, 367)),
        _DAYS.index(str(_one(given, "WKST") or "MO").upper()),
        _number(given, "COUNT", 0),
    )
    if every is Every.WEEK and rule.month_days:
        raise ValueError("BYMONTHDAY in a rule that goes by weeks is not understood")
    return rule, until


def _some(given: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = given.get(name, ())
    if len(found) > _MOST_NUMBERS:
        raise ValueError(f"{name} has {len(found):,} values")
    return list(found)


def _one(given: Mapping[str, Any], name: str) -> object:
    found = _some(given, name)
    if len(found) > 1:
        raise ValueError(f"{name} has more than one value")
    return found[0] if found else None


def _number(given: Mapping[str, Any], name: str, default: int) -> int:
    one = _one(given, name)
    if one is None:
        return default
    found = int(str(one))
    if not 1 <= found <= 1_000_000:
        raise ValueError(f"{name}={found} is not understood")
    return found


def _numbers(given: Mapping[str, Any], name: str, allowed: range) -> frozenset[int]:
    # A leap month (5L) is no number; int() of it would be.
    found = frozenset(int(str(one)) for one in _some(given, name))
    for one in found:
        if one not in allowed or not one:
            raise ValueError(f"{name}={one} is not understood")
    return found


def _weekday(text: str, every: Every) -> tuple[int, int]:
    text = text.upper()
    number = int(text[:-2] or 0)
    if text[-2:] not in _DAYS or abs(number) > 53 or (text[:-2] and not number):
        raise ValueError(f"BYDAY={visible(text, 40)} is not understood")
    if number and every not in (Every.MONTH, Every.YEAR):
        raise ValueError(f"BYDAY={visible(text, 40)} in a rule that goes by days or weeks is not understood")
    return number, _DAYS.index(text[-2:])
