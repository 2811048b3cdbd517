"""A clock that leaps by months: what time alone does is held until the clock was seen to stay where it is."""

from dataclasses import dataclass

from mainstay.domain.audit import Row
from mainstay.domain.decision import Door
from mainstay.domain.errors import RunFailed
from mainstay.ports.store import Work
from mainstay.present.times import exact
from mainstay.steps.approve.passing_time import CLOCK

LEAP = 90 * 86_400
"""A clock that is so many seconds off the newest row of the trail has leapt, or nothing was done here for three months."""

SETTLED = 3_600
"""After so many seconds at its new place a clock is believed."""

LEAPT, RIGHTED = "clock-leapt", "clock-righted"


@dataclass(frozen=True, slots=True)
class Leap:
    """A clock that went from `since` to `now` (seconds since 1970), or was set `right` again after it had.

    `told` says that a row of the trail tells it already.
    """

    since: int
    now: int
    right: bool = False
    told: bool = False

    @property
    def is_backward(self) -> bool:
        """Whether it went back."""
        return self.now < self.since

    def failure(self) -> RunFailed:
        """Tell it as something that a person must look at."""
        where = f"from {exact(self.since)} to {exact(self.now)}"
        if self.right:
            return RunFailed(
                "the clock is right again, and what was decided while it was not may not count",
                where=where,
                mend="look at what is approved, and let it be approved again: mainstay proposals",
            )
        return RunFailed(
            "the clock leapt, so nothing expires, wakes or lapses until it has stayed there for an hour",
            where=where,
            mend="set it right (timedatectl); where nobody worked here for so long, all is well",
        )


def leap_of(work: Work, now: int) -> Leap | None:
    """Give the leap that is to be heeded at `now` (seconds since 1970), None where the clock is believed."""
    newest = work.trail.newest()
    if newest is None:
        return None
    noted = work.trail.newest((LEAPT, RIGHTED))
    # A row that a clock which stands elsewhere wrote since ends it.
    stands = noted is not None and abs(newest.at - noted.at) <= LEAP
    if noted is not None and stands and abs(now - noted.at) < SETTLED:
        return Leap(_since(noted), noted.at, noted.act == RIGHTED, told=True)
    if abs(now - newest.at) <= LEAP:
        return None
    right = newest.act == LEAPT and abs(now - _since(newest)) <= LEAP
    return Leap(newest.at, now, right)


def note_leap(work: Work, leap: Leap, door: Door) -> None:
    """Write a leap down in the trail."""
    words = f"{leap.since} {exact(leap.since)} -> {exact(leap.now)}"
    work.trail.append([Row(0, leap.now, CLOCK, door, RIGHTED if leap.right else LEAPT, "clock", "", words)])


def _since(noted: Row) -> int:
    return int(noted.detail.partition(" ")[0])
