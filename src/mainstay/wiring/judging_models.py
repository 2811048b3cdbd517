"""What `mainstay drift` calls where there are labels: rows made to sums, and the figures of a model compared."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from mainstay.adapters.tables.rows import CsvRows, ParquetRows
from mainstay.analysis.quality.comparing import classes_compared, numbers_compared
from mainstay.analysis.quality.sums import ClassSums, NumberSums
from mainstay.domain.quality import Quality
from mainstay.keepers.models.learnt import is_kept
from mainstay.ports.rows import Rows

_PARQUET = frozenset((".parquet", ".pq"))
_HEAD = 64
_LOOKED_AT = 10_000
_FEW = 20
"""Different whole numbers up to which they are taken for classes."""


def is_parquet(path: Path) -> bool:
    """Whether the name of a file says that it is Parquet."""
    return path.suffix.lower() in _PARQUET


def quality(reference: str, current: str, label: str, prediction: str) -> Quality | None:
    """Compare how right a prediction is in two files; None where one of them is kept and has no rows any more.

    Raises UsageError where a file is broken or has not both columns, RunFailed where it cannot be read.
    """
    before, after = Path(reference), Path(current)
    if any(_is_kept(path) for path in (before, after)):
        return None
    rows = _read(before, label, prediction)
    first = next(rows, [])
    if _are_numbers(first[:_LOOKED_AT]):
        numbers = NumberSums(), NumberSums()
        for side, portions in zip(
            numbers, (chain([first], rows), _read(after, label, prediction)), strict=True
        ):
            for portion in portions:
                side.add(portion)
        return numbers_compared(label, prediction, *numbers)
    classes = ClassSums(), ClassSums()
    for counts, portions in zip(
        classes, (chain([first], rows), _read(after, label, prediction)), strict=True
    ):
        for portion in portions:
            counts.add(portion)
    return classes_compared(label, prediction, *classes)


def _read(path: Path, label: str, prediction: str) -> Iterator[list[tuple[str, ...]]]:
    reader: Rows = ParquetRows() if is_parquet(path) else CsvRows()
    return reader.read(path, (label, prediction))


def _are_numbers(rows: list[tuple[str, ...]]) -> bool:
    """Whether what is said are numbers, and not the numbers of a few classes."""
    labels, said = ({row[place] for row in rows if row[place]} for place in (0, 1))
    try:
        numbers = [float(text) for text in labels | said]
    except ValueError:
        return False
    whole = all(number.is_integer() for number in numbers)
    return bool(numbers) and not (whole and len(labels) <= _FEW and len(said) <= _FEW)


def _is_kept(path: Path) -> bool:
    with path.open("rb") as file:
        return is_kept(file.read(_HEAD))
