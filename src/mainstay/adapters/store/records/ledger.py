"""The ledger of predictions."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, literal_column, select

from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.ledger import LEDGER
from mainstay.domain.prediction import Prediction

_NAMES = tuple(field.name for field in fields(Prediction))


class SqlLedger(Records):
    """Predictions by id."""

    def add(self, predictions: Iterable[Prediction]) -> None:
        """Keep predictions; see the port."""
        rows = [{name: getattr(one, name) for name in _NAMES} for one in predictions]
        self._in.add(LEDGER, rows, "the id of a prediction")

    def due(self, now: int, most: int = 1_000) -> Sequence[Prediction]:
        """Give those that are due by `now` and not judged, the longest due first."""
        # The number itself and no parameter, so that the index of what is not judged can be used.
        open_ones = LEDGER.c.judged_at == literal_column("0")
        chosen = select(LEDGER).where(open_ones, LEDGER.c.due_at <= now)
        rows = self._in.rows(chosen.order_by(LEDGER.c.due_at, LEDGER.c.id).limit(most))
        return [_prediction(row) for row in rows]

    def judge(self, prediction: Prediction) -> bool:
        """Keep the outcome of one; see the port."""
        if not prediction.judged_at:
            raise ValueError("an outcome without a time is none")
        outcome = {name: getattr(prediction, name) for name in ("judged_at", "came", "value")}
        open_one = (LEDGER.c.id == prediction.id) & (LEDGER.c.judged_at == 0)
        return bool(self._in.write(LEDGER.update().where(open_one).values(outcome)))

    def of(self, kind: str, subject: str = "", most: int = 1_000) -> Sequence[Prediction]:
        """Give predictions of a kind (about one subject where it is named), the newest first."""
        chosen = select(LEDGER).where(LEDGER.c.kind == kind)
        if subject:
            chosen = chosen.where(LEDGER.c.subject == subject)
        rows = self._in.rows(chosen.order_by(LEDGER.c.made_at.desc(), LEDGER.c.id.desc()).limit(most))
        return [_prediction(row) for row in rows]


def _prediction(row: Row[Any]) -> Prediction:
    return Prediction(**{name: getattr(row, name) for name in _NAMES})
