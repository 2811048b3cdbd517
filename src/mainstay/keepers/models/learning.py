"""A table learnt as counts, portion by portion, on the scales of a table before it where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.drift.number_columns import added, sketched
from mainstay.analysis.drift.text_columns import texts_added, texts_sketched
from mainstay.domain.errors import UsageError
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.sketch import NumberSketch, Scale, Sketch, TableSketch, TextSketch
from mainstay.ports.columns import Numbers, Reading, Texts
from mainstay.present.visible import visible

MOST_SPANS = 1_000
_MOST_SKETCHES = 100_000
_LEAST_RISING = 50
_SHOWN = 5
_ASIDE = Notice(
    "model-days-aside",
    "Rows with times that lie far back, or are yet to come, are not looked at day by day.",
    Weight.NOTE,
    "look whether their times are right",
)


@dataclass(slots=True)
class _Rising:
    """Whether a column of whole numbers only ever rose so far: then it counts rows and says nothing."""

    last: float = -np.inf
    rows: int = 0
    holds: bool = True

    def look(self, values: NDArray[np.float64]) -> None:
        """Look at the next numbers."""
        if not self.holds or not len(values):
            return
        whole = np.all(values == np.floor(values))
        self.holds = bool(whole and values[0] > self.last and np.all(values[1:] > values[:-1]))
        self.last = float(values[-1])
        self.rows += len(values)

    @property
    def counts_rows(self) -> bool:
        """Whether the column is taken for a number of the row."""
        return self.holds and self.rows >= _LEAST_RISING


def learn(name: str, reading: Reading, before: TableSketch | None = None) -> tuple[TableSketch, list[Notice]]:
    """Learn a table that is called `name` for people; what counts its rows is left out and told."""
    found: dict[str, Sketch] = {}
    rising: dict[str, _Rising] = {}
    scales = {
        column: sketch.scale
        for column, sketch in (before.columns.items() if before else ())
        if isinstance(sketch, NumberSketch) and sketch.count
    }
    for portion in reading.portions:
        for column, part in portion.parts.items():
            known = found.get(column)
            if isinstance(part, Numbers):
                rising.setdefault(column, _Rising()).look(part.values)
                found[column] = _numbers(known, part, scales.get(column))
            else:
                found[column] = _texts(known, part)
    left = [column for column, one in rising.items() if one.counts_rows]
    columns = {column: found[column] for column in reading.names if column in found and column not in left}
    rows = max((one.rows for one in found.values()), default=0)
    return TableSketch(name, rows, columns), [*reading.notices, *_left_out(left)]


def learn_spans(
    name: str, reading: Reading, whole: TableSketch, before: TableSketch, within: range | None = None
) -> tuple[dict[int, TableSketch], list[Notice]]:
    """Learn each span of time of a table as a table of its own, on the scales of the one `before`, with the columns of `whole`.

    Spans are by their numbers; those that are not `within` are left out and told. Raises UsageError where there are too many.
    """
    scales = {
        column: sketch.scale
        for column, sketch in before.columns.items()
        if isinstance(sketch, NumberSketch) and sketch.count
    }
    found: dict[int, dict[str, Sketch]] = {}
    aside = False
    for portion in reading.portions:
        if within is not None and portion.span not in within:
            aside = True
            continue
        columns = found.setdefault(portion.span, {})
        if max(found) - min(found) > MOST_SPANS or len(found) * len(whole.columns) > _MOST_SKETCHES:
            raise UsageError(
                f"the table would be divided into {max(found) - min(found) + 1} spans of time or more",
                where="--every",
                mend=f"ask for longer ones, so that there are {MOST_SPANS} at most, and look at the first and the last time",
            )
        for column, part in portion.parts.items():
            if column in whole.columns:
                known = columns.get(column)
                columns[column] = (
                    _numbers(known, part, scales.get(column))
                    if isinstance(part, Numbers)
                    else _texts(known, part)
                )
    tables = {
        span: TableSketch(name, max((one.rows for one in columns.values()), default=0), columns)
        for span, columns in sorted(found.items())
    }
    return tables, [*reading.notices, *([_ASIDE] if aside else [])]


def together(tables: Sequence[TableSketch]) -> TableSketch:
    """Give the rows of some tables as one, the last of which decides where a column is of another kind in some."""
    found: dict[str, Sketch] = {}
    for table in tables:
        for column, sketch in table.columns.items():
            known = found.get(column)
            if isinstance(known, TextSketch) and isinstance(sketch, TextSketch):
                found[column] = texts_added(known, sketch)
            elif isinstance(known, NumberSketch) and isinstance(sketch, NumberSketch):
                found[column] = added(known, sketch)
            else:
                found[column] = sketch
    return TableSketch(tables[-1].name, sum(table.rows for table in tables), found)


def _numbers(known: Sketch | None, part: Numbers, scale: Scale | None) -> NumberSketch:
    if not isinstance(known, NumberSketch):
        return sketched(part.values, scale, odd=part.odd)
    more = sketched(part.values, known.scale if known.count else scale)
    return added(known, replace(more, odd=part.odd))


def _texts(known: Sketch | None, part: Texts) -> TextSketch:
    more = texts_sketched(part.counts, part.missing)
    return texts_added(known, more) if isinstance(known, TextSketch) else more


def _left_out(names: list[str]) -> list[Notice]:
    if not names:
        return []
    told = ", ".join(visible(name, 60) for name in names[:_SHOWN])
    text = f"Columns whose whole numbers rise from row to row are not compared: {told}."
    return [Notice("drift-counters", text, Weight.NOTE, "", len(names))]
