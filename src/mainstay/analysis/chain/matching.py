"""Holds records against the rows of the trail that tell them: each must be told as it is, and in its order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from mainstay.analysis.chain.telling import Record, name_of, record_digest
from mainstay.domain.audit import Mismatch, Row

NOT_TOLD = "the trail does not tell it, or tells it otherwise"
TOLD_TWICE = "the trail tells it more often than it is there"
OTHER_ORDER = "it does not stand where it stood when the trail told it"
GONE = "what it tells is not there any more, or was changed"


def held_against(records: Sequence[Record], rows: Iterable[Row]) -> Iterator[Mismatch]:
    """Give what does not match among records of one kind whose order counts, in that order, and rows that may tell them, by id.

    Rows that tell something else are passed over.
    """
    named = [(record_digest(record), record) for record in records]
    kept = Counter(digest for digest, _ in named)
    order = [row.record for row in rows if row.record in kept]
    told = Counter(order)
    if [digest for digest, _ in named] == order:
        return
    if kept == told:
        moved = next(record for (digest, record), other in zip(named, order, strict=True) if digest != other)
        yield Mismatch(name_of(moved), OTHER_ORDER)
        return
    seen: Counter[str] = Counter()
    for digest, record in named:
        seen[digest] += 1
        if seen[digest] > told[digest]:
            yield Mismatch(name_of(record), NOT_TOLD)
        elif seen[digest] == kept[digest] < told[digest]:
            yield Mismatch(name_of(record), TOLD_TWICE)


def each_held_against(groups: Iterable[Sequence[Record]], rows: Iterable[Row]) -> Iterator[Mismatch]:
    """Give what does not match in any of some groups, which may be told by rows, by id, that come together."""
    telling: dict[str, list[Row]] = {}
    for row in rows:
        telling.setdefault(row.record, []).append(row)
    for group in groups:
        own = chain.from_iterable(telling.get(digest, ()) for digest in {record_digest(one) for one in group})
        yield from held_against(group, sorted(own, key=lambda row: row.id))


def name_of_row(row: Row) -> str:
    """Name a row that tells a record."""
    return f"row {row.id} of the trail ({row.act} by {row.who} about {row.about})"
