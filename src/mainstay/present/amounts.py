"""Ranges of hours, money and fixes as people read them, never more exact than they are."""

import math
from typing import Protocol

from mainstay.domain.debt import Span
from mainstay.domain.price import Range
from mainstay.present.numbers import NONE, THIN, count, percent, percent_between, significant
from mainstay.present.visible import visible

_MINUTES = (5, 10, 15, 20, 30, 45)
_LEAST = 2.5 / 60  # hours; what is less is told as under five minutes
_CURRENCY = 8  # characters of it that are shown


class Rated(Protocol):
    """What knows the price of an hour: `rate` in `currency`, 0 where the settings name none."""

    @property
    def rate(self) -> float:
        """What an hour costs."""
        ...

    @property
    def currency(self) -> str:
        """In which currency."""
        ...


def hours(found: Range) -> str:
    """Give hours of work as a range: 2 to 5 h, 30 min to 2 h, about 3 h, up to 20 min."""
    return _range(found.p50, found.p90)


def hours_around(span: Span) -> str:
    """Give hours around their middle: 14 (8 to 26) h."""
    return f"{around(span)}{THIN}h"


def hour(amount: float) -> str:
    """Give hours of work as one rounded figure: 45 min, 1.5 h, 34 h."""
    if not math.isfinite(amount):
        return NONE
    figure, unit = _rounded(amount)
    return f"{figure}{THIN}{unit}" if figure else f"under 5{THIN}min" if amount > 0 else f"0{THIN}h"


def around(span: Span) -> str:
    """Give a figure and between what it lies: 3 (1 to 6)."""
    return f"{_two_digits(span.middle)} ({_between(span)})"


def hours_between(span: Span) -> str:
    """Give hours between the ends of a span: 380 to 900 h."""
    return _range(span.low, span.high)


def share_between(span: Span) -> str:
    """Give shares (0 to 1) in percent around their middle: 12 % (9 to 16 %)."""
    middle, between = percent(span.middle), percent_between(span.low, span.high)
    return middle if between == middle else f"{middle} ({between})"


def between(low: float, high: float) -> str:
    """Give whole numbers from the least to the most: 2 to 14, or just 3."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return NONE
    return count(low) if round(low) == round(high) else f"{count(low)} to {count(high)}"


def money(found: Range, rated: Rated | None) -> str:
    """Give what hours cost at the rate of the settings: EUR 180 to 420; "" where they name none."""
    if rated is None or not rated.rate > 0:
        return ""
    low, high = (_two_digits(amount * rated.rate) for amount in (found.p50, found.p90))
    currency = f"{visible(rated.currency, _CURRENCY)} " if rated.currency else ""
    return f"{currency}{low}" if low == high else f"{currency}{low} to {high}"


def carried(found: Range) -> str:
    """Give the hours a year that something costs: 15 to 45 min, up to 20 min; none seen where the past shows none at all."""
    return hours(found) if found.p90 > 0 else "none seen"


def cost(found: Range, rated: Rated | None) -> str:
    """Give what something costs a year in money where the settings say what an hour costs, else in hours."""
    return money(found, rated) if found.p90 > 0 and money(found, rated) else carried(found)


def _between(span: Span) -> str:
    return f"{_two_digits(span.low)} to {_two_digits(span.high)}"


def _range(low: float, high: float) -> str:
    if not (math.isfinite(low) and math.isfinite(high)):
        return NONE
    (first, small), (last, large) = _rounded(low), _rounded(high)
    if not first:
        return f"up to {last}{THIN}{large}" if last else hour(high)
    if (first, small) == (last, large):
        return f"about {last}{THIN}{large}"
    return f"{first}{'' if small == large else THIN + small} to {last}{THIN}{large}"


def _rounded(amount: float) -> tuple[str, str]:
    """Give the figure and its unit, both rounded to what an estimate can carry; "" for next to nothing."""
    if amount < _LEAST:
        return "", "min"
    minutes = amount * 60
    if minutes < 52.5:
        return str(min(_MINUTES, key=lambda known: abs(known - minutes))), "min"
    if amount < 2.25:
        return f"{round(amount * 2) / 2:g}", "h"
    return (count(amount) if amount < 9.5 else _two_digits(amount)), "h"


def _two_digits(amount: float) -> str:
    if not math.isfinite(amount):
        return NONE
    if amount < 9.5:
        return significant(round(amount, 1), 1) if amount < 1 else count(amount)
    return count(float(f"{amount:.2g}"))
