"""Good and bad events on a grid of equal steps, from what a server says that two counters increased by."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.domain.signal import Samples

_LARGEST: Final = 1e15
_SLACK: Final = 1.01
"""A server estimates increases from the scrapes nearest to the ends of a window; bad ones may so be a little more than all."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Bad events and all events of each of the steps (seconds) from `start` on; NaN in both where nobody knows.

    In `impossible` steps more events were bad than there were.
    """

    start: int
    step: int
    bad: NDArray[np.float64]
    total: NDArray[np.float64]
    impossible: int = 0

    @property
    def end(self) -> int:
        """Give the moment at which the last step ends."""
        return self.start + self.step * len(self.total)


def counts_of(
    total: Samples, part: Samples, start: int, step: int, count: int, *, part_is_good: bool = False
) -> Counts:
    """Put increases on a grid: a point at a moment is of the step that ends there; `part` are the bad events, or the good ones.

    A counter of errors that is not there where all are counted has counted none; one of good events neither. Increases below
    zero, and what is no number, are gaps.
    """
    whole = _on_grid(total, start, step, count)
    known = np.where(np.isfinite(whole), np.nan_to_num(_on_grid(part, start, step, count)), np.nan)
    bad = whole - known if part_is_good else known
    over = (known > whole * _SLACK + 1.0) & np.isfinite(whole)
    # Where neither is more than all, what is over is only the estimate's.
    return Counts(start, step, np.clip(bad, 0.0, whole), whole, int(np.count_nonzero(over)))


def _on_grid(samples: Samples, start: int, step: int, count: int) -> NDArray[np.float64]:
    made = np.full(count, np.nan)
    times = np.asarray(samples.times, dtype=np.int64)
    values = np.asarray(samples.values, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        good = np.isfinite(values) & (values >= 0.0) & (values < _LARGEST)
    places = (times - start + step - 1) // step - 1
    good &= (places >= 0) & (places < count)
    made[places[good]] = values[good]
    return made
