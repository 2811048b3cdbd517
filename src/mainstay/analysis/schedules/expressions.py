"""Whether a cron expression can be used for a schedule."""

from datetime import datetime
from typing import Final

from cronsim import CronSim, CronSimError

LONGEST: Final = 200
_FIELDS: Final = ("minute", "hour", "day-of-month", "month", "day-of-week")
_MONTH: Final = 3
_WRITTEN: Final = "a number, a list (1,15), a range (1-5), a step (*/15), or a name (mon, jan)"
# A date may come every 40 years only (a 29 February that is a Sunday, around 2100), which is within cronsim's 50.
_FROM: Final = datetime(2000, 1, 1)


def fault(cron: str) -> str:
    """Say in one sentence what is wrong with an expression of five fields, "" where nothing is.

    An expression whose date never comes (30 February) is wrong too.
    """
    if not cron.isascii() or not cron.isprintable() or len(cron) > LONGEST:
        return f"a cron expression is one line of at most {LONGEST} plain characters"
    fields = cron.split()
    if len(fields) != len(_FIELDS):
        return f"{cron!r} has {len(fields)} fields, and there are five: {', '.join(_FIELDS)}"
    try:
        comes = next(CronSim(cron, _FROM), None) is not None
    except CronSimError as error:
        if not _is_only_its_month(fields):
            return f"{cron!r}: its {_named(error)} is not {_WRITTEN}"
        comes = False
    if not comes:
        return f"{cron!r} never comes: no such month has such a day"
    return ""


def _is_only_its_month(fields: list[str]) -> bool:
    """Whether an expression that is refused would be taken in any month."""
    try:
        CronSim(" ".join((*fields[:_MONTH], "*", *fields[_MONTH + 1 :])), _FROM)
        CronSim(f"* * * {fields[_MONTH]} *", _FROM)
    except CronSimError:
        return False
    return True


def _named(error: CronSimError) -> str:
    return str(error).removeprefix("Bad ")
