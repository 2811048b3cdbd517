"""Promises as predictions for the ledger, and the way back from a prediction to what is to be asked."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mainstay.domain.plan import Value
from mainstay.domain.prediction import Prediction
from mainstay.domain.promise import KEPT, LASTS, Promise
from mainstay.domain.relation import Relation

_ENDINGS: Final = {KEPT: "promise", LASTS: "lasts"}


@dataclass(frozen=True, slots=True)
class Given:
    """Where a promise was given: by which step of which run, in whose journal it stands; and the kind of prediction."""

    run: str
    step: str
    kind: str


def promise_in(memo: Mapping[str, Value]) -> Promise | None:
    """Give the promise that a step of the kind `promise` left in its journal, None where it left none."""
    what, query, relation, server = (memo.get(name, "") for name in ("what", "query", "is", "server"))
    due_at, lasts_until, value = (
        _moment(memo.get("due_at")),
        _moment(memo.get("lasts_until", 0)),
        memo.get("value"),
    )
    if not isinstance(what, str) or not isinstance(query, str) or not isinstance(server, str):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    if (
        not isinstance(relation, str)
        or relation not in set(Relation)
        or not query
        or not due_at
        or lasts_until is None
    ):
        return None
    return Promise(what, query, relation, value, due_at, lasts_until, server)


def predictions_of(
    promise: Promise, run: str, step: str, subject: str, made_at: int
) -> tuple[Prediction, ...]:
    """Give what the ledger keeps of a promise that a step gave at `made_at` (seconds since 1970).

    The query stands in the text for people. Who judges finds it in the journal, where the id leads: see `given`.
    """
    says = f"{promise.query} is {promise.relation} {promise.value}"
    kept = Prediction(
        _id(run, step, KEPT), KEPT, subject, f"{promise.what} ({says})", made_at, promise.due_at
    )
    if promise.lasts_until <= promise.due_at:
        return (kept,)
    text = f"it lasts: {promise.what} ({says})"
    return (kept, Prediction(_id(run, step, LASTS), LASTS, subject, text, made_at, promise.lasts_until))


def given(prediction: Prediction) -> Given | None:
    """Give where the promise of a prediction was given, None for a prediction of another sort."""
    ending = _ENDINGS.get(prediction.kind)
    run, _, rest = prediction.id.partition(".")
    step, _, found = rest.rpartition(".")
    return Given(run, step, prediction.kind) if run and step and found == ending else None


def _id(run: str, step: str, kind: str) -> str:
    return f"{run}.{step}.{_ENDINGS[kind]}"


def _moment(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
