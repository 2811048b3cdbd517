"""What containers are given and use, from CSV: a line for each moment, container and resource."""

import csv
import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from mainstay.adapters.tables.csv_columns import told
from mainstay.adapters.tables.lines import lines_of
from mainstay.adapters.tables.unfit import Unfit
from mainstay.analysis.capacity.sizing import HOUR, Use
from mainstay.domain.capacity import Resource
from mainstay.present.visible import visible

NEEDED: Final = ("time", "subject", "resource", "given", "used")
MARKS: Final = ("started", "killed", "scaled")
"""Columns that may be there: 1 where it started, was killed for want of memory, or is scaled by its use."""
MOST_ROWS: Final = 20_000_000
_LATEST: Final = 253_402_300_799
_MEND: Final = "write time,subject,resource,given,used[,started,killed,scaled,copies] into the first line"


@dataclass(slots=True)
class _Read:
    """What was read of one resource of a container."""

    hours: dict[int, float] = field(default_factory=dict)
    starts: set[int] = field(default_factory=set)
    last: int = -1
    given: float = math.nan
    killed_at: float = 0.0
    scaled: bool = False
    copies: int = 1


def uses(path: Path) -> list[Use]:
    """Read what containers use; a use that is empty or no number is a gap.

    Raises UsageError, with the line, where a column, a time, a resource or what is given cannot be used, RunFailed where the
    file cannot be read.
    """
    found: defaultdict[tuple[str, Resource], _Read] = defaultdict(_Read)
    with told(path), lines_of(path) as (stream, _):
        reader = csv.reader(stream, strict=True)
        try:
            head = [one.strip().lower() for one in next(reader, [])]
            missing = [name for name in NEEDED if name not in head]
            if missing:
                raise Unfit(f"its first line does not name {', '.join(missing)}", 0, _MEND)
            for number, row in enumerate(reader):
                if number >= MOST_ROWS:
                    raise Unfit(f"it has more than {MOST_ROWS:,} lines", mend="give fewer at once")
                if not row:
                    continue
                if len(row) != len(head):
                    raise Unfit("it has not as many cells as the first", reader.line_num - 1, _MEND)
                _take(dict(zip(head, map(str.strip, row), strict=True)), found, reader.line_num - 1)
        except csv.Error as error:
            raise Unfit(f"it is no CSV: {visible(str(error), 100)}", reader.line_num - 1) from None
    source = str(path.resolve())
    return [_use(source, subject, resource, one) for (subject, resource), one in found.items()]


def _take(row: dict[str, str], found: dict[tuple[str, Resource], _Read], line: int) -> None:
    try:
        resource = Resource(row["resource"].lower())
    except ValueError:
        raise Unfit(f"{visible(row['resource'], 50)} is no resource", line, "write cpu or memory") from None
    if not row["subject"]:
        raise Unfit("it names no subject", line, _MEND)
    time, given = _time(row["time"], line), _number(row["given"])
    if given < 0 or math.isinf(given):
        raise Unfit("what is given is negative or without end", line, "give cores or bytes")
    one = found[visible(row["subject"], 200), resource]
    used, hour = _number(row["used"]), time - time % HOUR
    if math.isfinite(used) and used >= 0:
        one.hours[hour] = max(used, one.hours.get(hour, used))
    if time >= one.last:
        one.last, one.given = time, given
        one.scaled = row.get("scaled") == "1"
        copies = row.get("copies", "")
        one.copies = int(copies) if copies.isascii() and copies.isdigit() and 0 < len(copies) < 7 else 1
    if row.get("started") == "1":
        one.starts.add(time)
    if row.get("killed") == "1" and resource is Resource.MEMORY and math.isfinite(given):
        one.killed_at = max(one.killed_at, given)


def _time(text: str, line: int) -> int:
    try:
        if text.isascii() and text.isdigit():
            return _within(int(text[:20]), line)
        moment = datetime.fromisoformat(text)
        return _within(int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()), line)
    except Unfit:
        raise
    except (ValueError, OverflowError):
        mend = "write it as 2026-01-31T14:00:00Z, or as seconds since 1970"
        raise Unfit(f"{visible(text, 50)} is no time", line, mend) from None


def _within(seconds: int, line: int) -> int:
    if not 0 <= seconds <= _LATEST:
        raise Unfit("its time is in no calendar", line, "write seconds since 1970")
    return seconds


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _use(source: str, subject: str, resource: Resource, one: _Read) -> Use:
    times = np.array(sorted(one.hours), dtype=np.int64)
    values = np.array([one.hours[int(hour)] for hour in times])
    subject = subject if ":" in subject else f"container:{subject}"
    return Use(
        source,
        subject,
        resource,
        one.given,
        times,
        values,
        sorted(one.starts),
        one.killed_at,
        0.0,
        one.copies,
        one.scaled,
    )
