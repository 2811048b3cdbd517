"""Reads the freezes of other people's calendars; one that cannot be read freezes all, and does not keep people from looking."""

from collections.abc import Sequence
from pathlib import Path

from mainstay.adapters.operator_file import read_own
from mainstay.domain.calendar import ENDLESS, Freeze
from mainstay.domain.errors import ConfigurationError, MainstayError
from mainstay.present.visible import visible
from mainstay.wiring import freezes_of

# As much as `icalendar_files` takes, which is slow to load.
_LARGEST = 1 << 20


def foreign_freezes(
    folder: Path, names: Sequence[str], now: int
) -> tuple[tuple[Freeze, ...], tuple[MainstayError, ...]]:
    """Give the freezes of the calendars named by paths from a folder on, and what is to be told of those that cannot be read.

    For each of these there is a freeze without an end, for everything: what it states is not known.
    """
    freezes: list[Freeze] = []
    unread: list[MainstayError] = []
    for name in names:
        path = folder / name
        shown = visible(str(path), 300)
        try:
            freezes += freezes_of(read_own(path, _LARGEST, "a calendar of freezes"), shown, now)
        except MainstayError as failure:
            reason = visible(failure.what, 300)
            unread.append(
                ConfigurationError(
                    f"the calendar {shown} cannot be read, so nothing may be applied: {reason}",
                    where=shown,
                    mend=f"bring the file {shown} back, or mend it; else take it out of freezes_from in the operator's file",
                )
            )
            freezes.append(
                Freeze("a calendar cannot be read", 0, ENDLESS, f"the calendar {shown}: {reason}", ("*",))
            )
    return tuple(freezes), tuple(unread)
