"""When something may be done: windows that open again and again, and freezes in which nothing is changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """A maintenance window, by the wall clock of `zone`.

    It opens on `weekdays` (0 is Monday) at `opens` minutes after midnight and lasts `minutes`. `weeks` are those of the month
    that count (1 to 5, -1 for the last), all where it is empty. `subjects` are globs.
    """

    name: str
    zone: str
    weekdays: tuple[int, ...]
    opens: int
    minutes: int
    weeks: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ("*",)


@dataclass(frozen=True, slots=True)
class Freeze:
    """A time in which nothing is changed, from `since` up to before `until` (seconds since 1970).

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
