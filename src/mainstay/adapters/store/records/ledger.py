"""The ledger of predictions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, literal_column, select, tuple_

from mainstay.adapters.store.records.lists import legible, one_by_one, portions
from mainstay.adapters.store.records.numbers import maybe, number, whole
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.ledger import LEDGER
from mainstay.domain.errors import RunFailed
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import Of, Prediction
from mainstay.domain.signal import Side
from mainstay.ports.records.ledger import Unread

_TEXTS = ("id", "kind", "subject", "text")
_WHOLE = ("made_at", "due_at", "judged_at")
_NUMBERS = ("probability", "low", "high", "cover", "value", "middle")
_OUTCOME = ("judged_at", "came", "value")
_SERIES = ("source", "key", "sort", "since", "days", "unit", "moves", "widened", "told")
_NO_SERIES = Of("", "", "", 0, 0)
# The number itself and no parameter, so that indexes of what is not judged can be used.
_OPEN = LEDGER.c.judged_at == literal_column("0")
_JUDGED = LEDGER.c.judged_at != literal_column("0")
_JUDGING = LEDGER.update().where(LEDGER.c.id == bindparam("its"), _OPEN)


class SqlLedger(Records):
    """Predictions by id."""

    def add(self, predictions: Iterable[Prediction]) -> None:
        """Keep predictions; see the port."""
        # In one order everywhere, so that two who add many wait for one another and not each for the other.
        made = sorted(predictions, key=lambda one: one.id)
        self._in.add(LEDGER, [_row(one) for one in made], "the id of a prediction")

    def due(
        self, now: int, most: int = 1_000, kinds: Collection[str] = (), unread: Unread | None = None
    ) -> Sequence[Prediction]:
        """Give those that are due by `now` and not judged, the longest due first."""
        chosen = select(LEDGER).where(_OPEN, LEDGER.c.due_at <= now)
        if kinds:
            chosen = chosen.where(LEDGER.c.kind.in_(sorted(kinds)))
        return self._read(chosen.order_by(LEDGER.c.due_at, LEDGER.c.id).limit(most), unread)

    def judge(self, prediction: Prediction) -> bool:
        """Keep the outcome of one; see the port."""
        return self.judge_all([prediction]) == 1

    def judge_all(self, predictions: Iterable[Prediction]) -> int:
        """Keep the outcomes of some; see the port."""
        made = sorted(predictions, key=lambda one: one.id)
        if not all(one.judged_at for one in made):
            raise ValueError("an outcome without a time is none")
        return self._in.write(_JUDGING, [{"its": one.id, **_outcome(one)} for one in made])

    def of(
        self, kind: str, subject: str = "", most: int = 1_000, unread: Unread | None = None
    ) -> Sequence[Prediction]:
        """Give predictions of a kind (about one subject where it is named), the newest first."""
        chosen = select(LEDGER).where(LEDGER.c.kind == kind)
        if subject:
            chosen = chosen.where(LEDGER.c.subject == subject)
        newest = chosen.order_by(LEDGER.c.made_at.desc(), LEDGER.c.id.desc())
        return self._read(newest.limit(most), unread)

    def open_of(
        self,
        source: str,
        keys: Collection[str] = (),
        after: str = "",
        most: int = 10_000,
        unread: Unread | None = None,
    ) -> Sequence[Prediction]:
        """Give those of series of a source that are not judged, by id; see the port."""
        # Ids first, which an index holds: rows that do not come into this page would be read for nothing.
        asked = select(LEDGER.c.id).where(_OPEN, LEDGER.c.source == source, _of_a_series())
        ids: list[str] = []
        if not keys:
            first = asked.where(LEDGER.c.id > after).order_by(LEDGER.c.id).limit(most)
            ids = [row.id for row in self._in.rows(first)]
        for portion in portions(keys):
            # Asked for the first few by id, PostgreSQL would go through all ids instead of these keys.
            rows = self._in.rows(one_by_one(asked, LEDGER.c.key, portion, on_server=self._in.on_server))
            ids = sorted([*ids, *(row.id for row in rows if row.id > after)])[:most]
        found: list[Prediction] = []
        for portion in portions(ids):
            asked = select(LEDGER).where(LEDGER.c.id.in_(portion))
            found += self._read(asked.order_by(LEDGER.c.id), unread)
        return found

    def judged(
        self,
        kind: str,
        sort: str = "",
        most: int = 500,
        days: int = 0,
        due: int | None = None,
        unread: Unread | None = None,
    ) -> Sequence[Prediction]:
        """Give those of a kind that were judged last, the newest judgement first; see the port."""
        chosen = select(LEDGER).where(_JUDGED)
        if days:
            chosen = chosen.where(LEDGER.c.days == days)
        if due is not None:
            chosen = chosen.where(LEDGER.c.due_at <= due)
        return self._latest(chosen, LEDGER.c.judged_at, self._pairs((kind,), sort), most, unread)

    def sorts(self) -> Sequence[str]:
        """Name the classes of all series that predictions are of."""
        return sorted({sort for _, sort in self._classes() if sort})

    def open_counts(self) -> Mapping[str, int]:
        """Tell of each class how many predictions are not judged."""
        counted = select(LEDGER.c.sort, func.count().label("many")).where(_OPEN, LEDGER.c.sort != "")
        rows = self._in.rows(counted.group_by(LEDGER.c.sort).order_by(LEDGER.c.sort))
        return {row.sort: row.many for row in rows}

    def page(
        self,
        kinds: Collection[str],
        sort: str = "",
        before: str = "",
        most: int = 50,
        unread: Unread | None = None,
    ) -> Sequence[Prediction]:
        """Give predictions of some kinds, the newest first; see the port."""
        chosen = select(LEDGER)
        if before:
            last = self._in.row(select(LEDGER.c.made_at).where(LEDGER.c.id == before))
            if last is None:
                return []
            chosen = chosen.where(tuple_(LEDGER.c.made_at, LEDGER.c.id) < tuple_(last.made_at, before))
        return self._latest(chosen, LEDGER.c.made_at, self._pairs(kinds, sort), most, unread)

    def _latest(
        self,
        chosen: Select[Any],
        moment: ColumnElement[int],
        pairs: Iterable[tuple[str, str]],
        most: int,
        unread: Unread | None,
    ) -> list[Prediction]:
        """Give the latest by a column, of some kinds and classes: each of these is in that order in an index."""
        found: list[Prediction] = []
        for kind, sort in pairs:
            some = chosen.where(LEDGER.c.kind == kind, LEDGER.c.sort == sort)
            found += self._read(some.order_by(moment.desc(), LEDGER.c.id.desc()).limit(most), unread)
        return sorted(found, key=lambda one: (getattr(one, str(moment.key)), one.id), reverse=True)[:most]

    def _pairs(self, kinds: Collection[str], sort: str) -> list[tuple[str, str]]:
        if kinds and sort:
            return [*product(sorted(set(kinds)), (sort,))]
        return [
            (kind, of)
            for kind, of in self._classes()
            if (not kinds or kind in kinds) and (not sort or of == sort)
        ]

    def _classes(self) -> Iterator[tuple[str, str]]:
        """Give all kinds with their classes, from one to the next, which are few beside the rows."""
        kind, sort = LEDGER.c.kind, LEDGER.c.sort
        step = select(kind, sort).order_by(kind, sort).limit(1)
        row = self._in.row(step)
        while row is not None:
            yield row.kind, row.sort
            row = self._in.row(step.where(tuple_(kind, sort) > tuple_(row.kind, row.sort)))

    def _read(self, chosen: Select[Any], unread: Unread | None) -> list[Prediction]:
        found: list[Prediction] = []
        for row in self._in.rows(chosen):
            try:
                found.append(legible(prediction_of, row, f"prediction {row.id}"))
            except RunFailed as failure:
                if unread is None:
                    raise
                unread[row.id] = failure.what
        return found


def _of_a_series() -> ColumnElement[bool]:
    return (LEDGER.c.source != "") | (LEDGER.c.key != "")


def _row(one: Prediction) -> dict[str, Any]:
    of = one.of or _NO_SERIES
    if one.of is not None and not of.source and not of.key:
        raise ValueError("a series has neither a source nor a key")
    return {
        **{name: getattr(one, name) for name in (*_TEXTS, *_WHOLE, *_NUMBERS)},
        **_outcome(one),
        **{name: getattr(of, name) for name in _SERIES},
        "limit_value": of.limit,
        "limit_side": "" if one.of is None else of.side,
    }


def _outcome(one: Prediction) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _OUTCOME} | {"outcome": one.outcome or ""}


def prediction_of(row: Row[Any]) -> Prediction:
    """Give the prediction that a row holds. Raises ValueError or TypeError where it holds none."""
    of = None
    if row.source or row.key:
        of = Of(
            row.source,
            row.key,
            row.sort,
            whole(row.since),
            whole(row.days),
            row.unit,
            number(row.moves),
            number(row.widened),
            maybe(row.limit_value),
            Side(row.limit_side),
            row.told,
        )
    plain: dict[str, Any] = {
        **{name: getattr(row, name) for name in _TEXTS},
        **{name: whole(getattr(row, name)) for name in _WHOLE},
        **{name: maybe(getattr(row, name)) for name in _NUMBERS},
    }
    outcome = Came(row.outcome) if row.outcome else None
    return _fit(Prediction(**plain, came=row.came, outcome=outcome, of=of))


def _fit(one: Prediction) -> Prediction:
    """Hold a prediction of a series to what those who count it go by. Raises ValueError."""
    if one.of is not None and any(
        chance is not None and not 0 <= chance <= 1 for chance in (one.cover, one.probability)
    ):
        raise ValueError("a chance is between 0 and 1")
    return one
