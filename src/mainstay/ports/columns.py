"""Reading the columns of a table, portion by portion, without regard to what its rows are about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mainstay.domain.notice import Notice

MOST_COLUMNS = 10_000
MOST_ROWS = 1_000_000_000
LONGEST_TEXT = 2_000
"""Characters of a text that are kept of it."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A part of a column of numbers: NaN where a cell is empty; `odd` cells beside them hold no number."""

    values: NDArray[np.float64]
    odd: int = 0


@dataclass(frozen=True, slots=True)
class Texts:
    """A part of a column of texts: how often each comes, and how many cells are empty."""

    counts: Mapping[str, int]
    missing: int = 0


Part = Numbers | Texts


@dataclass(frozen=True, slots=True)
class Spans:
    """How a table is divided by time: the column that has it, and the seconds of each span."""

    column: str
    every: int


@dataclass(frozen=True, slots=True)
class Portion:
    """Some rows of some columns, by their names; `span` counts the span of time that they are of, from 1970 on."""

    parts: Mapping[str, Part]
    span: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A table that is open: the names of its columns in their order, its portions, and what was left out of it.

    `notices` is filled while portions are read.
    """

    names: tuple[str, ...]
    portions: Iterator[Portion]
    notices: list[Notice] = field(default_factory=list)


class Columns(Protocol):
    """What reads files of one kind."""

    def read(
        self, path: Path, leave_out: frozenset[str] = frozenset(), spans: Spans | None = None
    ) -> Reading:
        """Open a file; each column is of one kind in all portions, columns of times and those named are left out.

        With `spans` each portion is of one span; rows without a time are left out. A portion may hold some of the columns only.
        No more than some thousand rows are in memory at once. Raises UsageError where the file is not there, is none of this
        kind or is broken (also while portions are read), or has no such column of times; RunFailed where the system does not
        let it be read, or what reads it is not installed.
        """
        ...
