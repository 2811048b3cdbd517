"""The Tables port on Parquet files, read by DuckDB, which is an extra of its own: `mainstay[parquet]`."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mainstay.adapters.tables.duck import NUMBER, NUMBERED, TABLE, TEXT, TIME, described, opened, quoted
from mainstay.adapters.tables.gathering import Gathering
from mainstay.adapters.tables.moments import EPOCHS, epoch_of, whole_seconds
from mainstay.adapters.tables.roles import Roles, different, roles_of
from mainstay.adapters.tables.unfit import Unfit
from mainstay.domain.signal import Times, Values
from mainstay.ports.tables import MOST_POINTS, MOST_SERIES, Shape, Table

LONGEST_LABEL = 1_000
"""Bytes of one text that tells series apart; a small file may hold many gigabytes of them."""


class ParquetFiles:
    """Reads Parquet: the columns of times and numbers by their types, those of texts tell series apart."""

    def read(self, path: Path, subject: str, shape: Shape | None = None) -> Table:
        """Read a file; see the port."""
        with opened(path) as (connection, file):
            return _table(connection, path, file, subject, shape or Shape())


def _table(connection: Any, path: Path, file: str, subject: str, shape: Shape) -> Table:  # noqa: ANN401  # its types are in the extra
    rows, columns, types = described(connection, file)
    fit = [
        place for place, one in enumerate(types) if any(kind.fullmatch(one) for kind in (TIME, NUMBER, TEXT))
    ]
    roles = _roles([columns[place] for place in fit], [types[place] for place in fit], shape)
    kind = types[fit[roles.time]]
    if rows * len(roles.values) > MOST_POINTS:
        raise Unfit(f"it has more than {MOST_POINTS} points", -1, "divide it, or name the columns of numbers")
    reading = _Reading(connection, file, [columns[place] for place in fit], roles)
    gathering = Gathering(roles)
    groups, known = reading.groups() if roles.labels else (None, {})
    found = reading.numbers(kind)
    times = found["t"]
    if np.ma.is_masked(times):
        raise Unfit(f"in the column {roles.names[roles.time]} times are missing")
    values = [_filled(found[f"v{place}"]) for place in roles.values]
    gathering.add_groups(_seconds(np.ma.getdata(times), kind, shape), values, groups, known)
    return Table(tuple(gathering.series(path, subject)))


def _roles(names: list[str], types: list[str], shape: Shape) -> Roles:
    shown = different(names)
    numeric = [place for place, kind in enumerate(types) if NUMBER.fullmatch(kind)]
    times = [place for place, kind in enumerate(types) if TIME.fullmatch(kind)]
    # Numbers are times where they are named so, or where their column has the name of one and nothing else is a time.
    named = [place for place in numeric if shown[place] == shape.time]
    if not times and not named:
        named = [
            place
            for place in numeric
            if shown[place].lower() in {"time", "timestamp", "ts", "epoch", "_time", "ds"}
        ]
    return roles_of(shown, [*times, *named], numeric, shape)


class _Reading:
    """Asks for the columns of a file; each answer has the rows in the order of the file."""

    def __init__(self, connection: Any, file: str, columns: list[str], roles: Roles) -> None:  # noqa: ANN401
        self._connection = connection
        self._file = file
        self._columns = [quoted(one) for one in columns]
        self._roles = roles

    def numbers(self, kind: str) -> dict[str, Any]:
        """Give times as `t`, in microseconds where they are no numbers, and each column of numbers as `vPLACE`."""
        time = self._columns[self._roles.time]
        moment = f"epoch_us({time})" if TIME.fullmatch(kind) else f"CAST({time} AS DOUBLE)"
        wanted = [f"{moment} AS t"]
        wanted += [f"CAST({self._columns[place]} AS DOUBLE) AS v{place}" for place in self._roles.values]
        asked = f"SELECT {', '.join(wanted)} FROM {TABLE}"  # noqa: S608  # quoted names
        found: dict[str, Any] = self._ask(asked).fetchnumpy()
        return found

    def groups(self) -> tuple[NDArray[np.int32], dict[tuple[str, ...], int]]:
        """Give which series each row is of, and the labels of each; a label that is missing is an empty text."""
        labels = ", ".join(
            f"coalesce(CAST({self._columns[place]} AS VARCHAR), '')" for place in self._roles.labels
        )
        longest = ", ".join(
            f"coalesce(max(strlen(CAST({self._columns[place]} AS VARCHAR))), 0)"
            for place in self._roles.labels
        )
        found = self._ask(f"SELECT greatest({longest}) FROM {TABLE}").fetchone()  # noqa: S608  # quoted names
        if found[0] > LONGEST_LABEL:
            raise Unfit(
                f"it has a text of more than {LONGEST_LABEL} bytes",
                -1,
                "name the columns that tell series apart",
            )
        row = f"[{labels}]"
        self._ask(
            f"CREATE TEMP TABLE apart AS SELECT l, row_number() OVER () - 1 AS n FROM"  # noqa: S608  # quoted names
            f" (SELECT DISTINCT {row} AS l FROM {TABLE} LIMIT {MOST_SERIES + 1})"
        )
        told = self._connection.execute("SELECT l, n FROM apart ORDER BY n").fetchall()
        known = {tuple(one): number for one, number in told}
        if len(known) > MOST_SERIES:
            raise Unfit(
                f"it has more than {MOST_SERIES} series", -1, "name the columns that tell series apart"
            )
        found = self._ask(
            f"SELECT CAST(n AS INTEGER) AS n, f FROM (SELECT {row} AS l, file_row_number AS f"  # noqa: S608
            f" FROM {NUMBERED}) JOIN apart USING (l)"
        ).fetchnumpy()
        order = np.argsort(np.ma.getdata(found["f"]), kind="stable")
        return np.ma.getdata(found["n"])[order].astype(np.int32), known

    def _ask(self, query: str) -> Any:  # noqa: ANN401
        return self._connection.execute(query, [self._file])


def _seconds(times: NDArray[Any], kind: str, shape: Shape) -> Times:
    if TIME.fullmatch(kind):
        local = times.astype(np.float64)
        if shape.zone != "UTC" and "TIME ZONE" not in kind:
            raise Unfit("times without a zone are taken for UTC", -1, "write them with their zone")
        return whole_seconds(local, EPOCHS["us"])
    numbers: Values = times.astype(np.float64)
    unit = shape.epoch or (epoch_of(numbers[:1_000].tolist()) if len(numbers) else "s")
    if unit not in EPOCHS:
        raise Unfit("times that are numbers count s, ms, us or ns")
    return whole_seconds(numbers, EPOCHS[unit])


def _filled(values: Any) -> Values:  # noqa: ANN401
    filled: Values = np.ma.filled(values.astype(np.float64), np.nan)
    return filled
