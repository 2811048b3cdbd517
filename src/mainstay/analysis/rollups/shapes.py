"""What is kept of a series beside its days: week profile, histogram, and the days that are still open; as bytes, and back.

Version 1, little-endian: version, open days, two bytes 0, bins as uint32; the day up to which days were folded into the
profile and the first open one as int64; lowest and highest value as float64; 168 sums of hourly means as float64 and 168
counts of hours as uint16; for each open day the seconds that its points were taken from and up to as int64, lowest and highest
as float64, 24 sums as float64 and 24 counts of points as uint16; how fine each histogram is as int8, and for each bin its row
(0 is the whole series, then the open days) as uint8, its key as int16 and its count as uint32.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.rollups.bins import COARSEST, FINEST, LARGEST_KEY, MOST, Bins, cut, merged, nothing
from mainstay.analysis.rollups.hours import HOUR, HOURS, hourly
from mainstay.analysis.rollups.rolling import Rolled, rolled
from mainstay.domain.signal import Samples

VERSION: Final = 1
WEEK: Final = 7
SLOTS: Final = WEEK * HOURS
OPEN_DAYS: Final = 2
"""Days, the last one among them, into which late points are merged in full."""
_FIRST_WEEKDAY: Final = 3
"""1 January 1970 was a Thursday; weeks begin on Monday."""
_LATEST: Final = 1 << 31
_MOST_HOURS: Final = (1 << 16) - 1
_MOST_COUNTED: Final = (1 << 32) - 1
_HEAD: Any = np.dtype(
    [
        ("version", "u1"),
        ("open", "u1"),
        ("zero", "<u2"),
        ("bins", "<u4"),
        ("folded_to", "<i8"),
        ("first", "<i8"),
        ("lowest", "<f8"),
        ("highest", "<f8"),
        ("sums", "<f8", (SLOTS,)),
        ("numbers", "<u2", (SLOTS,)),
    ]
)
_DAY: Any = np.dtype(
    [
        ("begins", "<i8"),
        ("ends", "<i8"),
        ("lowest", "<f8"),
        ("highest", "<f8"),
        ("sums", "<f8", (HOURS,)),
        ("numbers", "<u2", (HOURS,)),
    ]
)
_BIN: Any = np.dtype([("row", "u1"), ("key", "<i2"), ("count", "<u4")])


@dataclass(frozen=True, slots=True)
class Shape:
    """Week profile and histogram of all days before `folded_to` (counted from 1970), and the days since, which are `open`.

    The profile has 168 slots, Monday 00:00 UTC first: sums of hourly means, and of how many hours. `bins` has one row.
    """

    folded_to: int
    sums: NDArray[np.float64]
    numbers: NDArray[np.int64]
    lowest: float
    highest: float
    bins: Bins
    open: Rolled

    def profile(self) -> NDArray[np.float64]:
        """Give the mean of each hour of the week (168) over all days, the open ones too, NaN where there never was a point."""
        whole = folded(self, self.open)
        return hourly(whole.sums, whole.numbers)

    def histogram(self) -> Bins:
        """Give the histogram of all points, those of open days too, as one row."""
        return folded(self, self.open).bins


def unknown() -> Shape:
    """Give what is known of a series before its first point."""
    none = np.empty(0, dtype=np.int64)
    return Shape(
        0,
        np.zeros(SLOTS),
        np.zeros(SLOTS, dtype=np.int64),
        np.inf,
        -np.inf,
        nothing(1),
        rolled(Samples(none, none.astype(np.float64)), 0, 0, 0),
    )


def folded(shape: Shape, days: Rolled) -> Shape:
    """Add days to profile and histogram, for good."""
    sums, numbers = shape.sums.reshape(WEEK, HOURS).copy(), shape.numbers.reshape(WEEK, HOURS).copy()
    there = days.numbers > 0
    weekdays = (days.first + np.arange(len(days.ends)) + _FIRST_WEEKDAY) % WEEK
    np.add.at(sums, weekdays, np.where(there, days.sums / np.maximum(days.numbers, 1), 0.0))
    np.add.at(numbers, weekdays, there)
    bins = merged([(shape.bins, np.zeros(1, np.int64)), (days.bins, np.zeros(len(days.ends), np.int64))], 1)
    lowest = min(shape.lowest, float(days.lowest.min(initial=np.inf)))
    highest = max(shape.highest, float(days.highest.max(initial=-np.inf)))
    return Shape(shape.folded_to, sums.ravel(), numbers.ravel(), lowest, highest, bins, shape.open)


def packed(shape: Shape) -> bytes:
    """Give profile, histogram and open days as bytes."""
    days, opened = shape.open, len(shape.open.ends)
    both = _side_by_side(shape.bins, days.bins)
    head = np.zeros((), dtype=_HEAD)
    head["version"], head["open"], head["bins"] = VERSION, opened, len(both.keys)
    head["folded_to"], head["first"] = shape.folded_to, days.first
    head["lowest"], head["highest"], head["sums"] = shape.lowest, shape.highest, shape.sums
    head["numbers"] = np.minimum(shape.numbers, _MOST_HOURS)
    each = np.zeros(opened, dtype=_DAY)
    for name in ("begins", "ends", "lowest", "highest", "sums", "numbers"):
        each[name] = getattr(days, name)
    bins = np.zeros(len(both.keys), dtype=_BIN)
    bins["row"], bins["key"] = both.rows, both.keys
    bins["count"] = np.minimum(both.counts, _MOST_COUNTED)
    return b"".join((head.tobytes(), each.tobytes(), both.fine.astype(np.int8).tobytes(), bins.tobytes()))


def unpacked(shape: bytes) -> Shape:
    """Give what bytes hold. Raises ValueError, saying what is wrong, where they are no shape of this version."""
    if len(shape) < _HEAD.itemsize:
        raise ValueError(f"it has {len(shape)} bytes and is cut short")
    if shape[0] != VERSION:
        raise ValueError(f"its version is {shape[0]}, and this program reads version {VERSION}")
    head = np.frombuffer(shape, dtype=_HEAD, count=1)[0]
    opened, many = int(head["open"]), int(head["bins"])
    days_at = _HEAD.itemsize
    fine_at = days_at + opened * _DAY.itemsize
    bins_at = fine_at + opened + 1
    length = bins_at + many * _BIN.itemsize
    if len(shape) != length or opened > OPEN_DAYS or many > MOST * (opened + 1):
        raise ValueError(f"it has {len(shape)} bytes where {length} belong")
    each = np.frombuffer(shape, dtype=_DAY, count=opened, offset=days_at)
    fine = np.frombuffer(shape, dtype=np.int8, count=opened + 1, offset=fine_at).astype(np.int64)
    read = np.frombuffer(shape, dtype=_BIN, count=many, offset=bins_at)
    both = Bins(fine, *(read[name].astype(np.int64) for name in ("row", "key", "count")))
    _must_be_possible(head, each, both)
    return Shape(
        int(head["folded_to"]),
        head["sums"].astype(np.float64),
        head["numbers"].astype(np.int64),
        float(head["lowest"]),
        float(head["highest"]),
        cut(both, 0, 1),
        Rolled(
            int(head["first"]),
            each["begins"].astype(np.int64),
            each["ends"].astype(np.int64),
            each["sums"].astype(np.float64),
            each["numbers"].astype(np.int64),
            each["lowest"].astype(np.float64),
            each["highest"].astype(np.float64),
            cut(both, 1, opened + 1),
        ),
    )


def _side_by_side(one: Bins, days: Bins) -> Bins:
    """Give the histogram of a series and those of its open days as rows of one, each as fine as it was."""
    return Bins(
        np.concatenate([one.fine, days.fine]),
        np.concatenate([one.rows, days.rows + 1]),
        np.concatenate([one.keys, days.keys]),
        np.concatenate([one.counts, days.counts]),
    )


def _must_be_possible(head: Any, each: Any, bins: Bins) -> None:  # noqa: ANN401  # numpy's records
    """Raise ValueError where numbers were read that nothing can have led to."""
    days = -_LATEST < int(head["folded_to"]) <= int(head["first"]) < _LATEST
    days = days and bool(each["numbers"].any())
    profile = np.isfinite(head["sums"]).all() and np.isfinite(each["sums"]).all()
    ends = not np.isnan([head["lowest"], head["highest"], *each["lowest"], *each["highest"]]).any()
    hours = (each["numbers"] <= HOUR).all()
    rows = (bins.rows < len(bins.fine)).all() and (np.abs(bins.keys) < LARGEST_KEY).all()
    fine = ((bins.fine >= COARSEST) & (bins.fine <= FINEST)).all() and (bins.counts > 0).all()
    ordered = (np.diff(bins.rows * (2 * LARGEST_KEY) + bins.keys) > 0).all()
    if not (ordered and days and profile and ends and hours and rows and fine):
        raise ValueError("it holds what no series can have")
