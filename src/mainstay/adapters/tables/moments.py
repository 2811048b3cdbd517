"""Times of a table: by ISO 8601, as 31.01.2026 12:00 or 01/31/2026 12:00 PM, or numbers since 1970."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from statistics import median
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from mainstay.adapters.tables.day_orders import as_iso, order_of
from mainstay.adapters.tables.unfit import Unfit
from mainstay.domain.signal import Times, Values
from mainstay.present.visible import visible

EPOCHS = {"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9}
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+]?[0-9]+)?", re.ASCII)
_DATE = re.compile(r"(?:19|20)[0-9]{6}", re.ASCII)
_SINCE = 1e8
"""Smaller numbers are hardly times: it is the year 1973 in seconds."""
_LATEST = 253_402_300_799
_MEND = (
    "name the column of times and what its numbers count; dates are understood as 2026-01-31 12:00:00+01:00"
)


@dataclass(frozen=True, slots=True)
class Moments:
    """How the times of a column are written: as numbers of which `each` make a second, or as dates where that is 0.

    Of dates that begin with the day or the month `order` tells with which, "" for those that begin with the year.
    """

    each: float
    zone: tzinfo
    order: str = ""

    def seconds(self, texts: Sequence[str]) -> Times:
        """Give seconds since 1970. Raises Unfit, with the row, where a text is no time."""
        if self.each:
            try:
                return whole_seconds(np.fromiter(map(float, texts), np.float64, len(texts)), self.each)
            except ValueError:
                row = next((row for row, text in enumerate(texts) if not _NUMBER.fullmatch(text.strip())), -1)
                raise Unfit(f"{_shown(texts, row)} is no time", row, _MEND) from None
        # Rows of one look have one time: each different text is read once.
        known: dict[str, int] = {}
        for text in set(texts):
            moment = _moment(text, self.zone, self.order)
            if moment is None:
                row = next(
                    row for row, one in enumerate(texts) if _moment(one, self.zone, self.order) is None
                )
                raise Unfit(f"{_shown(texts, row)} is no time", row, _MEND)
            known[text] = moment
        return np.fromiter(map(known.__getitem__, texts), np.int64, len(texts))


def whole_seconds(numbers: Values, each: float) -> Times:
    """Give numbers as seconds since 1970, cut to whole ones. Raises Unfit where one is no time."""
    seconds = np.floor(numbers / each)
    wrong = np.flatnonzero(~(np.abs(seconds) <= _LATEST))
    if len(wrong):
        raise Unfit(f"{numbers[wrong[0]]:g} is no time", int(wrong[0]), _MEND)
    return seconds.astype(np.int64)


def epoch_of(numbers: Sequence[float]) -> str:
    """Tell what numbers since 1970 count: times of today have 10 digits in seconds, 13, 16 or 19 in smaller parts."""
    size = median(map(abs, numbers))
    return next((name for name, most in (("s", 1e11), ("ms", 1e14), ("us", 1e17)) if size < most), "ns")


def zone_of(name: str) -> tzinfo:
    """Give a zone by its IANA name. Raises Unfit."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unfit(
            f"there is no zone of time {visible(name, 60)}", -1, "name one such as Europe/Vienna"
        ) from None


def moments_of(texts: Sequence[str], epoch: str, zone: tzinfo, *, named: bool) -> Moments | None:
    """Find out how times are written, or None where these are none; numbers of a column that nobody named must look like it."""
    if not texts:
        return None
    if all(_NUMBER.fullmatch(text.strip()) for text in texts) and not all(
        _DATE.fullmatch(one) for one in texts
    ):
        numbers = [float(text) for text in texts]
        if epoch or named or min(map(abs, numbers)) >= _SINCE:
            return Moments(EPOCHS[epoch or epoch_of(numbers)], zone)
        return None
    if epoch:
        return None
    order = order_of(texts)
    dates = all(_moment(text, zone, order) is not None for text in texts)
    return Moments(0.0, zone, order) if dates else None


def _moment(text: str, zone: tzinfo, order: str) -> int | None:
    try:
        if order:
            text = as_iso(text, order)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = datetime.fromisoformat(_usual(text))
        return int((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp() // 1)
    except (ValueError, OverflowError):
        return None


def _usual(text: str) -> str:
    """Write a time as ISO 8601 has it where it is only blanks, strokes and the name UTC that are not so."""
    plain = text.strip().removesuffix(" UTC")
    return plain.replace("/", "-", 2) if plain[4:5] == "/" else plain


def _shown(texts: Sequence[str], row: int) -> str:
    return visible(texts[row], 60) or "an empty text"
