"""Carrying a run on: taken in hand, brought from step to step until it waits or ends, each commit before the next effect."""

from collections.abc import Sequence
from dataclasses import replace

from mainstay.analysis.runs.effects import has_effect
from mainstay.analysis.runs.moves import Begin, CutOff, Rest
from mainstay.analysis.runs.plotting import End, Turn, turn_of
from mainstay.analysis.runs.tasks import Task
from mainstay.domain.errors import Full, OutcomeUnknown, Unreachable
from mainstay.domain.lease import Lease
from mainstay.domain.plan import Plan
from mainstay.domain.run import (
    ENDED,
    Entry,
    Mark,
    Part,
    Purpose,
    Result,
    Run,
    RunAct,
    RunState,
    WaitFor,
    after,
)
from mainstay.flows.acting import act, cut_off
from mainstay.flows.ending import end_run, rest_run
from mainstay.flows.leave import allowed, begin_applying
from mainstay.flows.shop import Shop
from mainstay.ports.store import Work
from mainstay.steps.apply.approved import plan_of, still_to_undo, tasks_for
from mainstay.steps.apply.journal import Hand, must_hold, short_name, write

_PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)
_ALLOWED_FOR = 5.0
_LOST = "the plan that was approved is not in the store any more, or not as it was approved"


class Carrying:
    """One run in a worker's hand."""

    def __init__(self, shop: Shop, seen: Run, was: Lease | None) -> None:
        """Prepare to take a run in hand, as it was `seen`, with the lease of its target as that `was`."""
        self._shop, self._seen, self._was = shop, seen, was
        self._hand: Hand | None = None
        self._plan: Plan | None = None
        self._tasks: Sequence[Task] = ()
        self._first = 0
        self._allowed_until = float("-inf")
        self._applying = False

    @property
    def lease(self) -> Lease | None:
        """The lease that it is held by, None before it is taken."""
        return None if self._hand is None else self._hand.lease

    def take(self) -> Begin | None:
        """Take the run in hand and write down what it begins with; None where it could not be had, waits, or has ended.

        Raises RunFailed when the store cannot be used.
        """
        with self._shop.office.store.writing() as work:
            lease = work.leases.take(self._seen.target, self._seen.id, self._shop.worker, self._was)
            if lease is None:
                return None
            run = work.runs.hold(self._seen.id)
            if run is None or run.state in ENDED or not self._is_due(run):
                work.leases.let_go(lease, keep_run=self._was is not None and self._was.run != "")
                return None
            self._load(work, run, lease)
            return self._step(work, ())

    def go_on(self, begun: Begin) -> None:
        """Do what was begun, and what follows, until the run waits or ends, or somebody else has it.

        Raises RunFailed when the store cannot be used for as long as the worker lives.
        """
        following: Begin | None = begun
        while following is not None:
            hand = self._held()
            last = hand.entries[-1]
            result = act(self._shop, hand, following, self._plan_of())
            following = self._kept(last, result)

    def _kept(self, begun: Entry, result: Result) -> Begin | None:
        """Write down how an action ended and what is begun next, however long the store is away."""
        hand, clock = self._held(), self._shop.office.clock
        tries = 0
        while True:
            length = len(hand.entries)
            run, first = hand.run, self._first
            try:
                with self._shop.office.store.writing() as work:
                    ended = hand.end(begun, result, clock.now())
                    return self._step(work, (ended,))
            except OutcomeUnknown:
                if self._is_kept(hand, length):
                    return self._again(hand)
            except (Unreachable, Full):
                if self._shop.stopped(hand.lease) and self._shop.ending():
                    raise
            except BaseException:
                hand.cut(length)
                raise
            hand.cut(length)
            # What the transaction that was not kept had found or noted counts no more.
            hand.run, self._first = run, first
            self._allowed_until, self._applying = float("-inf"), False
            clock.rest(_PAUSES[min(tries, len(_PAUSES) - 1)])
            tries += 1

    def _is_kept(self, hand: Hand, length: int) -> bool:
        """Look whether what was sent to the store is there. With the lease held nothing of it can still be under way."""
        while True:
            try:
                with self._shop.office.store.writing() as work:
                    must_hold(work, hand.lease)
                    kept = work.runs.journal(hand.run.id)
                return len(kept) > length and list(kept[length:]) == hand.entries[length:]
            except (Unreachable, Full, OutcomeUnknown):
                if self._shop.ending():
                    raise
                self._shop.office.clock.rest(_PAUSES[-1])

    def _again(self, hand: Hand) -> Begin | None:
        """Give what was begun by a commit whose answer was lost; None where it ended or let the run wait."""
        last = hand.entries[-1]
        if last.mark is not Mark.BEGUN:
            return None
        hand.cut(len(hand.entries) - 1)
        turn, _ = turn_of(hand.run, self._tasks, hand.by_step, last.at, self._first)
        hand.add([last])
        # What it was is given by the journal as it was at that moment; else it is cut off, and verified like all that is.
        return turn if isinstance(turn, Begin) and turn.task.step == last.step else None

    def _step(self, work: Work, entries: tuple[Entry, ...]) -> Begin | None:
        """Write down entries and what comes next, under the lease; give what was begun."""
        hand, office = self._held(), self._shop.office
        new = list(entries)
        # With what people wish of it by now.
        hand.run = must_hold(work, hand.lease)
        while True:
            now = office.clock.now()
            if self._plan is None:
                turn: Turn = End(RunAct.REFUSE, _LOST)
            else:
                turn, self._first = turn_of(hand.run, self._tasks, hand.by_step, now, self._first)
            if isinstance(turn, CutOff):
                new.append(hand.end(turn.entry, cut_off(turn), now))
                continue
            if isinstance(turn, Begin):
                turn = self._let(work, turn, now, going_on=bool(entries))
            if isinstance(turn, Begin):
                new.append(hand.begin(turn.task.step, turn.part, turn.number, now))
            write(work, hand.run.content, new)
            if isinstance(turn, Begin):
                return turn
            if isinstance(turn, Rest):
                rest_run(office, work, hand, turn, now, keep=self._has_effect())
            else:
                end_run(office, work, hand, turn, self._plan, self._shop.looking, now)
            return None

    def _let(self, work: Work, begin: Begin, now: int, *, going_on: bool) -> Begin | Rest | End:
        """Ask whether an action may be begun; checks, looks after what was begun, and the way back need no leave."""
        if self._shop.ending() or (going_on and self._shop.stopped(self._held().lease)):
            return Rest(0, self._held().run.waits_for, "its worker ended, or stood still")
        if begin.part is Part.CHECK or self._held().run.purpose is Purpose.UNDO:
            return begin
        # What was begun is looked after to its end, whatever the calendar says by then.
        if begin.task.looks and (begin.again is not None or self._has_effect()):
            return begin
        elapsed = self._shop.office.clock.elapsed()
        if elapsed >= self._allowed_until:
            against = allowed(self._shop.office, work, self._held().run, now, begun=self._has_effect())
            if against is not None:
                return against
            self._allowed_until = elapsed + _ALLOWED_FOR
        if not (begin.task.looks or self._applying):
            begin_applying(self._shop.office, work, self._held().run, now)
            self._applying = True
        return begin

    def _has_effect(self) -> bool:
        """Whether something may have been changed; what takes a run back goes on from what that one changed."""
        hand = self._held()
        looking = {task.step for task in self._tasks if not has_effect(task.do.kind, self._shop.looking)}
        begun = any(one.mark is Mark.BEGUN and one.step not in looking for one in hand.entries)
        return begun or hand.run.purpose is Purpose.UNDO

    def _load(self, work: Work, run: Run, lease: Lease) -> None:
        entries = work.runs.journal(run.id)
        hand = Hand(lease, run, short_name(self._shop.worker))
        hand.add(entries)
        plan = plan_of(work, run)
        if plan is not None:
            if run.purpose is Purpose.UNDO:
                hand.undone, _ = still_to_undo(work, run.of, run.proposal, plan)
            self._tasks = tasks_for(run, plan, hand.undone, self._shop.looking)
        now = self._shop.office.clock.now()
        self._hand, self._plan = hand, plan
        taken = after(run.state, RunAct.TAKE)
        if taken is not None and (run.state is not taken or not run.started_at):
            fresh = replace(run, wake_at=0, waits_for=WaitFor.NOTHING, reason="")
            then = replace(fresh, state=taken, started_at=run.started_at or now)
            work.runs.change(then, run)
            hand.run = then

    def _is_due(self, run: Run) -> bool:
        return run.state is RunState.RUNNING or run.wake_at <= self._shop.office.clock.now()

    def _held(self) -> Hand:
        if self._hand is None:
            raise LookupError("nothing is in hand")
        return self._hand

    def _plan_of(self) -> Plan:
        if self._plan is None:
            raise LookupError("nothing is in hand")
        return self._plan
