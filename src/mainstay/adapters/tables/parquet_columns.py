"""The Columns port on Parquet files: ranges of rows of some columns at a time, so that a file may be larger than memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from mainstay.adapters.tables.duck import NUMBER, NUMBERED, TABLE, TEXT, TIME, described, opened, quoted
from mainstay.adapters.tables.roles import different
from mainstay.adapters.tables.spans import without_time
from mainstay.adapters.tables.unfit import Unfit
from mainstay.domain.notice import Notice, Weight
from mainstay.ports.columns import (
    LONGEST_TEXT,
    MOST_COLUMNS,
    MOST_ROWS,
    Numbers,
    Portion,
    Reading,
    Spans,
    Texts,
)
from mainstay.present.visible import visible

_ROWS = 122_880
"""Rows that DuckDB writes into one group; those of others are read in parts."""
_CELLS = 4_000_000
_AT_ONCE = 200
"""Columns of one question."""
_SHOWN = 5


class ParquetColumns:
    """Reads Parquet: columns of numbers and texts by their types; those of times and of records are left out."""

    def read(
        self, path: Path, leave_out: frozenset[str] = frozenset(), spans: Spans | None = None
    ) -> Reading:
        """Open a file; see the port."""
        with opened(path) as (connection, file):
            rows, columns, types = described(connection, file)
        with opened(path):
            if rows > MOST_ROWS:
                raise Unfit(f"it has more than {MOST_ROWS} rows", -1, "divide it")
            if len(columns) > MOST_COLUMNS:
                raise Unfit(f"it has more than {MOST_COLUMNS} columns")
            shown = different(columns)
            numeric = [place for place, kind in enumerate(types) if NUMBER.fullmatch(kind)]
            texts = [place for place, kind in enumerate(types) if TEXT.fullmatch(kind)]
            numeric, texts = (
                [one for one in part if shown[one] not in leave_out] for part in (numeric, texts)
            )
            if not numeric and not texts:
                raise Unfit("it has no column that could be compared")
            if not rows:
                raise Unfit("it has no rows")
            span = "" if spans is None else _span(columns, shown, types, spans)
        names = tuple(shown[place] for place in sorted([*numeric, *texts]))
        kinds = [(shown[place], kind) for place, kind in enumerate(types)]
        asking = _Asking(path, columns, shown, rows, span)
        notices = _left_out(kinds, leave_out)
        return Reading(names, asking.portions(numeric, texts, notices), notices)


class _Asking:
    """Asks for ranges of rows."""

    def __init__(
        self, path: Path, columns: Sequence[str], shown: Sequence[str], rows: int, span: str
    ) -> None:
        self._path = path
        self._columns = [quoted(one) for one in columns]
        self._shown = shown
        self._rows = rows
        self._span = span

    def portions(
        self, numeric: Sequence[int], texts: Sequence[int], notices: list[Notice]
    ) -> Iterator[Portion]:
        """Give all of them, the columns of numbers before those of texts."""
        with opened(self._path) as (connection, file):
            if self._span:
                (without,) = connection.execute(
                    f"SELECT count(*) FROM {TABLE} WHERE {self._span} IS NULL",  # noqa: S608  # quoted names
                    [file],
                ).fetchone()
                if without:
                    notices.append(without_time(without))
            for begin in range(0, len(numeric), _AT_ONCE):
                chosen = numeric[begin : begin + _AT_ONCE]
                step = max(1, min(_ROWS, _CELLS // len(chosen)))
                for since in range(0, self._rows, step):
                    yield from self._numbers(connection, file, chosen, since, since + step - 1)
            for place in texts:
                for since in range(0, self._rows, _ROWS):
                    yield from self._texts(connection, file, place, since, since + _ROWS - 1)

    def _numbers(
        self,
        connection: Any,  # noqa: ANN401
        file: str,
        chosen: Sequence[int],
        since: int,
        until: int,
    ) -> Iterator[Portion]:
        wanted = ", ".join(f"CAST({self._columns[place]} AS DOUBLE) AS c{place}" for place in chosen)
        found = connection.execute(
            f"SELECT {wanted}, {self._span or 0} AS span FROM {NUMBERED}"  # noqa: S608
            " WHERE file_row_number BETWEEN ? AND ?",
            [file, since, until],
        ).fetchnumpy()
        columns = {self._shown[place]: _filled(found[f"c{place}"]) for place in chosen}
        if not self._span:
            yield Portion({name: Numbers(values) for name, values in columns.items()})
            return
        spans = _filled(found["span"])
        for span in np.unique(spans[np.isfinite(spans)]):
            rows = spans == span
            yield Portion({name: Numbers(values[rows]) for name, values in columns.items()}, int(span))

    def _texts(self, connection: Any, file: str, place: int, since: int, until: int) -> Iterator[Portion]:  # noqa: ANN401
        found = connection.execute(
            f"SELECT {self._span or 0} AS span, left(CAST({self._columns[place]} AS VARCHAR), {LONGEST_TEXT}) AS t,"  # noqa: S608
            f" count(*) AS n FROM {NUMBERED} WHERE file_row_number BETWEEN ? AND ?"
            # By their places: a name would be that of a column of the file, where it has one of it.
            " GROUP BY 1, 2 ORDER BY min(file_row_number)",
            [file, since, until],
        ).fetchall()
        for span in dict.fromkeys(one[0] for one in found if one[0] is not None):
            counts = {text: count for of, text, count in found if of == span and text}
            missing = sum(count for of, text, count in found if of == span and not text)
            yield Portion({self._shown[place]: Texts(counts, missing)}, int(span))


def _span(columns: Sequence[str], shown: Sequence[str], types: Sequence[str], spans: Spans) -> str:
    """Give the number of a row's span as SQL has it. Raises Unfit where its column has no times."""
    if spans.column not in shown:
        raise Unfit(f"it has no column {visible(spans.column, 100)}", -1, "name one of its columns")
    place = list(shown).index(spans.column)
    if not TIME.fullmatch(types[place]):
        raise Unfit(f"{visible(spans.column, 100)} is no column of times", -1, "name one of dates or times")
    return f"CAST(floor(epoch({quoted(columns[place])}) / {int(spans.every)}) AS BIGINT)"


def _filled(values: Any) -> "np.ndarray[Any, np.dtype[np.float64]]":  # noqa: ANN401
    return np.asarray(np.ma.filled(values.astype(np.float64, copy=False), np.nan), np.float64)


def _left_out(kinds: Sequence[tuple[str, str]], leave_out: frozenset[str]) -> list[Notice]:
    rest = [(name, kind) for name, kind in kinds if name not in leave_out]
    notices = []
    if times := [name for name, kind in rest if TIME.fullmatch(kind)]:
        told = ", ".join(visible(name, 60) for name in times[:_SHOWN])
        notices.append(
            Notice("drift-times", f"Columns of times are not compared: {told}.", Weight.NOTE, "", len(times))
        )
    known = (TIME, NUMBER, TEXT)
    if others := [name for name, kind in rest if not any(one.fullmatch(kind) for one in known)]:
        told = ", ".join(visible(name, 60) for name in others[:_SHOWN])
        text = f"Columns of records and lists are not compared: {told}."
        notices.append(
            Notice("drift-records", text, Weight.LIMIT, "write their parts as columns", len(others))
        )
    return notices
