"""A learnt table as a text that can be kept, so that the reference is read once and its rows need not stay."""

import math
from typing import Any

import msgspec
import numpy as np

from mainstay.analysis.drift.scales import FARTHEST
from mainstay.analysis.drift.text_columns import MOST_VALUES, WORDS
from mainstay.domain.errors import UsageError
from mainstay.domain.sketch import Counts, NumberSketch, Scale, Sketch, TableSketch, TextSketch
from mainstay.ports.columns import MOST_COLUMNS

MARK = "mainstay-drift-reference"
"""What such a text begins with, behind a brace and a quote."""
SCHEMA = 1
MOST_BYTES = 1 << 28
_MOST = 1 << 62


class _NumberText(msgspec.Struct, forbid_unknown_fields=True, tag="numbers"):
    centre: float
    spread: float
    first: int
    counts: list[int]
    missing: int
    infinite: int
    odd: int
    least: float | None
    most: float | None


class _TextText(msgspec.Struct, forbid_unknown_fields=True, tag="texts"):
    values: dict[str, int]
    others: int
    missing: int
    lengths: _NumberText | None
    words: list[int]
    looked_at: int


class _Columns(msgspec.Struct, forbid_unknown_fields=True):
    schema: int = msgspec.field(name=MARK)
    name: str
    rows: int
    columns: dict[str, _NumberText | _TextText]


def kept(table: TableSketch) -> str:
    """Give a learnt table as one JSON document. It holds categories, numbers only as counts."""
    columns = {name: _column(one) for name, one in table.columns.items()}
    document = _Columns(schema=SCHEMA, name=table.name, rows=table.rows, columns=columns)
    return msgspec.json.encode(document).decode() + "\n"


def is_kept(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a learnt table."""
    return head.lstrip().startswith(b'{"' + MARK.encode() + b'"')


def learnt(data: bytes, where: str) -> TableSketch:
    """Read a learnt table. Raises UsageError for one that is broken, or that another version wrote."""
    try:
        found = msgspec.json.decode(data, type=_Columns)
        if found.schema != SCHEMA:
            raise ValueError(f"it is of version {found.schema}")
        if len(found.columns) > MOST_COLUMNS or not 0 <= found.rows <= _MOST:
            raise ValueError("it has too many columns, or no rows")
        columns = {name: _sketch(one) for name, one in found.columns.items()}
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UsageError(
            f"the learnt reference cannot be read: {error}", where=where, mend="learn it again with --keep"
        ) from None
    return TableSketch(found.name, found.rows, columns)


def _column(one: Sketch) -> _NumberText | _TextText:
    if isinstance(one, NumberSketch):
        return _number_text(one)
    lengths = None if one.lengths is None else _number_text(one.lengths)
    return _TextText(
        {_told(name): count for name, count in one.values.items()},
        one.others,
        one.missing,
        lengths,
        one.words.tolist(),
        one.looked_at,
    )


def _number_text(one: NumberSketch) -> _NumberText:
    least, most = (None if math.isnan(end) else end for end in (one.least, one.most))
    scale = one.scale
    return _NumberText(
        scale.centre,
        scale.spread,
        one.first,
        one.counts.tolist(),
        one.missing,
        one.infinite,
        one.odd,
        least,
        most,
    )


def _told(text: str) -> str:
    # No UTF-8 can hold lone surrogates.
    return text.encode("utf-8", "backslashreplace").decode()


def _sketch(one: _NumberText | _TextText) -> Sketch:
    if isinstance(one, _NumberText):
        return _numbers(one)
    if len(one.values) > MOST_VALUES or len(one.words) not in {0, WORDS}:
        raise ValueError("a column has too many values")
    _right([*one.values.values(), one.others, one.missing, one.looked_at])
    lengths = None if one.lengths is None else _numbers(one.lengths)
    return TextSketch(one.values, one.others, one.missing, lengths, _counts(one.words), one.looked_at)


def _numbers(one: _NumberText) -> NumberSketch:
    _right([one.missing, one.infinite, one.odd])
    ends: tuple[Any, Any] = (one.least, one.most)
    least, most = (math.nan if end is None else end for end in ends)
    fits = one.first >= -FARTHEST and one.first + len(one.counts) <= FARTHEST + 1 and one.spread >= 0
    if not fits or (any(one.counts) and not least <= most):
        raise ValueError("a column has bins where none can be")
    scale = Scale(one.centre, one.spread)
    return NumberSketch(
        scale, one.first, _counts(one.counts), one.missing, one.infinite, one.odd, least, most
    )


def _counts(counts: list[int]) -> Counts:
    _right(counts)
    return np.array(counts, np.int64)


def _right(counts: list[int]) -> None:
    if any(count < 0 for count in counts) or sum(counts) > _MOST:
        raise ValueError("a count is below 0 or too large")
