"""The Tables port on CSV files: read in portions, so that no more than one of them is ever held as texts."""

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from mainstay.adapters.tables.gathering import Gathering
from mainstay.adapters.tables.lines import Lines, lines_of
from mainstay.adapters.tables.looking import Found, beginning, found_in
from mainstay.adapters.tables.moments import Moments
from mainstay.adapters.tables.numbers import numbers
from mainstay.adapters.tables.unfit import Unfit
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.notice import Notice, Weight
from mainstay.ports.tables import Shape, Table
from mainstay.present.visible import visible

PORTION = 1 << 12
"""Rows that are turned into arrays at once; with more of them Python looks through their texts for garbage."""
_CELLS = 1 << 19
"""Texts that are held at once, of wide rows."""
_Rows = list[list[str]]


class CsvFiles:
    """Reads CSV: wide, with one column a series, or long, with columns that name the series of a row."""

    def read(self, path: Path, subject: str, shape: Shape | None = None) -> Table:
        """Read a file; see the port."""
        where = visible(str(path), 300)
        try:
            with lines_of(path) as (stream, raw):
                return _table(path, subject, stream, raw, shape or Shape())
        except Unfit as unfit:
            line = f":{unfit.row + 1}" if unfit.row >= 0 else ""
            raise UsageError(
                f"the table cannot be read: {unfit.reason}", where=f"{where}{line}", mend=unfit.mend
            ) from None
        except FileNotFoundError:
            raise UsageError("there is no such file", where=where, mend="look at its name") from None
        except OSError as error:
            raise RunFailed(
                f"the table cannot be read: {error.strerror}", where=where, mend="look at its permissions"
            ) from error


def _table(path: Path, subject: str, stream: io.TextIOWrapper, raw: Lines, shape: Shape) -> Table:
    first = beginning(stream)
    found = found_in(first, shape)
    gathering = Gathering(found.roles)
    reader = csv.reader(chain(first, stream), delimiter=found.separator, strict=True)
    notices: list[Notice] = []
    if found.head:
        next(row for row in reader if row)
    for line, rows, last in _portions(reader, raw, len(found.roles.names)):
        # The end of a file that was cut off is not believed before it fits.
        end = rows[-1:] if last and not raw.ended else []
        _take(gathering, found, rows[: len(rows) - len(end)], line)
        try:
            _take(gathering, found, end, line + len(rows) - 1)
        except Unfit as unfit:
            notices.append(_cut(path, unfit))
    return Table(tuple(gathering.series(path, subject)), tuple(notices))


def _portions(reader: "Iterator[list[str]]", raw: Lines, width: int) -> Iterator[tuple[int, _Rows, bool]]:
    """Give portions of rows with the number of the line before each, and whether it is the last.

    A row that is wider than the first one ends them: it is refused before there are more of its kind.
    """
    most = rows_at_once(width)
    rows: _Rows = []
    line = before = line_number(reader)
    while True:
        try:
            for row in islice(reader, most - len(rows) - 1):
                rows.append(row)
                if len(row) > width:
                    yield line, rows, False
                    return
            before = line_number(reader)
            rows += islice(reader, 1)
        except csv.Error as error:
            at_end = "unexpected end of data" in str(error)
            if not at_end or raw.ended:
                raise Unfit(f"it is no CSV: {error}", line_number(reader) - 1) from None
            refuse_open_quote(reader, line + sum(1 + "".join(row).count("\n") for row in rows))
            yield line, [*rows, []], True
            return
        if len(rows) < most:
            yield line, rows, True
            return
        # The last row stays: nobody knows yet whether it is the end of the file.
        yield line, rows[:-1], False
        rows, line = rows[-1:], before


def rows_at_once(width: int) -> int:
    """Give how many rows of so many columns are held at once."""
    return max(2, min(PORTION, _CELLS // width))


def refuse_open_quote(reader: "Iterator[list[str]]", before: int) -> None:
    """Raise Unfit where the unfinished row behind so many lines goes over several: one quote would take all rows after it."""
    if line_number(reader) - before > 1:
        raise Unfit(
            "a quote that is opened in this row is never closed", before, "close it, or leave out the row"
        )


def line_number(reader: "Iterator[list[str]]") -> int:
    """Give the line that a reader has come to."""
    number: int = reader.line_num  # type: ignore[attr-defined]
    return number


def _take(gathering: Gathering, found: Found, rows: _Rows, line: int) -> None:
    """Add rows. Raises Unfit with the line, counted from 0."""
    if not rows:
        return
    try:
        _add(gathering, found, rows if [] not in rows else [row for row in rows if row])
    except Unfit as unfit:
        if unfit.row < 0:
            raise
        raise Unfit(unfit.reason, _line(rows, unfit.row, line), unfit.mend) from None


def _line(rows: _Rows, number: int, line: int) -> int:
    """Give the line of the row of such a number among those that are not empty; texts in quotes may go over several lines."""
    for row in rows:
        if row:
            if number == 0:
                break
            number -= 1
        line += 1 + sum(cell.count("\n") for cell in row)
    return line


def _add(gathering: Gathering, found: Found, rows: _Rows) -> None:
    roles, width = found.roles, len(found.roles.names)
    if set(map(len, rows)) != {width}:
        wrong = next((place for place, row in enumerate(rows) if len(row) != width), 0)
        count = len(rows[wrong]) if rows else 0
        raise Unfit(f"a row has {count} columns, not {width} as the first", wrong)
    columns = list(zip(*rows, strict=True))
    moments: Moments = found.moments
    gathering.add(
        moments.seconds(columns[roles.time]),
        [numbers(columns[place], found.decimal, roles.names[place]) for place in roles.values],
        [columns[place] for place in roles.labels],
    )


def _cut(path: Path, unfit: Unfit) -> Notice:
    return Notice(
        "table-cut",
        f"The last line of {visible(path.name, 200)} is cut off and was left out: {unfit.reason}.",
        Weight.LIMIT,
        "look whether the file is whole",
    )
