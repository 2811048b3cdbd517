"""What counts as a reason, and until when a suppression holds."""

import calendar
import re
from datetime import date

LONGEST_REASON = 300
_ENOUGH = 8
# Characters that say something; combining marks, signs and spaces do not.
_TELLING = re.compile(r"[^\W_]")


def reason_problem(reason: str) -> str:
    """Tell why a text is no reason, "" where it is one.

    A reason has two words of at least two letters or digits each, or eight of them in all: "by design", "see #4812".
    """
    if len(reason) > LONGEST_REASON:
        return f"its reason is longer than {LONGEST_REASON} characters"
    telling = [len(_TELLING.findall(word)) for word in reason.split()]
    if sum(telling) >= _ENOUGH or sum(letters >= 2 for letters in telling) >= 2:
        return ""
    return "its reason is too short: two words, or eight letters" if any(telling) else "it gives no reason"


def end_of_day(written: str) -> int | None:
    """Give the last second (since 1970, UTC) of a day written as YYYY-MM-DD, None for what is no such day."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return calendar.timegm(day.timetuple()) + 86_399
