"""Looking whether predictions and replays of the past can be read, and say nothing that cannot be."""

from collections.abc import Callable, Generator, Iterator
from typing import Any, TypeVar

from sqlalchemy import Row

from mainstay.adapters.store.records.ledger import prediction_of
from mainstay.adapters.store.records.replays import class_of, replay_of
from mainstay.adapters.store.schema.ledger import LEDGER, REPLAY_CLASSES, REPLAYS
from mainstay.adapters.store.transaction import Transaction
from mainstay.domain.prediction import Prediction
from mainstay.domain.store_report import Flaw, Wrong
from mainstay.present.visible import visible

T = TypeVar("T")

_LONGEST = 120


def wrong_ledger(transaction: Transaction) -> Iterator[Wrong]:
    """Tell of predictions that cannot be read, or that have an outcome though nobody judged them."""
    for row in transaction.through(LEDGER):
        where = f"prediction {visible(str(row.id), _LONGEST)}"
        found = yield from _read(prediction_of, row, where)
        if found is not None and not found.judged_at and _ended(found):
            yield Wrong(Flaw.IMPOSSIBLE_STATE, where, "it has an outcome, but nobody judged it")


def wrong_replays(transaction: Transaction) -> Iterator[Wrong]:
    """Tell of replays, and classes of them, that cannot be read."""
    for row in transaction.through(REPLAYS):
        where = f"replay {visible(str(row.id), _LONGEST)}"
        yield from _read(lambda row: replay_of(row, ()), row, where)
    for row in transaction.through(REPLAY_CLASSES):
        where = f"class {visible(str(row.sort), _LONGEST)} of replay {visible(str(row.replay), _LONGEST)}"
        yield from _read(class_of, row, where)


def _read(read: Callable[[Row[Any]], T], row: Row[Any], where: str) -> Generator[Wrong, None, T | None]:
    try:
        return read(row)
    except (ValueError, TypeError, RecursionError) as error:
        yield Wrong(Flaw.UNREADABLE, where, str(error))
        return None


def _ended(one: Prediction) -> bool:
    return one.came is not None or one.value is not None or one.outcome is not None
