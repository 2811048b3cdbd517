"""Runs of approved plans."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, and_, select

from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.runs import RUNS
from mainstay.domain.run import Run, RunState

_NAMES = tuple(field.name for field in fields(Run))


class SqlRuns(Records):
    """Runs by id."""

    def add(self, run: Run) -> None:
        """Keep a new run; see the port."""
        self._in.add(RUNS, [_values(run)], "the run")

    def get(self, run: str) -> Run | None:
        """Give one, None when there is none of this id."""
        found = self._in.row(select(RUNS).where(RUNS.c.id == run))
        return None if found is None else _run(found)

    def change(self, run: Run, was: Run) -> bool:
        """Put `run` in the place of `was`; see the port."""
        if run.id != was.id:
            raise ValueError("a run cannot stand in the place of another one")
        same = and_(*(RUNS.c[name] == value for name, value in _values(was).items()))
        return bool(self._in.write(RUNS.update().where(same).values(_values(run))))

    def of(self, proposal: str) -> Sequence[Run]:
        """Give all runs of a proposal, oldest first."""
        chosen = select(RUNS).where(RUNS.c.proposal == proposal).order_by(RUNS.c.made_at, RUNS.c.id)
        return [_run(row) for row in self._in.rows(chosen)]


def _values(run: Run) -> dict[str, Any]:
    return {name: getattr(run, name) for name in _NAMES}


def _run(row: Row[Any]) -> Run:
    return Run(**{name: getattr(row, name) for name in _NAMES} | {"state": RunState(row.state)})
