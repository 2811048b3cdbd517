"""Runs held against a simple model, over whatever dies, fails, stands still and is wished, in whatever order.

The model is a world that counts what was really done to it, and a reader of journals who knows what may follow what.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mainstay.domain.errors import Full, OutcomeUnknown, RunFailed, Unreachable, UsageError
from mainstay.domain.lease import Lease
from mainstay.domain.plan import Plan, Repeat, Step
from mainstay.domain.proposal import State
from mainstay.domain.run import (
    ENDED,
    Answer,
    Mark,
    Purpose,
    RunState,
    WaitFor,
    Wish,
)
from mainstay.flows.applying import apply
from mainstay.steps.apply.journal import Fenced, by_step
from mainstay.steps.seal.mismatches import mismatches
from tests.conftest import LONG
from tests.fakes.store import Killed
from tests.fakes.workshops import Workshop, pause, step, steps_plan
from tests.unit.flows.befalling import FATES, LOOKS, Doing, Looking, Waiting, World
from tests.unit.flows.reading_journals import MORE, may_have_been, read

TARGETS = ("repo:shop", "repo:shop-two")


@st.composite
def shapes(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Give what steps are like: repeat, check, undo and tries of those that do something, the span of those that wait."""
    some = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 4)) == 0:
            some.append({"span": draw(st.sampled_from(["1h", "9w"]))})
        else:
            some.append(
                {
                    "repeat": draw(st.sampled_from(Repeat)),
                    "check": draw(st.booleans()),
                    "undo": draw(st.booleans()),
                    "tries": draw(st.integers(1, 2)),
                }
            )
    return some


def steps_of(number: int, some: Sequence[dict[str, Any]]) -> list[Step]:
    made = []
    for at, shape in enumerate(some):
        name = f"p{number}s{at}"
        made.append(pause(name, shape["span"]) if "span" in shape else step(name, **shape))
    return made


class Carrying(RuleBasedStateMachine):
    """Workers, people and mishaps around one store."""

    @initialize()
    def open_the_shop(self) -> None:
        self.shop = Workshop()
        self.store = self.shop.house.store
        self.world = World(self._break, self._overtaken)
        self.shop.more = (Doing(self.world), Looking(self.world), Waiting(world=self.world))
        self.shop.stopped = self._lost
        self.numbers = count(1)
        self.plans: dict[str, Plan] = {}
        self.still = False

    def _break(self, where: str, failure: RunFailed) -> None:
        self.store.breaks = {where: failure}  # type: ignore[dict-item]

    def _lost(self, lease: Lease) -> bool:
        return self.store.held.leases[lease.target].token != lease.token

    def _overtaken(self) -> None:
        """Let somebody go on with all that others have in hand, while one stands still."""
        if not self.still:
            self.still = True
            try:
                self._as_process(lambda: self.shop.take_over("overtaker"))
            finally:
                self.still = False

    def _as_process(self, work: Callable[[], object]) -> None:
        """Do something as a process of its own: whatever it ends by ends it alone."""
        with suppress(Killed, Fenced, Unreachable, Full, OutcomeUnknown):
            work()
        if not self.still:
            self.store._kill_at = 0
            self.store.breaks = {}

    @precondition(lambda self: len(self._open()) < 4)
    @rule(some=shapes(), subject=st.sampled_from(TARGETS), budget=st.sampled_from([0, 0, 0, 3_000]))
    def apply_a_plan(self, some: list[dict[str, Any]], subject: str, budget: int) -> None:
        number = next(self.numbers)
        of = steps_plan(*steps_of(number, some), key=f"k{number}", subject=subject, expires=10**9)
        self._apply(self.shop.approved(of).id, budget)

    def _apply(self, proposal: str, budget: int = 0) -> None:
        about = self.shop.house.seen(proposal)
        try:
            run = apply(self.shop.house.office("bob"), about.id, about.content, budget).run
        except UsageError:
            return
        self.plans[run.id] = about.plan

    @precondition(lambda self: self.plans)
    @rule(data=st.data())
    def apply_one_again(self, data: st.DataObject) -> None:
        self._apply(data.draw(st.sampled_from(sorted(self.shop.house.store.held.proposals))))

    @precondition(lambda self: self._open())
    @rule(
        worker=st.sampled_from(["w1", "w2", "w3"]),
        fates=st.lists(st.sampled_from(FATES), max_size=8),
        looks=st.lists(st.sampled_from(LOOKS), max_size=4),
        dies_in=st.sampled_from([0, 0, *range(1, 60)]),
        data=st.data(),
    )
    def work(
        self, worker: str, fates: list[str], looks: list[str], dies_in: int, data: st.DataObject
    ) -> None:
        with self.store.reading() as work:
            ready = work.runs.ready(self.shop.house.clock.now())
            leases = [work.leases.get(run.target) for run in ready]
        if not ready:
            return
        at = data.draw(st.integers(0, len(ready) - 1))
        self._meanwhile(fates, looks, dies_in)
        self._as_process(lambda: self.shop.carry(worker, ready[at], leases[at]))

    @precondition(lambda self: any(one.holder for one in self.store.held.leases.values()))
    @rule(
        worker=st.sampled_from(["w1", "w2", "w3"]),
        fates=st.lists(st.sampled_from(FATES), max_size=4),
        looks=st.lists(st.sampled_from(LOOKS), max_size=3),
        dies_in=st.sampled_from([0, 0, *range(1, 40)]),
    )
    def take_over(self, worker: str, fates: list[str], looks: list[str], dies_in: int) -> None:
        self._meanwhile(fates, looks, dies_in)
        self._as_process(lambda: self.shop.take_over(worker))

    def _meanwhile(self, fates: list[str], looks: list[str], dies_in: int) -> None:
        self.world.fates, self.world.looks = list(fates), list(looks)
        self.store._kill_at = self.store.steps + dies_in if dies_in else 0

    @precondition(lambda self: self._open())
    @rule(data=st.data(), wanted=st.sampled_from([Wish.PAUSE, Wish.NONE, Wish.NONE, Wish.CANCEL]))
    def somebody_wishes(self, data: st.DataObject, wanted: Wish) -> None:
        name = data.draw(st.sampled_from(self._open()))
        self._refusable(lambda: self.shop.steer(name, wanted))

    @precondition(lambda self: self._open())
    @rule(data=st.data(), back=st.sampled_from([False, False, True]))
    def somebody_answers(self, data: st.DataObject, back: bool) -> None:
        self._answer(data.draw(st.sampled_from(self._open())), back=back)

    def _answer(self, name: str, *, back: bool = False) -> None:
        entries = self.shop.entries(name)
        if not entries:
            return
        deed = entries[-1].step
        if self.shop.run(name).purpose is Purpose.UNDO:
            honest = Answer.DONE if self.world.deeds[f"un{deed}"] else Answer.NOT_DONE
        else:
            waits = self._step(name, deed).action.kind == "wait"
            honest = Answer.DONE if waits or self.world.deeds[deed] else Answer.NOT_DONE
        self._refusable(lambda: self.shop.tell(name, Answer.ROLL_BACK if back else honest))

    @precondition(lambda self: self._over())
    @rule(data=st.data(), partly=st.booleans())
    def somebody_takes_a_run_back(self, data: st.DataObject, partly: bool) -> None:
        name = data.draw(st.sampled_from(self._over()))
        self._refusable(lambda: self.shop.undo(name, partly=partly))

    @precondition(lambda self: self._over())
    @rule(
        data=st.data(),
        fates=st.lists(st.sampled_from(["do", "do", "fail", "not begun", "die after"]), min_size=2),
    )
    def a_way_back_goes_wrong(self, data: st.DataObject, fates: list[str]) -> None:
        name = data.draw(st.sampled_from(self._over()))
        self._refusable(lambda: self.shop.undo(name, partly=True))
        self._meanwhile(fates, [], 0)
        self._as_process(lambda: self.shop.work("w1"))

    @rule(seconds=st.sampled_from([1, 5, 70, 3_600]))
    def time_passes(self, seconds: int) -> None:
        self.shop.house.clock.advance(seconds)

    def _refusable(self, act: Callable[[], object]) -> None:
        before = len(self.store.held.rows), dict(self.store.held.runs)
        try:
            act()
        except UsageError:
            assert before == (len(self.store.held.rows), self.store.held.runs)

    def _open(self) -> list[str]:
        return sorted(run.id for run in self.shop.runs() if run.state not in ENDED)

    def _over(self) -> list[str]:
        """Give runs that may be taken back, for all that is seen of them."""
        over = (RunState.DONE, RunState.FAILED, RunState.CANCELLED)
        return sorted(
            run.id for run in self.shop.runs() if run.state in over and run.purpose is Purpose.APPLY
        )

    def _step(self, name: str, of: str) -> Step:
        run = self.shop.run(name)
        return next(one for one in self.plans[run.of or name].steps if one.id == of)

    @invariant()
    def journals_are_whole(self) -> None:
        if not hasattr(self, "shop"):
            return
        for run in self.shop.runs():
            entries = self.shop.entries(run.id)
            assert [one.place for one in entries] == list(range(1, len(entries) + 1))
            tokens = [one.token for one in entries if one.mark is not Mark.ANSWER]
            assert tokens == sorted(tokens)
            if run.state is not RunState.RUNNING:
                assert not entries or entries[-1].mark is not Mark.BEGUN, "what was begun has an end"
            read(run, entries, lambda name, run=run: self._step(run.id, name))  # type: ignore[misc]

    @invariant()
    def nothing_that_may_not_be_repeated_is(self) -> None:
        if not hasattr(self, "shop"):
            return
        for plan in {id(plan): plan for plan in self.plans.values()}.values():
            for one in plan.steps:
                # A check that sees, or a person who tells, is what another try hangs on.
                most = 2 + MORE if one.repeat is Repeat.IDEMPOTENT else 1
                assert self.world.deeds[one.id] <= most, one
                if one.repeat is not Repeat.IDEMPOTENT:
                    assert self.world.deeds[f"un{one.id}"] <= max(1, self.world.deeds[one.id]), one

    @invariant()
    def a_target_belongs_to_one_run_at_a_time(self) -> None:
        if not hasattr(self, "shop"):
            return
        under_way: dict[str, tuple[str, str]] = {}
        owners: dict[str, str] = {}
        runs = self.store.held.runs
        for row in self.store.held.rows.values():
            if row.about not in runs or not row.act.startswith("run."):
                continue
            run, act, what = runs[row.about], row.act.removeprefix("run."), row.detail.partition(":")[0]
            if act == Mark.BEGUN:
                assert run.target not in under_way, "two things are under way on one target"
                under_way[run.target] = (run.id, what)
                if self._step(run.id, what.partition(",")[0]).action.kind != "wait":
                    assert owners.setdefault(run.target, run.of or run.id) == (run.of or run.id)
            elif act in set(Mark) - {Mark.ANSWER}:
                assert under_way.pop(run.target) == (run.id, what)
            elif act in {"finish", "fail", "cancel", "refuse"}:
                owners.pop(run.target, None)
            elif act == "start" and "by itself" in row.detail:
                owners[run.target] = run.of

    @invariant()
    def what_is_being_applied_is_known_to_be(self) -> None:
        if not hasattr(self, "shop"):
            return
        for run in self.shop.runs():
            if run.state in ENDED or run.purpose is Purpose.UNDO:
                continue
            does = any(
                self._step(run.id, one.step).action.kind != "wait" for one in self.shop.entries(run.id)
            )
            assert not does or self.shop.house.seen(run.proposal).state is State.APPLYING

    @invariant()
    def what_failed_is_taken_back_by_itself_where_it_can_be(self) -> None:
        if not hasattr(self, "shop"):
            return
        acts = {(row.about, row.act) for row in self.store.held.rows.values()}
        for run in self.shop.runs():
            if run.purpose is Purpose.UNDO or (run.id, "run.fail") not in acts:
                continue
            entries = by_step(self.shop.entries(run.id))
            done = [one for one in self.plans[run.id].steps if may_have_been(entries.get(one.id, []))]
            changing = [one for one in done if one.action.kind != "wait"]
            by_itself = any(
                row.act == "run.start" and f"takes back {run.id} by itself" in row.detail
                for row in self.store.held.rows.values()
            )
            assert by_itself == (bool(changing) and all(one.undo for one in changing))

    def teardown(self) -> None:
        if not hasattr(self, "shop"):
            return
        self._meanwhile([], [], 0)
        for _ in range(300):
            if not self._open():
                break
            self._as_process(lambda: self.shop.take_over("last"))
            self.shop.work("last")
            for name in self._open():
                if self.shop.run(name).wish is Wish.PAUSE:
                    self.shop.steer(name, Wish.NONE)
                if self.shop.run(name).waits_for is WaitFor.PERSON:
                    self._answer(name)
            self.shop.house.clock.advance(600)
        else:
            raise AssertionError([self.shop.run(name) for name in self._open()])
        self.journals_are_whole()
        self.nothing_that_may_not_be_repeated_is()
        self.a_target_belongs_to_one_run_at_a_time()
        self._what_is_said_is_so()
        with self.store.reading() as work:
            assert list(mismatches(work)) == []
        assert not any(one.holder or one.run for one in self.store.held.leases.values())

    def _what_is_said_is_so(self) -> None:
        backs = {run.of for run in self.shop.runs()}
        for run in self.shop.runs():
            for one in self.plans[run.of or run.id].steps:
                if one.action.kind == "wait":
                    continue
                if run.state is RunState.DONE and run.purpose is Purpose.APPLY and run.id not in backs:
                    assert self.world.is_there(one.id)
                if run.state is RunState.UNDONE and one.undo is not None:
                    assert self.world.deeds[f"un{one.id}"] or not self.world.deeds[one.id]


TestCarrying = Carrying.TestCase
TestCarrying.settings = settings(max_examples=3_000 if LONG else 150, stateful_step_count=50 if LONG else 30)
