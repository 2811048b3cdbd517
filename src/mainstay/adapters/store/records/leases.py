"""Leases of targets."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, bindparam, literal_column, select

from mainstay.adapters.store.prepared import Prepared
from mainstay.adapters.store.records.runs import run_of
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.runs import LEASES, RUNS
from mainstay.domain.lease import Lease
from mainstay.domain.run import Run

_NAMES = tuple(field.name for field in fields(Lease))
_MINE = (LEASES.c.target == bindparam("mine"), LEASES.c.token == bindparam("shown"))
# The lease first: whoever lets it beat or takes it over waits for that row alone.
_FENCING = Prepared(
    select(*RUNS.c).select_from(LEASES.join(RUNS, RUNS.c.id == LEASES.c.run)).where(*_MINE).with_for_update()
)
_ONE = Prepared(select(LEASES).where(LEASES.c.target == bindparam("one")))
_IN_HAND = Prepared(
    select(LEASES)
    .where(LEASES.c.holder != literal_column("''"))
    .order_by(LEASES.c.target)
    .limit(bindparam("most"))
)
_LETTING_GO = Prepared(
    LEASES.update().where(*_MINE).values(holder="", run=bindparam("left"), beat=LEASES.c.beat + 1)
)
_TAKING = Prepared(
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
        found = self._in.row(_ONE, values={"one": target})
        return None if found is None else _lease(found)

    def in_hand(self, most: int = 1_000) -> Sequence[Lease]:
        """Give the leases that a worker has in hand, by target."""
        return [_lease(row) for row in self._in.rows(_IN_HAND, values={"most": most})]

    def take(self, target: str, run: str, holder: str, was: Lease | None) -> Lease | None:
        """Take a target in hand; see the port."""
        if was is None:
            made = Lease(target, 1, run, holder, 1)
            values = {name: getattr(made, name) for name in _NAMES}
            return made if self._in.add_new(LEASES, [values]) else None
        seen = {f"was {name}": getattr(was, name) for name in _NAMES}
        if not self._in.write(_TAKING, [{**seen, "now run": run, "now holder": holder}]):
            return None
        return Lease(target, was.token + 1, run, holder, was.beat + 1)

    def fence(self, lease: Lease) -> Run | None:
        """Hold a lease, and give its run; see the port."""
        values = {"mine": lease.target, "shown": lease.token}
        found = self._in.row(_FENCING, hold=True, values=values)
        return None if found is None else run_of(found)

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
