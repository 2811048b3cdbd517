"""Runs of approved plans, and their journals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, func, literal_column, or_, select

from mainstay.adapters.store.memo_text import memo_of, memo_text
from mainstay.adapters.store.prepared import Prepared
from mainstay.adapters.store.records.lists import legible
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.runs import JOURNAL, LEASES, RUNS
from mainstay.domain.run import Entry, Mark, Part, Purpose, Run, RunState, WaitFor, Wish
from mainstay.ports.records.runs import AskedRuns

_NAMES = tuple(field.name for field in fields(Run))
_ENTRY = tuple(field.name for field in fields(Entry))
_BEHIND_ALL = "\U0010ffff"
_AT_ONCE = 100
# Made once, for to make them takes longer than to run them.
_CHANGING = Prepared(
    RUNS.update()
    .where(and_(*(RUNS.c[name] == bindparam(f"was {name}") for name in _NAMES)))
    .values({name: bindparam(f"now {name}") for name in _NAMES})
)
_TAKEN = exists().where(
    LEASES.c.target == RUNS.c.target,
    or_(
        LEASES.c.holder != "", and_(LEASES.c.run != "", LEASES.c.run != RUNS.c.id, LEASES.c.run != RUNS.c.of)
    ),
)
# The number itself and no parameter, so that the index of what has not ended can be used.
_NOT_ENDED = RUNS.c.ended_at == literal_column("0")
_NAMED = select(RUNS).where(RUNS.c.id == bindparam("one"))
_ONE, _HELD = Prepared(_NAMED), Prepared(_NAMED.with_for_update())
_JOURNAL = Prepared(select(JOURNAL).where(JOURNAL.c.run == bindparam("one")).order_by(JOURNAL.c.place))
_OF = Prepared(select(RUNS).where(RUNS.c.proposal == bindparam("one")).order_by(RUNS.c.made_at, RUNS.c.id))
_READY = Prepared(
    select(RUNS)
    .where(_NOT_ENDED, RUNS.c.wake_at <= bindparam("now"), ~_TAKEN)
    .order_by(RUNS.c.wake_at, RUNS.c.id)
    .limit(bindparam("most"))
)


class SqlRuns(Records):
    """Runs by id."""

    def add(self, run: Run) -> None:
        """Keep a new run; see the port."""
        self._in.add(RUNS, [_values(run)], "the run")

    def get(self, run: str) -> Run | None:
        """Give one, None when there is none of this id."""
        found = self._in.row(_ONE, values={"one": run})
        return None if found is None else run_of(found)

    def hold(self, run: str) -> Run | None:
        """Give one as `get` does, and let nobody else change it before this transaction has ended."""
        found = self._in.row(_HELD, hold=True, values={"one": run})
        return None if found is None else run_of(found)

    def starting_with(self, beginning: str, most: int = 10) -> Sequence[str]:
        """Give ids that begin so, in their order."""
        chosen = select(RUNS.c.id).where(RUNS.c.id >= beginning, RUNS.c.id < beginning + _BEHIND_ALL)
        return [row.id for row in self._in.rows(chosen.order_by(RUNS.c.id).limit(most))]

    def change(self, run: Run, was: Run) -> bool:
        """Put `run` in the place of `was`; see the port."""
        if run.id != was.id:
            raise ValueError("a run cannot stand in the place of another one")
        values = {f"was {name}": value for name, value in _values(was).items()}
        values |= {f"now {name}": value for name, value in _values(run).items()}
        return bool(self._in.write(_CHANGING, [values]))

    def of(self, proposal: str) -> Sequence[Run]:
        """Give all runs of a proposal, oldest first."""
        return [run_of(row) for row in self._in.rows(_OF, values={"one": proposal})]

    def page(self, asked: AskedRuns) -> Sequence[Run]:
        """Give runs, by id backwards; see the port."""
        chosen: Select[Any] = select(RUNS).order_by(RUNS.c.id.desc()).limit(asked.most)
        if asked.teams is not None:
            chosen = chosen.where(RUNS.c.team.in_(sorted(asked.teams)))
        if asked.states:
            chosen = chosen.where(RUNS.c.state.in_(sorted(asked.states)))
        if asked.subject:
            chosen = chosen.where(*_works_on(asked.subject))
        if asked.proposal:
            chosen = chosen.where(RUNS.c.proposal == asked.proposal)
        if asked.before:
            chosen = chosen.where(RUNS.c.id < asked.before)
        return [run_of(row) for row in self._in.rows(chosen)]

    def count(self, teams: frozenset[str] | None) -> dict[RunState, int]:
        """Count the runs of some teams by state."""
        chosen = select(RUNS.c.state, func.count().label("many")).group_by(RUNS.c.state)
        if teams is not None:
            chosen = chosen.where(RUNS.c.team.in_(sorted(teams)))
        return {RunState(row.state): row.many for row in self._in.rows(chosen)}

    def climbing(self, climb: str, most: int = 100) -> Sequence[Run]:
        """Give the runs that applied something of a change that climbs, the newest first by id."""
        chosen = select(RUNS).where(RUNS.c.climb == climb, RUNS.c.purpose == Purpose.APPLY)
        return [run_of(row) for row in self._in.rows(chosen.order_by(RUNS.c.id.desc()).limit(most))]

    def ready(self, now: int, most: int = 20) -> Sequence[Run]:
        """Give runs that may be brought on, the longest due first; see the port."""
        return [run_of(row) for row in self._in.rows(_READY, values={"now": now, "most": most})]

    def next_wake(self) -> int | None:
        """Give when the first run is to be brought on; see the port."""
        found = self._in.row(select(func.min(RUNS.c.wake_at).label("first")).where(_NOT_ENDED))
        return None if found is None or found.first is None else int(found.first)

    def write(self, entries: Iterable[Entry]) -> None:
        """Append entries to journals; see the port."""
        rows = [
            {**{name: getattr(one, name) for name in _ENTRY}, "memo": memo_text(one.memo)} for one in entries
        ]
        self._in.add(JOURNAL, rows, "the place in the journal")

    def journal(self, run: str) -> Sequence[Entry]:
        """Give a run's journal in the order of its places."""
        rows = self._in.rows(_JOURNAL, values={"one": run})
        return [legible(_entry, row, "an entry of a journal") for row in rows]

    def every_entry(self) -> Iterator[Entry]:
        """Give all entries of all journals; see the port."""
        for row in self._in.through(JOURNAL, _AT_ONCE):
            yield legible(_entry, row, "an entry of a journal")


def _works_on(subject: str) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions for a target to be a subject somewhere: behind its environment, in which no slash stands."""
    end = f"/{subject}"
    place = func.length(RUNS.c.target) - len(end) + 1
    # SQLite's LIKE takes small letters and great ones for the same, so the end is compared itself.
    return func.substr(RUNS.c.target, place) == end, ~RUNS.c.target.like(f"%/%{_plain(end)}", escape="\\")


def _plain(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in text)


def _values(run: Run) -> dict[str, Any]:
    return {name: getattr(run, name) for name in _NAMES}


def run_of(row: Row[Any]) -> Run:
    """Give the run that a row holds. Raises RunFailed where nothing can be made of it."""
    return legible(_read, row, "a run")


def _read(row: Row[Any]) -> Run:
    plain = {name: getattr(row, name) for name in _NAMES}
    plain |= {
        "state": RunState(row.state),
        "purpose": Purpose(row.purpose),
        "wish": Wish(row.wish),
        "waits_for": WaitFor(row.waits_for),
    }
    return Run(**plain)


def _entry(row: Row[Any]) -> Entry:
    plain = {name: getattr(row, name) for name in _ENTRY}
    plain |= {
        "part": Part(row.part),
        "mark": Mark(row.mark),
        "waits_for": WaitFor(row.waits_for),
        "memo": memo_of(row.memo),
    }
    return Entry(**plain)
