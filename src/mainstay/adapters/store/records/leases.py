"""Leases of targets."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, bindparam, select

from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.runs import LEASES
from mainstay.domain.lease import Lease

_NAMES = tuple(field.name for field in fields(Lease))
_MINE = (LEASES.c.target == bindparam("mine"), LEASES.c.token == bindparam("shown"))
_FENCING = LEASES.update().where(*_MINE).values(beat=LEASES.c.beat + 1)
_LETTING_GO = LEASES.update().where(*_MINE).values(holder="", run=bindparam("left"), beat=LEASES.c.beat + 1)
_TAKING = (
    LEASES.update()
    .where(*(LEASES.c[name] == bindparam(f"was {name}") for name in _NAMES))
    .values(
        run=bindparam("now run"),
        holder=bindparam("now holder"),
        token=LEASES.c.token + 1,
        beat=LEASES.c.beat + 1,
    )
)


class SqlLeases(Records):
    """Leases by target."""

    def get(self, target: str) -> Lease | None:
        """Give the lease of a target, None where nobody ever took it."""
        found = self._in.row(select(LEASES).where(LEASES.c.target == target))
        return None if found is None else _lease(found)

    def in_hand(self, most: int = 1_000) -> Sequence[Lease]:
        """Give the leases that a worker has in hand, by target."""
        chosen = select(LEASES).where(LEASES.c.holder != "").order_by(LEASES.c.target).limit(most)
        return [_lease(row) for row in self._in.rows(chosen)]

    def take(self, target: str, run: str, holder: str, was: Lease | None) -> Lease | None:
        """Take a target in hand; see the port."""
        if was is None:
            made = Lease(target, 1, run, holder, 1)
            values = {name: getattr(made, name) for name in _NAMES}
            return made if self._in.write(self._in.insert(LEASES), [values]) else None
        seen = {f"was {name}": getattr(was, name) for name in _NAMES}
        if not self._in.write(_TAKING, [{**seen, "now run": run, "now holder": holder}]):
            return None
        return Lease(target, was.token + 1, run, holder, was.beat + 1)

    def fence(self, lease: Lease) -> bool:
        """Let the lease beat, and hold it; see the port."""
        return bool(self._in.write(_FENCING, [{"mine": lease.target, "shown": lease.token}]))

    def beat(self, holder: str) -> Sequence[Lease]:
        """Let all leases that a worker has in hand beat, and give them."""
        beating = LEASES.update().where(LEASES.c.holder == holder, LEASES.c.holder != "")
        return [
            _lease(row) for row in self._in.take(beating.values(beat=LEASES.c.beat + 1).returning(LEASES))
        ]

    def let_go(self, lease: Lease, *, keep_run: bool) -> bool:
        """Take nothing in hand any more; see the port."""
        left = lease.run if keep_run else ""
        return bool(self._in.write(_LETTING_GO, [{"mine": lease.target, "shown": lease.token, "left": left}]))


def _lease(row: Row[Any]) -> Lease:
    return Lease(**{name: getattr(row, name) for name in _NAMES})
