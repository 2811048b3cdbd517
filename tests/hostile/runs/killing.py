"""Ends workers at step boundaries and at random moments until so many were, while they carry runs out."""

import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

from mainstay.ports.presence import Presence
from tests.hostile.runs.crew import KERNEL, SECONDS, Crew, crew_of
from tests.hostile.runs.stumbling import OUTSIDE, POINTS, Stumble
from tests.hostile.runs.yard import Yard, plans

WORKERS = 3
AT_RANDOM = "at random"
_MEAN = 0.4
"""Seconds between two kills at random."""
_STUMBLING = 0.6
"""The share of workers that stumble at a boundary."""
_FREEZING = 0.5
"""The share of workers that stand still for a while, where any do and no other one is about to."""
_SAME = 0.2
"""The share of workers that are called like another one."""
_STOPPED = tuple(point for point in OUTSIDE if not point.startswith("take"))
"""Where every worker comes that has something to do."""
_FEW = 6
"""So many runs on targets of their own wait for a worker at the least; more where the dead keep theirs for a while."""


@dataclass
class Tally:
    """What was killed where, how many stood still, and how often a person was asked."""

    kills: Counter[str] = field(default_factory=Counter)
    stood: int = 0
    runs: int = 0
    asked: int = 0
    said: Counter[str] = field(default_factory=Counter)


class _Killing:
    """Who stumbles where: each boundary comes before one comes again."""

    def __init__(self, crew: Crew, chance: random.Random, *, freezes: bool) -> None:
        self.crew, self.chance, self.freezes = crew, chance, freezes
        self.tally = Tally()
        self.few = _FEW if crew.presence is KERNEL else 2 * _FEW
        self._points: list[str] = []

    def supply(self) -> None:
        self.crew.look()
        if sum(not run.ended_at for run in self.crew.runs) < self.few:
            self.crew.yard.apply(plans(_FEW, 2 * self.few, self.tally.runs))
            self.tally.runs += _FEW

    def staff(self) -> None:
        for number in range(WORKERS):
            called = f"w{number}"
            if called not in self.crew.workers:
                name = "w0" if self.chance.random() < _SAME else called
                self.crew.come(called, self._stumble(), name=name)

    def wait(self, kills: int) -> None:
        """Bury who stumbled, and after a while end somebody who did not."""
        until = time.monotonic() + min(self.chance.expovariate(1 / _MEAN), 3 * _MEAN)
        while time.monotonic() < until:
            self.crew.listen()
            self.tally.stood += self.crew.wake(1.5 * SECONDS)
            for called, one in list(self.crew.workers.items()):
                if not one.lives:
                    assert self.crew.bury(called) == -signal.SIGKILL, (called, self.crew.said)
                    self.tally.kills[one.stumble.point if one.stumble else AT_RANDOM] += 1
                    return
            time.sleep(0.01)
        going = sorted(
            called
            for called, one in self.crew.workers.items()
            if one.ready and not (one.stumble and not one.stumble.kills)
        )
        if going and self.tally.kills.total() < kills:
            self._end(self.chance.choice(going))

    def _stumble(self) -> Stumble | None:
        stopping = any(one.stumble and not one.stumble.kills for one in self.crew.workers.values())
        wanted = not self.tally.stood or self.chance.random() < _FREEZING
        freezes = self.freezes and wanted and not stopping
        if not freezes and self.chance.random() > _STUMBLING:
            return None
        if not freezes and not self._points:
            self._points = self.chance.sample(POINTS, len(POINTS))
        point = self.chance.choice(_STOPPED) if freezes else self._points.pop()
        # There are fewer runs to take than steps to do.
        number = self.chance.randint(1, 2 if point.startswith("take") else 6)
        return Stumble(point, number, signal.SIGSTOP if freezes else signal.SIGKILL)

    def _end(self, called: str) -> None:
        one = self.crew.workers[called]
        if one.stumble is not None and one.stumble.kills:
            # It did not come so far; somebody else will.
            self._points.insert(0, one.stumble.point)
        self.crew.kill(called)
        self.tally.kills[AT_RANDOM] += 1


def killed(
    yard: Yard,
    kills: int,
    chance: random.Random,
    *,
    presence: Presence = KERNEL,
    freezes: bool = False,
) -> Tally:
    """Kill so often, half of them where a step begins or ends; then let all runs come to their end.

    With `freezes` some stand still there instead, for longer than their leases last, and go on.
    """
    with crew_of(yard, presence=presence) as crew:
        killing = _Killing(crew, chance, freezes=freezes)
        tally = killing.tally
        while tally.kills.total() < kills or (freezes and not tally.stood):
            killing.supply()
            killing.staff()
            killing.wait(kills)
        # Those who would stumble still do not come again.
        for called in list(crew.workers):
            crew.kill(called)
        for number in range(WORKERS):
            crew.come(f"last{number}")
        crew.until(crew.have_ended)
        crew.go_home()
        tally.asked, tally.said = crew.asked, crew.said
    return tally


def killed_at_each_point(yard: Yard) -> Tally:
    """Kill one worker after the other, each at another boundary, then let all runs come to their end."""
    tally = Tally()
    with crew_of(yard) as crew:
        for point in POINTS:
            yard.apply(plans(1, 2, first=tally.runs))
            tally.runs += 1
            if point.startswith("takeover"):
                # Whoever is to take something over finds what the one before left.
                _kill_at(crew, "effect-after", 1, tally)
            _kill_at(crew, point, 1 if point.startswith("take") else 3, tally)
        crew.come("last")
        crew.until(crew.have_ended)
        crew.go_home()
        tally.asked, tally.said = crew.asked, crew.said
    return tally


def _kill_at(crew: Crew, point: str, number: int, tally: Tally) -> None:
    one = crew.come("w", Stumble(point, number))
    crew.until(lambda: not one.lives)
    assert crew.bury("w") == -signal.SIGKILL
    tally.kills[point] += 1
