"""How far ahead a forecast looks, as it is given on the command line: days, or hours as 48h."""

import re
from dataclasses import dataclass
from typing import Final

import click

from mainstay.domain.short_term import LONGEST

LEAST_DAYS, MOST_DAYS = 7, 364
LEAST_HOURS: Final = 1
_TEXT = re.compile(r"([0-9]{1,4})(h?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Horizon:
    """So many days, and the hours that are told one by one: 0 where only what nears its limit is."""

    days: int
    hours: int = 0


def horizon_of(_context: click.Context, parameter: click.Parameter, value: str) -> Horizon:
    """Read 90 as days and 48h as hours. Raises BadParameter for what is neither."""
    found = _TEXT.fullmatch(value.strip())
    number = int(found[1]) if found else 0
    if found and found[2] and LEAST_HOURS <= number <= LONGEST:
        return Horizon(LEAST_DAYS, number)
    if found and not found[2] and LEAST_DAYS <= number <= MOST_DAYS:
        return Horizon(number)
    raise click.BadParameter(
        f"{value!r} is neither {LEAST_DAYS} to {MOST_DAYS} days nor {LEAST_HOURS}h to {LONGEST}h (hours).",
        param=parameter,
    )
