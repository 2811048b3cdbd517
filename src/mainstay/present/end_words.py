"""Dates that are known, in words: what ends, when, how far off that is, and who says so."""

from mainstay.domain.dated_end import DatedEnd, EndKind
from mainstay.present.times import ago, day
from mainstay.present.visible import visible

_LONGEST = 200

KINDS = {
    EndKind.CERTIFICATE: "certificate",
    EndKind.SUPPORT: "end of support",
    EndKind.OTHER: "date",
}


def ends_when(one: DatedEnd, now: int) -> str:
    """Tell when it ends: ends in 3 months, 7 Feb 2027; or that it has."""
    verb = "ends" if one.at > now else "ended"
    return f"{verb} {ago(one.at, now)}, {day(one.at)}"


def end_sentence(one: DatedEnd, now: int) -> str:
    """Tell a date in a sentence, with what it is about and who says so."""
    about = f" of {visible(one.subject, _LONGEST)}" if one.subject else ""
    source = f": {visible(one.source, _LONGEST)}" if one.source else ""
    return f"{visible(one.what, _LONGEST)}{about} {ends_when(one, now)}{source}"
