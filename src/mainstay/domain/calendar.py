"""When something may be done: windows that open again and again, and freezes in which nothing is changed."""

from dataclasses import dataclass

from mainstay.domain.people import Need

ENDLESS = 253_402_214_400
"""The end of a freeze that has none (seconds since 1970: the last day of the year 9999)."""


@dataclass(frozen=True, slots=True)
class Window:
    """A maintenance window, by the wall clock of `zone`.

    It opens on `weekdays` (0 is Monday) at `opens` minutes after midnight and lasts `minutes`. `weeks` are those of the month
    that count (1 to 5, -1 for the last), all where it is empty. `subjects` are globs.

    Each time that it opens must have been announced `announce` seconds before (0: it need not be), and must be signed off as
    `sign_off` says (empty: nobody needs to), by people of the team whose subject is changed.
    """

    name: str
    zone: str
    weekdays: tuple[int, ...]
    opens: int
    minutes: int
    weeks: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ("*",)
    announce: int = 0
    sign_off: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Freeze:
    """A time in which nothing is changed, from `since` up to before `until` (seconds since 1970; `ENDLESS` for ever).

    It is for subjects that a glob names, in all environments where none is named.
    """

    name: str
    since: int
    until: int
    reason: str
    subjects: tuple[str, ...] = ("*",)
    environments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """All windows and freezes that are known."""

    windows: tuple[Window, ...] = ()
    freezes: tuple[Freeze, ...] = ()


ALWAYS = Calendar()
