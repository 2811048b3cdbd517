"""Runs, journals, leases and schedules in memory."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mainstay.domain.errors import RunFailed, Taken
from mainstay.domain.lease import Lease
from mainstay.domain.run import Entry, Purpose, Run, RunState
from mainstay.ports.records.runs import AskedRuns
from tests.fakes.kept.held import Records


class MemoryRuns(Records):
    def add(self, run: Run) -> None:
        self._write(run)
        if run.proposal not in self.held.proposals:
            raise RunFailed("there is no such proposal")
        self._keep(self.held.runs, run.id, run)

    def get(self, run: str) -> Run | None:
        return self.held.runs.get(run)

    def hold(self, run: str) -> Run | None:
        self._write()
        return self.held.runs.get(run)

    def starting_with(self, beginning: str, most: int = 10) -> Sequence[str]:
        return sorted(one for one in self.held.runs if one.startswith(beginning))[:most]

    def change(self, run: Run, was: Run) -> bool:
        self._write(run)
        if run.id != was.id:
            raise ValueError("a run cannot stand in the place of another one")
        if self.held.runs.get(was.id) != was:
            return False
        self.held.runs[was.id] = run
        return True

    def of(self, proposal: str) -> Sequence[Run]:
        found = (one for one in self.held.runs.values() if one.proposal == proposal)
        return sorted(found, key=lambda one: (one.made_at, one.id))

    def page(self, asked: AskedRuns) -> Sequence[Run]:
        found = (
            one
            for one in self.held.runs.values()
            if (asked.teams is None or one.team in asked.teams)
            and (not asked.states or one.state in asked.states)
            and asked.subject in {"", one.target.partition("/")[2]}
            and asked.proposal in {"", one.proposal}
            and (not asked.before or one.id < asked.before)
        )
        return sorted(found, key=lambda one: one.id, reverse=True)[: asked.most]

    def count(self, teams: frozenset[str] | None) -> dict[RunState, int]:
        return dict(
            Counter(one.state for one in self.held.runs.values() if teams is None or one.team in teams)
        )

    def climbing(self, climb: str, most: int = 100) -> Sequence[Run]:
        found = (
            one for one in self.held.runs.values() if one.climb == climb and one.purpose is Purpose.APPLY
        )
        return sorted(found, key=lambda one: one.id, reverse=True)[:most]

    def ready(self, now: int, most: int = 20) -> Sequence[Run]:
        found = (
            one
            for one in self.held.runs.values()
            if not one.ended_at and one.wake_at <= now and self._free(one)
        )
        return sorted(found, key=lambda one: (one.wake_at, one.id))[:most]

    def _free(self, run: Run) -> bool:
        lease = self.held.leases.get(run.target)
        return lease is None or (not lease.holder and lease.run in {"", run.id, run.of})

    def next_wake(self) -> int | None:
        return min((one.wake_at for one in self.held.runs.values() if not one.ended_at), default=None)

    def write(self, entries: Iterable[Entry]) -> None:
        made = list(entries)
        self._write(*made)
        for one in made:
            if one.run not in self.held.runs:
                raise RunFailed("there is no such run")
            if (one.run, one.place) in self.held.journal:
                raise Taken("that place is taken")
            self.held.journal[one.run, one.place] = one

    def journal(self, run: str) -> Sequence[Entry]:
        return [one for (of, _), one in sorted(self.held.journal.items()) if of == run]

    def every_entry(self) -> Iterator[Entry]:
        yield from (one for _, one in sorted(self.held.journal.items()))


class MemoryLeases(Records):
    def get(self, target: str) -> Lease | None:
        return self.held.leases.get(target)

    def in_hand(self, most: int = 1_000) -> Sequence[Lease]:
        return [one for _, one in sorted(self.held.leases.items()) if one.holder][:most]

    def take(self, target: str, run: str, holder: str, was: Lease | None) -> Lease | None:
        taken = Lease(target, 1, run, holder, 1)
        if was is not None:
            taken = Lease(target, was.token + 1, run, holder, was.beat + 1)
        self._write(taken)
        if self.held.leases.get(target) != was:
            return None
        self.held.leases[target] = taken
        return taken

    def fence(self, lease: Lease) -> Run | None:
        self._write(lease)
        there = self.held.leases.get(lease.target)
        return self.held.runs.get(there.run) if there is not None and there.token == lease.token else None

    def beat(self, holder: str) -> Sequence[Lease]:
        self._write(holder)
        for one in self.in_hand():
            if one.holder == holder:
                self.held.leases[one.target] = replace(one, beat=one.beat + 1)
        return [one for one in self.in_hand() if one.holder == holder]

    def let_go(self, lease: Lease, *, keep_run: bool) -> bool:
        self._write(lease)
        there = self._changed(lease)
        if there is None:
            return False
        self.held.leases[lease.target] = replace(there, holder="", run=lease.run if keep_run else "")
        return True

    def _changed(self, lease: Lease) -> Lease | None:
        there = self.held.leases.get(lease.target)
        if there is None or there.token != lease.token:
            return None
        self.held.leases[lease.target] = replace(there, beat=there.beat + 1)
        return self.held.leases[lease.target]


class MemoryScheduleMarks(Records):
    def get(self, schedule: str) -> int | None:
        return self.held.schedules.get(schedule)

    def put(self, schedule: str, occurrence: int, was: int | None) -> bool:
        self._write(schedule, occurrence)
        if self.held.schedules.get(schedule) != was:
            return False
        self.held.schedules[schedule] = occurrence
        return True
