"""When a watch looks, and which of its looks were taken."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_RUN = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


@dataclass(frozen=True, slots=True)
class Timing:
    """Looks at `every` seconds after `began`, `looks` of them, each `lag` seconds later than the moment up to which it asks.

    `baseline` is the length of the time before the change, which ends `apart` seconds before the watch began.
    """

    began: int
    every: int
    looks: int
    lag: int
    baseline: int
    apart: int

    @property
    def lasts(self) -> int:
        """How long it is watched, in seconds."""
        return self.every * self.looks

    def newest(self, now: int) -> int:
        """Give the number of the newest look that can be taken, 0 before the first."""
        return min(max(now - self.lag - self.began, 0) // self.every, self.looks)

    def moment(self, look: int) -> int:
        """Give the moment up to which a look asks."""
        return self.began + look * self.every

    def wake(self, look: int) -> int:
        """Give when a look can be taken."""
        return self.moment(look) + self.lag


def told(looks: Iterable[int]) -> str:
    """Write numbers that rise, in runs: 1-12,14."""
    runs: list[list[int]] = []
    for look in looks:
        if runs and look == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], look]
        else:
            runs.append([look])
    return ",".join("-".join(map(str, run)) for run in runs)


def read(text: str, most: int) -> tuple[int, ...]:
    """Read what `told` wrote: numbers from 1 to `most`, rising; what is none is passed over."""
    found: set[int] = set()
    for part in text[: 16 * most].split(","):
        run = _RUN.fullmatch(part)
        if run:
            first, last = int(run[1]), int(run[2] or run[1])
            found.update(range(max(first, 1), min(last, most) + 1))
    return tuple(sorted(found))
