"""The Rows port on CSV and on Parquet files."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from mainstay.adapters.tables.csv_columns import told, whole_rows
from mainstay.adapters.tables.duck import NUMBERED, described, opened, quoted
from mainstay.adapters.tables.lines import lines_of
from mainstay.adapters.tables.looking import beginning, separator_of
from mainstay.adapters.tables.numbers import is_missing
from mainstay.adapters.tables.roles import different
from mainstay.adapters.tables.unfit import Unfit
from mainstay.ports.columns import LONGEST_TEXT
from mainstay.present.visible import visible

_ROWS = 122_880


class CsvRows:
    """Reads CSV with a head."""

    def read(self, path: Path, columns: Sequence[str]) -> Iterator[list[tuple[str, ...]]]:
        """Give cells; see the port."""
        with told(path), lines_of(path) as (stream, _):
            separator = separator_of(beginning(stream))
        with told(path), lines_of(path) as (stream, raw):
            reader = csv.reader(stream, delimiter=separator, strict=True)
            head = next((row for row in reader if row), None)
            if head is None:
                raise Unfit("it is empty")
            places = _places(different(head), columns)
            for rows in whole_rows(reader, raw, len(head), Counter()):
                yield [tuple(_cell(row[place]) for place in places) for row in rows]


class ParquetRows:
    """Reads Parquet."""

    def read(self, path: Path, columns: Sequence[str]) -> Iterator[list[tuple[str, ...]]]:
        """Give cells; see the port."""
        with opened(path) as (connection, file):
            rows, names, _ = described(connection, file)
            wanted = ", ".join(
                f"coalesce(left(CAST({quoted(names[place])} AS VARCHAR), {LONGEST_TEXT}), '')"
                for place in _places(different(names), columns)
            )
            for since in range(0, rows, _ROWS):
                yield connection.execute(
                    f"SELECT {wanted} FROM {NUMBERED}"  # noqa: S608  # quoted names
                    " WHERE file_row_number BETWEEN ? AND ? ORDER BY file_row_number",
                    [file, since, since + _ROWS - 1],
                ).fetchall()


def _cell(text: str) -> str:
    return "" if is_missing(text) else text[:LONGEST_TEXT]


def _places(names: Sequence[str], columns: Sequence[str]) -> list[int]:
    for column in columns:
        if column not in names:
            raise Unfit(f"it has no column {visible(column, 100)}", -1, "name one of its columns")
    return [list(names).index(column) for column in columns]
