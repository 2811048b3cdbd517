"""A schedule: a plan that is proposed anew at each of its times."""

from dataclasses import dataclass
from enum import StrEnum


class Missed(StrEnum):
    """What becomes of the times that passed while nobody was there: nothing, one run for all of them, or a run for each."""

    SKIP = "skip"
    ONCE = "once"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A plan and when it is carried out.

    `cron` tells the times in the zone `zone` (`Europe/Berlin`), `plan` is the path of the plan's file, `missed` what becomes
    of times that passed meanwhile. `budget` is how long one run may take in seconds, 0 for as long as it takes. `team` is the
    one that the plan is proposed for, "" for the plan's own.
    """

    name: str
    cron: str
    zone: str
    plan: str
    missed: Missed
    budget: int
    team: str = ""
