"""Replays of the past."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select

from mainstay.adapters.store.records.lists import joined, legible, parted
from mainstay.adapters.store.records.numbers import maybe, number, whole
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.columns import finite
from mainstay.adapters.store.schema.ledger import REPLAY_CLASSES, REPLAYS
from mainstay.domain.ledger_case import Came, ClassRecord
from mainstay.domain.replay import Replay, ReplayedClass

_WHOLE = ("made_at", "first", "last", "mondays", "series")
_COUNTS = ("bands", "inside", "crossings", "came", "dates", "unknown")
_MOST_WEEKS, _WIDEST = 520, 100.0
"""Bounds far beyond what is ever learnt; a factor of 0 or 1e308 would make nonsense of every band of its class."""
_FIGURES = ("sharpness", "pinball", "brier")


class SqlReplays(Records):
    """Replays by id, with their classes beside them."""

    def put(self, replay: Replay) -> None:
        """Keep one; see the port."""
        plain = {name: getattr(replay, name) for name in ("id", *_WHOLE)}
        self._in.add(REPLAYS, [plain | {"sources": joined(replay.sources)}], "the id of a replay")
        rows = [
            {"replay": replay.id, "place": place, **_class_row(one)}
            for place, one in enumerate(replay.classes, 1)
        ]
        self._in.append(REPLAY_CLASSES, rows)

    def latest(self, most: int = 100) -> Sequence[Replay]:
        """Give of each list of sources the one that was made last, the newest first."""
        newest = (REPLAYS.c.made_at.desc(), REPLAYS.c.id.desc())
        place = func.row_number().over(partition_by=REPLAYS.c.sources, order_by=newest)
        ranked = select(REPLAYS.c.id, place.label("place")).subquery()
        first = select(ranked.c.id).where(ranked.c.place == 1)
        rows = self._in.rows(select(REPLAYS).where(REPLAYS.c.id.in_(first)).order_by(*newest).limit(most))
        return tuple(self._whole(row) for row in rows)

    def _whole(self, row: Row[Any]) -> Replay:
        beside = select(REPLAY_CLASSES).where(REPLAY_CLASSES.c.replay == row.id)
        classes = tuple(
            legible(class_of, one, f"class {one.sort} of replay {one.replay}")
            for one in self._in.rows(beside.order_by(REPLAY_CLASSES.c.place))
        )
        return legible(lambda row: replay_of(row, classes), row, f"replay {row.id}")


def _column(came: Came) -> str:
    return came.value.replace("-", "_")


def _class_row(one: ReplayedClass) -> dict[str, Any]:
    told: Counter[Came] = Counter()
    for came, many in one.record.outcomes:
        told[came] += many
    factors = {str(int(week)): finite(factor) for week, factor in one.factors.items()}
    return {
        **{name: getattr(one.record, name) for name in ("sort", *_COUNTS, *_FIGURES, "muted")},
        **{_column(came): told[came] for came in Came},
        "factors": json.dumps(factors, separators=(",", ":")),
    }


def replay_of(row: Row[Any], classes: tuple[ReplayedClass, ...]) -> Replay:
    """Give the replay that a row holds. Raises ValueError or TypeError where it holds none."""
    sources = parted(row.sources)
    if not all(isinstance(source, str) for source in sources):
        raise TypeError("sources are texts")
    numbers = {name: whole(getattr(row, name)) for name in _WHOLE}
    return Replay(id=row.id, **numbers, sources=sources, classes=classes)


def class_of(row: Row[Any]) -> ReplayedClass:
    """Give the class that a row holds. Raises ValueError or TypeError where it holds none."""
    told = ((came, whole(getattr(row, _column(came)))) for came in Came)
    plain: dict[str, Any] = {
        **{name: whole(getattr(row, name)) for name in _COUNTS},
        **{name: maybe(getattr(row, name)) for name in _FIGURES},
    }
    record = ClassRecord(
        sort=row.sort,
        **plain,
        outcomes=tuple((came, many) for came, many in told if many),
        muted=row.muted,
    )
    return ReplayedClass(record, _factors(row.factors))


def _factors(text: str) -> Mapping[int, float]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError("factors are numbers by weeks")
    factors = {int(week): number(factor) for week, factor in found.items()}
    if not all(1 <= week <= _MOST_WEEKS and 1 / _WIDEST <= one <= _WIDEST for week, one in factors.items()):
        raise ValueError("no band is multiplied by so much")
    return factors
