"""One time that a maintenance window opens, and what was put down about it: announced, signed off, called off."""

from dataclasses import dataclass
from enum import StrEnum


class Marking(StrEnum):
    """What can be put down about an occurrence."""

    ANNOUNCED = "announced"
    SIGNED_OFF = "signed-off"
    CALLED_OFF = "called-off"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """That a window opens at one moment and closes at another (seconds since 1970).

    Both moments are part of what it is: a window that was made longer, or put off, is another one, which nobody heard of.
    """

    window: str
    opens_at: int
    closes_at: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that was put down about an occurrence, once by each as the same; it is added and never changed.

    `who` is a person, or the clock that announced it. `roles` are those by which the person may, each with its team in the
    same order in `teams` (EVERY_TEAM among them); `at` is in seconds since 1970.
    """

    occurrence: Occurrence
    marking: Marking
    who: str
    at: int
    door: str
    roles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    reason: str = ""
