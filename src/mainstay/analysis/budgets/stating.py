"""Objectives as people state them: `shop=99.9% errors_total / requests_total in 30d`."""

import math
import re
from typing import Final

from mainstay.analysis.promql.tokens import NotUnderstood, Sort, words
from mainstay.domain.budget import Objective

WINDOW: Final = "$window"
LONGEST: Final = 4_000
MOST_DAYS: Final = 90
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}\Z")
_SHAPE: Final = re.compile(
    r"([^=\s]*)\s*=\s*([0-9.,+\-eE]+)\s*%\s+(.*?)(?:\s+in\s+([0-9]{1,4})d)?\s*\Z", re.DOTALL
)
_OPENS, _CLOSES = "([{", ")]}"


def stated(text: str) -> Objective:
    """Read `NAME=99.9% BAD / TOTAL in 30d`; the window may be left out. Raises ValueError, which says what is wrong."""
    found = _SHAPE.match(text) if len(text) <= 2 * LONGEST else None
    if found is None:
        raise ValueError("it is not of the form NAME=99.9% BAD / TOTAL in 30d")
    try:
        goal = float(found[2])
    except ValueError:
        raise ValueError(f"{found[2]} is no number") from None
    bad, total = _parted(found[3])
    return checked(Objective(found[1], share_of(goal), total, bad=bad, days=int(found[4] or 30)))


def share_of(percent: float) -> float:
    """Give an objective in percent as a share. Raises ValueError for what none can be."""
    if not 0 < percent <= 100:
        told = f"{percent:g}%" if math.isfinite(percent) else "that"
        why = "no promise" if percent == 0 else "no share of events: it is above 0 and at most 100"
        raise ValueError(f"an objective of {told} is {why}")
    # 1 - 0.999 is to be 0.001 as nearly as can be told.
    return 1.0 - round(100.0 - percent, 9) / 100.0


def checked(one: Objective) -> Objective:
    """Give an objective that can be asked for. Raises ValueError, which says what is wrong."""
    if not _NAME.match(one.name):
        raise ValueError("its name is of small letters, digits and . _ @ -, 64 at most")
    if not 0 < one.goal <= 1:
        raise ValueError("its objective is not above 0% and at most 100%")
    if not 1 <= one.days <= MOST_DAYS:
        raise ValueError(f"its window has 1 to {MOST_DAYS} days")
    if bool(one.bad) == bool(one.good):
        raise ValueError("it has either bad or good events")
    for query in filter(None, (one.total, one.bad, one.good)):
        _check_query(query)
    if not one.total:
        raise ValueError("it does not say what all events are")
    return one


def _check_query(query: str) -> None:
    if len(query) > LONGEST:
        raise ValueError(f"a query of it is longer than {LONGEST} characters")
    if not query.strip():
        raise ValueError("a query of it is empty")
    if WINDOW not in query and not _is_selector(query):
        raise ValueError(
            f'{query!r} is neither a selector of counters, as errors_total{{job="shop"}}, nor has it {WINDOW} for its range'
        )


def _is_selector(query: str) -> bool:
    """Whether a query is the name of a metric, with labels or without, and nothing else."""
    try:
        found = list(words(query))
    except NotUnderstood:
        return False
    if found and found[0].sort is Sort.NAME:
        found = found[1:]
        if not found:
            return True
    signs = [one.text for one in found if one.sort is Sort.SIGN]
    return bool(found) and found[0].text == "{" and found[-1].text == "}" and signs.count("{") == 1


def _parted(text: str) -> tuple[str, str]:
    """Part what stands before the first slash that is in no text and no bracket from what stands after it."""
    depth, quote, skip = 0, "", False
    for at, sign in enumerate(text):
        if skip:
            skip = False
        elif quote:
            skip = sign == "\\" and quote != "`"
            quote = "" if sign == quote else quote
        elif sign in "\"'`":
            quote = sign
        elif sign == "/" and depth == 0:
            return text[:at].strip(), text[at + 1 :].strip()
        else:
            depth += (sign in _OPENS) - (sign in _CLOSES)
    raise ValueError("it says BAD / TOTAL, with a slash outside of all brackets")
