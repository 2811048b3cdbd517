"""Rows of a CSV file divided by the span of time that they are of."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.adapters.tables.moments import Moments, moments_of, zone_of
from mainstay.adapters.tables.numbers import is_missing
from mainstay.adapters.tables.unfit import Unfit
from mainstay.domain.notice import Notice, Weight
from mainstay.ports.columns import Spans
from mainstay.present.visible import visible


@dataclass(slots=True)
class Dividing:
    """Where the times stand and how they are written; `without` counts rows that have none."""

    place: int
    moments: Moments
    every: int
    without: int = 0

    def divided(self, rows: Sequence[list[str]]) -> dict[int, list[list[str]]]:
        """Give rows by the number of their span, counted from 1970. Raises Unfit where a text is no time."""
        timed = [row for row in rows if not is_missing(row[self.place])]
        self.without += len(rows) - len(timed)
        found: dict[int, list[list[str]]] = {}
        seconds = self.moments.seconds([row[self.place] for row in timed]).tolist()
        for row, at in zip(timed, seconds, strict=True):
            found.setdefault(at // self.every, []).append(row)
        return found


def dividing_of(names: Sequence[str], cells: Sequence[Sequence[str]], spans: Spans) -> Dividing:
    """Find out how times of a column are written by its first cells. Raises Unfit where it has none, or is not there."""
    if spans.column not in names:
        raise Unfit(f"it has no column {visible(spans.column, 100)}", 0, "name one of its columns")
    place = list(names).index(spans.column)
    told = [cell for cell in cells[place] if not is_missing(cell)]
    moments = moments_of(told, "", zone_of("UTC"), named=True)
    if moments is None:
        raise Unfit(f"{visible(spans.column, 100)} is no column of times", 0, "name one of dates or times")
    return Dividing(place, moments, spans.every)


def without_time(rows: int) -> Notice:
    """Tell that rows without a time were left out of the spans."""
    text = f"{rows} rows without a time are in no span of time."
    return Notice("drift-untimed", text, Weight.LIMIT, "look at their column of times", rows)
