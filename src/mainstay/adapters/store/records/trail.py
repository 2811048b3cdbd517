"""The audit trail, its chain and its anchors."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Row as Found
from sqlalchemy import bindparam, func, literal_column, select, text

from mainstay.adapters.store.prepared import Prepared
from mainstay.adapters.store.records.lists import portions
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.identity import STORE
from mainstay.adapters.store.schema.trail import ANCHORS, TELLING, TRAIL
from mainstay.adapters.store.transaction import AT_ONCE
from mainstay.domain.audit import Anchor, Link, Row
from mainstay.domain.errors import RunFailed

_TOLD = tuple(field.name for field in fields(Row) if field.name != "id")
# One order for all rows would sort those that wait, which may be many.
_NEWEST = (
    Prepared(select(TRAIL).where(TRAIL.c.place.is_(None)).order_by(TRAIL.c.id.desc()).limit(1)),
    Prepared(select(TRAIL).where(TRAIL.c.place.is_not(None)).order_by(TRAIL.c.place.desc()).limit(1)),
)
_FEW = 20
"""Digests that are asked for by a prepared statement."""
_ANCHOR = tuple(field.name for field in fields(Anchor))


class SqlTrail(Records):
    """The trail: a row gets its place and seal when it is chained, and nothing of it changes else."""

    def append(self, rows: Iterable[Row]) -> None:
        """Append rows; their `id` is given by the store and that of the record is ignored."""
        self._in.append(TRAIL, [{name: getattr(row, name) for name in _TOLD} for row in rows])

    def unsealed(self, most: int = 10_000) -> Sequence[Row]:
        """Give rows that no link holds yet, by id."""
        chosen = select(TRAIL).where(TRAIL.c.place.is_(None)).order_by(TRAIL.c.id).limit(most)
        return [_row(found) for found in self._in.rows(chosen)]

    def newest(self, acts: Collection[str] = ()) -> Row | None:
        """Give the newest row, of those with one of some acts where they are named; see the port."""
        asked = _NEWEST if not acts else (_newest(tuple(sorted(acts))),)
        found = (self._in.row(one) for one in asked)
        return next((_row(one) for one in found if one is not None), None)

    def telling(self, records: Collection[str]) -> Sequence[Row]:
        """Give the rows that tell records with these digests, sealed or not, by id."""
        found: list[Found[Any]] = []
        for portion in portions(records):
            told = _telling(len(portion)) if len(portion) <= _FEW else None
            if told is not None:
                found += self._in.rows(told, values={f"one {at}": one for at, one in enumerate(portion)})
            else:
                found += self._in.rows(select(TRAIL).where(text(TELLING), TRAIL.c.record.in_(portion)))
        return [_row(one) for one in sorted(found, key=lambda one: one.id)]

    def telling_any(self) -> Iterator[Row]:
        """Give all rows that tell a record, sealed or not, by id, with few of them in memory."""
        return (_row(found) for found in self._in.through(TRAIL) if found.record)

    def count_telling(self) -> int:
        """Count the rows that tell a record."""
        (found,) = self._in.rows(select(func.count()).select_from(TRAIL).where(text(TELLING)))
        return int(found[0])

    def try_to_seal(self) -> bool:
        """Become the one sealer until this transaction ends; False when somebody else is."""
        self._in.must_write()
        if not self._in.on_server:
            # Who writes there is alone until the end.
            return True
        # The lock is the database's; each schema in it is a store of its own.
        lock = func.hashtextextended(func.concat("mainstay sealer ", func.current_schema()), 0)
        (taken,) = self._in.take(select(func.pg_try_advisory_xact_lock(lock)))
        return bool(taken[0])

    def last(self) -> Link | None:
        """Give the chain's last link, None while there is none."""
        chosen = select(TRAIL).where(TRAIL.c.place.is_not(None)).order_by(TRAIL.c.place.desc()).limit(1)
        found = self._in.row(chosen)
        return None if found is None else _link(found)

    def seal(self, links: Iterable[Link]) -> None:
        """Append links to the chain; see the port."""
        values = [{"of": link.row.id, "place": link.place, "seal": link.seal} for link in links]
        chosen = TRAIL.c.id == bindparam("of")
        sealing = TRAIL.update().where(chosen, TRAIL.c.place.is_(None))
        sealed = self._in.write(sealing.values(place=bindparam("place"), seal=bindparam("seal")), values)
        if sealed != len(values):
            raise RunFailed(
                "a row of the trail is sealed already, or is not there",
                where=f"places {values[0]['place']} to {values[-1]['place']}",
                mend="look at: mainstay audit verify",
            )

    def links(self, first: int = 1) -> Iterator[Link]:
        """Give the links from a place on, in order, with few of them in memory."""
        while True:
            chosen = select(TRAIL).where(TRAIL.c.place >= first).order_by(TRAIL.c.place).limit(AT_ONCE)
            found = self._in.rows(chosen)
            yield from map(_link, found)
            if len(found) < AT_ONCE:
                return
            first = found[-1].place + 1

    def chain(self) -> str:
        """Give the name of the chain, made once at random when the store was made."""
        found = self._in.row(select(STORE.c.chain))
        if found is None:
            raise RunFailed(
                "the store does not know its own name", where="table store", mend="restore a backup"
            )
        return str(found.chain)

    def newest_anchor(self) -> Anchor | None:
        """Give the anchor with the highest count that was sent out and is remembered here, None while there is none."""
        # There is one for nearly every decision.
        chosen = select(ANCHORS).order_by(ANCHORS.c.count.desc(), ANCHORS.c.number.desc()).limit(1)
        found = self._in.row(chosen)
        return None if found is None else Anchor(**{name: getattr(found, name) for name in _ANCHOR})

    def anchored(self, anchor: Anchor) -> None:
        """Remember that an anchor was sent."""
        self._in.write(ANCHORS.insert(), [{name: getattr(anchor, name) for name in _ANCHOR}])


@cache
def _telling(many: int) -> Prepared:
    named: list[Any] = [bindparam(f"one {at}", type_=TRAIL.c.record.type) for at in range(many)]
    return Prepared(select(TRAIL).where(text(TELLING), TRAIL.c.record.in_(named)))


@cache
def _newest(acts: tuple[str, ...]) -> Prepared:
    # Written out, so that an index over those acts alone is seen to fit.
    named: list[Any] = [literal_column("'" + one.replace("'", "''") + "'") for one in acts]
    few = select(TRAIL).where(TRAIL.c.act.in_(named))
    ordered = few.order_by(TRAIL.c.place.is_(None).desc(), TRAIL.c.place.desc(), TRAIL.c.id.desc())
    return Prepared(ordered.limit(1))


def _row(found: Found[Any]) -> Row:
    return Row(id=found.id, **{name: getattr(found, name) for name in _TOLD})


def _link(found: Found[Any]) -> Link:
    return Link(found.place, _row(found), found.seal)
