"""What `mainstay drift` calls where there are labels: rows made to sums, and the figures of a model compared."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from mainstay.adapters.tables.rows import CsvRows, ParquetRows
from mainstay.analysis.quality.comparing import (
    by_chance,
    classes_compared,
    numbers_compared,
    rankings_compared,
)
from mainstay.analysis.quality.pairs import Duel, both_said
from mainstay.analysis.quality.ranks import RankSums
from mainstay.analysis.quality.sums import ClassSums, NumberSums
from mainstay.domain.quality import Challenge, Quality
from mainstay.keepers.models.learnt import is_kept
from mainstay.ports.rows import Rows

Portion = list[tuple[str, ...]]
_PARQUET = frozenset((".parquet", ".pq"))
_HEAD = 64
_LOOKED_AT = 10_000
_FEW = 20
"""Different whole numbers up to which they are taken for classes."""


def is_parquet(path: Path) -> bool:
    """Whether the name of a file says that it is Parquet."""
    return path.suffix.lower() in _PARQUET


def quality(reference: str, current: str, label: str, prediction: str, group: str = "") -> Quality | None:
    """Compare how right a prediction is in two files; None where one of them is kept and has no rows any more.

    With a `group` the prediction ranks the rows of each. Raises UsageError where a file is broken or has not all columns,
    RunFailed where it cannot be read.
    """
    before, after = Path(reference), Path(current)
    if any(_is_kept(path) for path in (before, after)):
        return None
    if group:
        ranks = [_ranked(_read(path, label, prediction, group)) for path in (before, after)]
        return rankings_compared(label, prediction, ranks[0], ranks[1])
    rows = _read(before, label, prediction)
    first = next(rows, [])
    sides = chain([first], rows), _read(after, label, prediction)
    if _are_numbers(first[:_LOOKED_AT]):
        numbers = [_numbers(portions) for portions in sides]
        return numbers_compared(label, prediction, numbers[0], numbers[1])
    classes = [_classes(portions) for portions in sides]
    return classes_compared(label, prediction, classes[0], classes[1])


def challenge(
    current: str, label: str, prediction: str, challenger: str, group: str = ""
) -> Challenge | None:
    """Compare two predictions of the same rows; None where the file is kept and has no rows any more. Raises as `quality`."""
    path = Path(current)
    if _is_kept(path):
        return None
    columns = (label, prediction, challenger, *((group,) if group else ()))
    first = next(_read(path, *columns), [])
    as_numbers = bool(group) or _are_numbers([row[:2] for row in first[:_LOOKED_AT]])
    duel = Duel()
    left = 0

    def side(place: int) -> Iterator[Portion]:
        nonlocal left
        for portion in _read(path, *columns):
            rows = both_said(portion, as_numbers=as_numbers)
            if place == 1:
                left += len(portion) - len(rows)
                if not as_numbers:
                    duel.add(rows)
            yield [(row[0], row[place], *row[3:]) for row in rows]

    if group:
        ranks = [_ranked(side(place)) for place in (1, 2)]
        return Challenge(challenger, rankings_compared(label, prediction, ranks[0], ranks[1], paired=True))
    if as_numbers:
        numbers = [_numbers(side(place)) for place in (1, 2)]
        found = numbers_compared(label, prediction, *numbers, paired=True)
        return Challenge(challenger, replace(found, left_out=(left, left)))
    classes = [_classes(side(place)) for place in (1, 2)]
    found = classes_compared(label, prediction, *classes, paired=True)
    alone = duel.champion, duel.challenger
    return Challenge(challenger, replace(found, left_out=(left, left)), *alone, by_chance(*alone))


def _read(path: Path, *columns: str) -> Iterator[Portion]:
    reader: Rows = ParquetRows() if is_parquet(path) else CsvRows()
    return reader.read(path, columns)


def _numbers(portions: Iterable[Portion]) -> NumberSums:
    found = NumberSums()
    for portion in portions:
        found.add(portion)
    return found


def _classes(portions: Iterable[Portion]) -> ClassSums:
    found = ClassSums()
    for portion in portions:
        found.add(portion)
    return found


def _ranked(portions: Iterable[Portion]) -> RankSums:
    found = RankSums()
    for portion in portions:
        found.add(portion)
    return found


def _are_numbers(rows: Sequence[Sequence[str]]) -> bool:
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
