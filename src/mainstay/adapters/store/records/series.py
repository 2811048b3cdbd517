"""Roll-ups of series."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, literal_column, select

from mainstay.adapters.store.records.lists import legible, one_by_one, portions
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.columns import storable
from mainstay.adapters.store.schema.series import BLOCKS, SERIES, SHAPES
from mainstay.domain.errors import RunFailed, Taken
from mainstay.domain.rollup import HEAD, Rollup, Stretch, Unreadable
from mainstay.domain.signal import Limit, Side, Signal

_PLAIN = ("source", "key", "subject", "what", "sort", "unit")
_AT_ONCE = 500
_CHANGING = SERIES.update().where(SERIES.c.number == bindparam("its"), SERIES.c.turn == bindparam("was"))
_HEADS = select(
    BLOCKS.c.series,
    BLOCKS.c.block,
    func.length(BLOCKS.c.days).label("length"),
    func.substr(BLOCKS.c.days, literal_column("1"), literal_column(str(HEAD))).label("head"),
)


class SqlSeries(Records):
    """Series by their source and key."""

    def get(self, source: str, key: str) -> Rollup | None:
        """Give one, whole."""
        rows = self._in.rows(select(SERIES).where(SERIES.c.source == source, SERIES.c.key == key))
        return next(iter(self._whole_ones(rows, 0)), None)

    def known(self, source: str, keys: Collection[str], from_block: int = 0) -> dict[str, Rollup]:
        """Give some, with blocks from a number on."""
        found: dict[str, Rollup] = {}
        for portion in portions(keys):
            rows = self._of(select(SERIES), source, portion)
            found |= {one.signal.key: one for one in self._whole_ones(rows, from_block)}
        return found

    def put(self, rollups: Iterable[Rollup]) -> None:
        """Keep series; see the port."""
        self._in.must_write()
        # In one order everywhere, so that two who put many wait for one another and not each for the other.
        made = sorted(rollups, key=lambda one: (one.signal.source, one.signal.key))
        if len({(one.signal.source, one.signal.key) for one in made}) != len(made):
            raise ValueError("a series cannot be put twice at once")
        for begin in range(0, len(made), _AT_ONCE):
            self._put(made[begin : begin + _AT_ONCE])

    def page(self, source: str, after: str = "", most: int = 1_000) -> Sequence[Rollup]:
        """Give series of a source by key, without shapes and blocks."""
        chosen = select(SERIES).where(SERIES.c.source == source, SERIES.c.key > after)
        return [_rollup(row) for row in self._in.rows(chosen.order_by(SERIES.c.key).limit(most))]

    def stretches(
        self,
        blocks: tuple[int, int],
        sources: Collection[str] = (),
        sorts: Collection[str] = (),
        at_once: int = 2_000,
        after: int | None = None,
    ) -> Iterator[Stretch]:
        """Give all series with the heads of some of their blocks; see the port."""
        while True:
            chosen = _some(select(SERIES), sources, sorts)
            if after is not None:
                chosen = chosen.where(SERIES.c.number > after)
            rows = self._in.rows(chosen.order_by(SERIES.c.number).limit(at_once))
            if not rows:
                return
            yield self._stretch(rows, blocks, sources, sorts)
            after = rows[-1].number

    def drop(self, before: int, most: int = 1_000) -> int:
        """Drop series that ended; see the port."""
        gone = select(SERIES.c.number).where(SERIES.c.last_day < before)
        rows = self._in.rows(gone.order_by(SERIES.c.last_day, SERIES.c.number).limit(most), hold=True)
        for numbers in _parts([row.number for row in rows]):
            self._in.write(BLOCKS.delete().where(BLOCKS.c.series.in_(numbers)))
            self._in.write(SHAPES.delete().where(SHAPES.c.series.in_(numbers)))
            self._in.write(SERIES.delete().where(SERIES.c.number.in_(numbers)))
        return len(rows)

    def _put(self, rollups: Sequence[Rollup]) -> None:
        new = [one for one in rollups if not one.number]
        numbers = {(one.signal.source, one.signal.key): one.number for one in rollups if one.number}
        self._in.add(SERIES, [_row(one) | {"turn": 1} for one in new], "the name of a series")
        for source in sorted({one.signal.source for one in new}):
            for portion in portions(one.signal.key for one in new if one.signal.source == source):
                for row in self._of(select(SERIES.c.number, SERIES.c.key), source, portion):
                    numbers[source, row.key] = row.number
        old = [one for one in rollups if one.number]
        changes = [_row(one) | {"turn": one.turn + 1, "its": one.number, "was": one.turn} for one in old]
        if self._in.write(_CHANGING, changes) != len(old):
            raise Taken("a series was changed meanwhile", where="the store", mend="run again")
        named = [(numbers[one.signal.source, one.signal.key], one) for one in rollups]
        self._in.put(SHAPES, [{"series": number, "shape": one.shape} for number, one in named])
        days = [
            {"series": number, "block": block, "days": packed}
            for number, one in named
            for block, packed in one.blocks.items()
        ]
        self._in.put(BLOCKS, days)

    def _of(self, chosen: Select[Any], source: str, keys: Sequence[str]) -> Sequence[Row[Any]]:
        of_source = chosen.where(SERIES.c.source == source)
        return self._in.rows(one_by_one(of_source, SERIES.c.key, keys, on_server=self._in.on_server))

    def _whole_ones(self, rows: Sequence[Row[Any]], from_block: int) -> Iterator[Rollup]:
        for portion in _parts(rows):
            numbers = [row.number for row in portion]
            asked = select(SHAPES).where(SHAPES.c.series.in_(numbers))
            shapes = {row.series: bytes(row.shape) for row in self._in.rows(asked)}
            blocks: dict[int, dict[int, bytes]] = {}
            days = select(BLOCKS).where(BLOCKS.c.series.in_(numbers), BLOCKS.c.block >= from_block)
            for row in self._in.rows(days.order_by(BLOCKS.c.series, BLOCKS.c.block)):
                blocks.setdefault(row.series, {})[row.block] = bytes(row.days)
            for row in portion:
                shape = shapes.get(row.number, b"")
                yield _rollup(row, shape, blocks.get(row.number, {}), from_block)

    def _stretch(
        self,
        rows: Sequence[Row[Any]],
        blocks: tuple[int, int],
        sources: Collection[str],
        sorts: Collection[str],
    ) -> Stretch:
        series: list[Rollup] = []
        unreadable: list[Unreadable] = []
        for row in rows:
            try:
                series.append(_rollup(row))
            except RunFailed as failure:
                unreadable.append(Unreadable(row.source, row.key, failure.what))
        places = {one.number: place for place, one in enumerate(series)}
        within = BLOCKS.c.series.between(rows[0].number, rows[-1].number)
        chosen = _HEADS.where(within, BLOCKS.c.block >= blocks[0], BLOCKS.c.block < blocks[1])
        if sources or sorts:
            chosen = _some(chosen.join(SERIES, SERIES.c.number == BLOCKS.c.series), sources, sorts)
        found = [(places[row[0]], *row[1:]) for row in self._in.rows(chosen) if row[0] in places]
        of, numbers, lengths, heads = zip(*found, strict=True) if found else ((), (), (), ())
        return Stretch(series, of, numbers, lengths, heads, tuple(unreadable), rows[-1].number)


def _some(chosen: Select[Any], sources: Collection[str], sorts: Collection[str]) -> Select[Any]:
    if sources:
        chosen = chosen.where(SERIES.c.source.in_(sorted(sources)))
    return chosen.where(SERIES.c.sort.in_(sorted(sorts))) if sorts else chosen


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for begin in range(0, len(values), _AT_ONCE):
        yield values[begin : begin + _AT_ONCE]


def _row(one: Rollup) -> dict[str, Any]:
    signal, limit = one.signal, one.signal.limit
    return {name: getattr(signal, name) for name in _PLAIN} | {
        "labels": _labels_text(signal.labels),
        "limit_value": None if limit is None else limit.value,
        "limit_side": "" if limit is None else limit.side,
        "limit_source": "" if limit is None else limit.source,
        "first_day": one.first_day,
        "last_day": one.last_day,
        "taken_to": one.taken_to,
    }


def _labels_text(labels: Mapping[str, str]) -> str:
    plain = {storable(name): storable(value) for name, value in labels.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _rollup(
    row: Row[Any], shape: bytes = b"", blocks: Mapping[int, bytes] | None = None, from_block: int = 0
) -> Rollup:
    return Rollup(
        legible(signal_of, row, f"series {row.source}: {row.key}"),
        row.first_day,
        row.last_day,
        row.taken_to,
        shape,
        blocks or {},
        from_block,
        row.number,
        row.turn,
    )


def signal_of(row: Row[Any]) -> Signal:
    """Give who a series is. Raises ValueError or TypeError where its row does not say so."""
    labels = json.loads(row.labels)
    if not isinstance(labels, dict) or not all(isinstance(value, str) for value in labels.values()):
        raise TypeError("labels are texts by their names")
    limit = None
    if row.limit_value is not None:
        limit = Limit(row.limit_value, Side(row.limit_side), row.limit_source)
    return Signal(row.source, row.key, row.subject, row.what, row.sort, row.unit, labels, limit)
