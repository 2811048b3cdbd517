"""The Columns port on CSV files: each column is of numbers or of texts by its first lines, and stays so."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mainstay.adapters.tables.csv_files import line_number, refuse_open_quote, rows_at_once
from mainstay.adapters.tables.lines import Lines, lines_of
from mainstay.adapters.tables.looking import beginning, rows_of, separator_of
from mainstay.adapters.tables.moments import moments_of, zone_of
from mainstay.adapters.tables.numbers import decimal_of, is_missing, number_in
from mainstay.adapters.tables.roles import different
from mainstay.adapters.tables.spans import Dividing, dividing_of, without_time
from mainstay.adapters.tables.unfit import Unfit
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.notice import Notice, Weight
from mainstay.ports.columns import LONGEST_TEXT, Numbers, Part, Portion, Reading, Spans, Texts
from mainstay.present.visible import visible

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the first lines tell: `numeric` are places of columns of numbers, `wanted` of all that are read."""

    separator: str
    decimal: str
    names: tuple[str, ...]
    numeric: frozenset[int]
    wanted: tuple[int, ...]
    dividing: Dividing | None = None


class CsvColumns:
    """Reads CSV with a head; rows that are longer or shorter than it are counted and left out."""

    def read(
        self, path: Path, leave_out: frozenset[str] = frozenset(), spans: Spans | None = None
    ) -> Reading:
        """Open a file; see the port."""
        notices: list[Notice] = []
        with told(path), lines_of(path) as (stream, _):
            columns, times = _columns(beginning(stream), leave_out, spans)
        notices += times
        return Reading(
            tuple(columns.names[place] for place in columns.wanted),
            _portions(path, columns, notices),
            notices,
        )


def _columns(
    lines: Sequence[str], leave_out: frozenset[str], spans: Spans | None
) -> tuple[_Columns, list[Notice]]:
    separator = separator_of(lines)
    rows = rows_of(lines, separator)
    if not rows:
        raise Unfit("it is empty")
    if len(rows) == 1:
        raise Unfit("it has no row but its first")
    names = different(rows[0])
    if all(number_in(cell, ".") is not None for cell in rows[0]):
        raise Unfit("its first row holds numbers and no names", 0, "put the names of the columns first")
    cells = list(zip(*(row for row in rows[1:] if len(row) == len(names)), strict=True))
    if not cells:
        raise Unfit(f"its rows do not have as many columns as its first, which has {len(names)}", 1)
    decimal = "." if separator == "," else decimal_of(cell for column in cells for cell in column)
    numeric = frozenset(
        place
        for place, column in enumerate(cells)
        if not all(map(is_missing, column)) and all(number_in(cell, decimal) is not None for cell in column)
    )
    zone = zone_of("UTC")
    times = [
        place
        for place, column in enumerate(cells)
        if place not in numeric and moments_of(column, "", zone, named=False)
    ]
    wanted = tuple(
        place for place in range(len(names)) if place not in times and names[place] not in leave_out
    )
    if not wanted:
        raise Unfit("it has no column that could be compared")
    dividing = None if spans is None else dividing_of(names, cells, spans)
    notices = _left_out([names[place] for place in times])
    return _Columns(separator, decimal, names, numeric, wanted, dividing), notices


def _portions(path: Path, columns: _Columns, notices: list[Notice]) -> Iterator[Portion]:
    wrong: Counter[str] = Counter()
    with told(path), lines_of(path) as (stream, raw):
        reader = csv.reader(stream, delimiter=columns.separator, strict=True)
        next(row for row in reader if row)
        for rows in whole_rows(reader, raw, len(columns.names), wrong):
            if columns.dividing is None:
                yield Portion(_parts(rows, columns))
                continue
            for span, part in columns.dividing.divided(rows).items():
                yield Portion(_parts(part, columns), span)
    if wrong:
        notices.append(_uneven(path, wrong))
    if columns.dividing is not None and columns.dividing.without:
        notices.append(without_time(columns.dividing.without))


def whole_rows(
    reader: "Iterator[list[str]]", raw: Lines, width: int, wrong: Counter[str]
) -> Iterator[list[list[str]]]:
    """Give rows that are as wide as the first, some at once; the others are counted, the first of them by their lines."""
    most = rows_at_once(width)
    rows: list[list[str]] = []
    while True:
        before = line_number(reader)
        try:
            row = next(reader, None)
        except csv.Error as error:
            # The end of a file that is still being written is none.
            if "unexpected end of data" not in str(error) or raw.ended:
                raise Unfit(f"it is no CSV: {error}", line_number(reader) - 1) from None
            refuse_open_quote(reader, before)
            row = None
        if row is None:
            break
        if len(row) == width:
            rows.append(row)
        elif row:
            wrong[f"line {line_number(reader)}" if len(wrong) < _SHOWN else ""] += 1
        if len(rows) >= most:
            yield rows
            rows = []
    if rows:
        yield rows


def _parts(rows: list[list[str]], columns: _Columns) -> dict[str, Part]:
    cells = list(zip(*rows, strict=True))
    return {
        columns.names[place]: _numbers(cells[place], columns.decimal)
        if place in columns.numeric
        else _texts(cells[place])
        for place in columns.wanted
    }


def _numbers(texts: Sequence[str], decimal: str) -> Numbers:
    if decimal == "." and "_" not in (whole := "".join(texts)) and whole.isascii():
        try:
            return Numbers(np.fromiter(map(float, texts), np.float64, len(texts)))
        except ValueError:
            pass
    found = [number_in(text, decimal) for text in texts]
    numbers = [one for one in found if one is not None]
    return Numbers(np.array(numbers, np.float64), len(found) - len(numbers))


def _texts(texts: Sequence[str]) -> Texts:
    counts: dict[str, int] = {}
    missing = 0
    for text, count in Counter(texts).items():
        if is_missing(text):
            missing += count
        else:
            kept = text[:LONGEST_TEXT]
            counts[kept] = counts.get(kept, 0) + count
    return Texts(counts, missing)


@contextmanager
def told(path: Path, what: str = "the table") -> Iterator[None]:
    """Tell what goes wrong with what people call `what`, as the port says."""
    where = visible(str(path), 300)
    try:
        yield
    except Unfit as unfit:
        line = f":{unfit.row + 1}" if unfit.row >= 0 else ""
        raise UsageError(
            f"{what} cannot be read: {unfit.reason}", where=f"{where}{line}", mend=unfit.mend
        ) from None
    except FileNotFoundError:
        raise UsageError("there is no such file", where=where, mend="look at its name") from None
    except OSError as error:
        raise RunFailed(
            f"{what} cannot be read: {error.strerror}", where=where, mend="look at its permissions"
        ) from error


def _left_out(names: Sequence[str]) -> list[Notice]:
    if not names:
        return []
    told = ", ".join(visible(name, 60) for name in names[:_SHOWN])
    text = f"Columns of times are not compared: {told}."
    return [Notice("drift-times", text, Weight.NOTE, "", len(names))]


def _uneven(path: Path, wrong: Counter[str]) -> Notice:
    count = wrong.total()
    return Notice(
        "table-uneven",
        f"{count} rows of {visible(path.name, 200)} have more or fewer cells than its first and were left out.",
        Weight.LIMIT,
        "look at these lines",
        count,
        tuple(line for line in wrong if line),
    )
