"""The Points port on one SQLite file.

A look is one small row; once there is more than a day of them, those of each day that has ended become one pack a series. A row
for each point would take 20 bytes and more of it, a pack takes two to three.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mainstay.adapters.points.facts import counts_of, facts_of, known_of, told
from mainstay.adapters.points.opening import opened, writing
from mainstay.adapters.points.packing import MOST, Broken, packed, unpacked
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.signal import Samples
from mainstay.ports.host import Counts
from mainstay.ports.points import LATEST, LONGEST_KEY, MOST_SERIES, Known
from mainstay.present.visible import visible

NAME = "points.sqlite3"
FEW = 1_500
"""Looks that may wait to be packed: a day of one each minute, and some more."""
MANY = 4 * FEW
"""As many looks are not left to wait for the end of their day."""
_DAY = 86_400
_READING = np.dtype([("series", "<u4"), ("value", "<f8")])
_NONE = Samples(np.empty(0, np.int64), np.empty(0))
_Looks = Sequence[tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class PointsFile:
    """Keeps points in a file of a folder, both for this user alone. Each call opens it anew, so processes may share it."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where the file is, or will be."""
        return self.folder / NAME

    def append(self, at: int, values: Mapping[str, float]) -> None:
        """Keep the values of one look; see the port."""
        _refuse_unfit(at, values)
        if not values:
            return
        with self._made() as connection:
            with writing(connection):
                numbers = _numbers(connection, values)
                body = np.array([(numbers[key], value) for key, value in values.items()], _READING)
                connection.execute("INSERT INTO look (at, body) VALUES (?, ?)", (at, body.tobytes()))
            with writing(connection):
                _pack(connection)

    def read(self, key: str, start: int, end: int) -> Samples:
        """Give the points of a series; see the port."""
        with opened(self.path, make=False) as connection:
            if connection is None:
                return _NONE
            start, end = max(start, 0), min(end, LATEST)
            # Both looks see the same state, though somebody packs meanwhile.
            connection.execute("BEGIN")
            found = connection.execute("SELECT id FROM series WHERE key = ?", (key,)).fetchone()
            if found is None:
                return _NONE
            packs = connection.execute(
                "SELECT body FROM pack WHERE series = ? AND last >= ? AND first <= ? ORDER BY day, id",
                (*found, start, end),
            ).fetchall()
            looks = connection.execute(
                "SELECT at, body FROM look WHERE at BETWEEN ? AND ? ORDER BY id", (start, end)
            ).fetchall()
            parts = [unpacked(body) for (body,) in packs]
            parts += [_of(found[0], *_table(looks))]
            times = np.concatenate([one.times for one in parts])
            values = np.concatenate([one.values for one in parts])
            within = np.flatnonzero((times >= start) & (times <= end))
            # What waits to be packed may be of an earlier day than what is packed.
            order = within[np.argsort(times[within] // _DAY, kind="stable")]
            return Samples(times[order], values[order])

    def keys(self) -> Sequence[str]:
        """Name the series that have points; see the port."""
        with opened(self.path, make=False) as connection:
            if connection is None:
                return ()
            return tuple(key for (key,) in connection.execute("SELECT key FROM series ORDER BY key"))

    def know(self, series: Mapping[str, Known]) -> None:
        """Keep what series are; see the port."""
        _refuse_unfit(0, series)
        facts = {key: facts_of(key, one) for key, one in series.items()}
        if not facts:
            return
        with self._made() as connection, writing(connection):
            numbers = _numbers(connection, facts)
            rows = [(numbers[key], body) for key, body in facts.items()]
            connection.executemany("INSERT OR REPLACE INTO fact (series, body) VALUES (?, ?)", rows)

    def known(self) -> Mapping[str, Known]:
        """Tell what series are; see the port."""
        with opened(self.path, make=False) as connection:
            if connection is None:
                return {}
            rows = connection.execute(
                "SELECT key, body FROM series JOIN fact ON fact.series = series.id ORDER BY key"
            )
            return {key: known_of(body) for key, body in rows}

    def remember(self, counts: Counts) -> None:
        """Keep what a look counted; see the port."""
        with self._made() as connection, writing(connection):
            connection.execute("INSERT OR REPLACE INTO counted (id, body) VALUES (1, ?)", (told(counts),))

    def remembered(self) -> Counts | None:
        """Give what was counted last; see the port."""
        with opened(self.path, make=False) as connection:
            found = connection and connection.execute("SELECT body FROM counted WHERE id = 1").fetchone()
            return counts_of(found[0]) if found else None

    def reach(self) -> tuple[int, int] | None:
        """Give the earliest and the latest moment; see the port."""
        with opened(self.path, make=False) as connection:
            if connection is None:
                return None
            asked = (
                "SELECT min(first), max(last) FROM"
                " (SELECT first, last FROM pack UNION ALL SELECT at, at FROM look)"
            )
            first, last = connection.execute(asked).fetchone()
            return None if first is None else (first, last)

    def forget(self, days: int, now: int) -> int:
        """Drop what is older; see the port."""
        if days < 1:
            raise UsageError("points are kept for a day at least")
        with opened(self.path, make=False) as connection:
            if connection is None:
                return 0
            with writing(connection):
                asked = f"SELECT DISTINCT day FROM pack UNION SELECT at / {_DAY} FROM look ORDER BY 1 DESC"  # noqa: S608  # a number
                held = [day for (day,) in connection.execute(asked)]
                old = [day for day in held[days:] if day < now // _DAY - days]
                for day in old:
                    connection.execute("DELETE FROM pack WHERE day = ?", (day,))
                    connection.execute("DELETE FROM look WHERE at / ? = ?", (_DAY, day))
                if old:
                    _drop_empty(connection)
                return len(old)

    @contextmanager
    def _made(self) -> Iterator[sqlite3.Connection]:
        """Open the file, which is made where it is not there."""
        with opened(self.path, make=True) as connection:
            if connection is None:
                raise RunFailed("the collector's points went away", where=visible(str(self.path), 300))
            yield connection


def _refuse_unfit(at: int, values: Mapping[str, object]) -> None:
    if not 0 <= at <= LATEST:
        raise UsageError("a look is between the years 1970 and 9999", mend="set the clock")
    if len(values) > MOST_SERIES:
        raise UsageError(f"a look has at most {MOST_SERIES} readings")
    for key in values:
        if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
            raise UsageError(
                f"the key of a series has 1 to {LONGEST_KEY} visible characters", where=visible(key, 100)
            )


def _numbers(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, int]:
    numbers: dict[str, int] = dict(connection.execute("SELECT key, id FROM series"))
    for key in keys:
        if key not in numbers:
            if len(numbers) >= MOST_SERIES:
                raise UsageError(
                    f"at most {MOST_SERIES} series are kept", mend="look what makes ever new names of series"
                )
            numbers[key] = connection.execute("INSERT INTO series (key) VALUES (?)", (key,)).lastrowid or 0
    return numbers


def _pack(connection: sqlite3.Connection) -> None:
    """Pack the looks of days that have ended, once they are many; today's only where they are far too many."""
    (count,) = connection.execute("SELECT count(*) FROM look").fetchone()
    if count < FEW:
        return
    (latest,) = connection.execute("SELECT at FROM look ORDER BY id DESC LIMIT 1").fetchone()
    days = [day for (day,) in connection.execute("SELECT DISTINCT at / ? FROM look ORDER BY 1", (_DAY,))]
    for day in days if count >= MANY else [day for day in days if day != latest // _DAY]:
        span = (day * _DAY, day * _DAY + _DAY - 1)
        looks = connection.execute(
            "SELECT at, body FROM look WHERE at BETWEEN ? AND ? ORDER BY id", span
        ).fetchall()
        _pack_day(connection, day, looks)
        connection.execute("DELETE FROM look WHERE at BETWEEN ? AND ?", span)


def _pack_day(connection: sqlite3.Connection, day: int, looks: _Looks) -> None:
    times, table = _table(looks)
    for number in np.unique(table["series"]):
        one = _of(int(number), times, table)
        for begin in range(0, len(one.times), MOST):
            part = Samples(one.times[begin : begin + MOST], one.values[begin : begin + MOST])
            facts = (day, int(number), int(part.times.min()), int(part.times.max()), packed(part))
            connection.execute(
                "INSERT INTO pack (day, series, first, last, body) VALUES (?, ?, ?, ?, ?)", facts
            )


def _table(looks: _Looks) -> tuple[NDArray[np.int64], NDArray[np.void]]:
    """Give all readings of looks as one table, and the moment of each."""
    sizes = [len(body) for _, body in looks]
    if any(size % _READING.itemsize for size in sizes):
        raise Broken("a look is not whole")
    table = np.frombuffer(b"".join(body for _, body in looks), _READING)
    each = np.array(sizes, np.int64) // _READING.itemsize
    return np.repeat(np.array([at for at, _ in looks], np.int64), each), table


def _of(number: int, times: NDArray[np.int64], table: NDArray[np.void]) -> Samples:
    own = table["series"] == number
    return Samples(times[own], np.ascontiguousarray(table["value"][own], np.float64))


def _drop_empty(connection: sqlite3.Connection) -> None:
    """Drop the names of series of which no point is left, so that names that come and go do not fill the list."""
    (waiting,) = connection.execute("SELECT count(*) FROM look").fetchone()
    looks = connection.execute("SELECT at, body FROM look").fetchall() if waiting else []
    used = {int(number) for number in np.unique(_table(looks)[1]["series"])}
    used |= {number for (number,) in connection.execute("SELECT DISTINCT series FROM pack")}
    for (number,) in connection.execute("SELECT id FROM series").fetchall():
        if number not in used:
            connection.execute("DELETE FROM fact WHERE series = ?", (number,))
            connection.execute("DELETE FROM series WHERE id = ?", (number,))
