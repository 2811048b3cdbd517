"""Workers with threads of their own, on a store in memory and on a file."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.store.opening import open_store
from mainstay.domain.channel import Channel
from mainstay.domain.errors import ConfigurationError, MainstayError, RunFailed, Unreachable
from mainstay.domain.plan import Repeat
from mainstay.domain.run import Entry, Mark, Part, Result, Run, RunState, WaitFor
from mainstay.flows.carrying_out import Carrying
from mainstay.flows.shop import Shop
from mainstay.flows.working import Terms, Worker
from mainstay.ports.action import Occasion
from tests.fakes.actions import NobodyGone
from tests.fakes.offices import House
from tests.fakes.store import MemoryStore
from tests.fakes.workshops import Workshop, pause, step, steps_plan

BOUND = 60.0
"""Seconds after which something will never come; nothing is asserted about time."""


@pytest.fixture(params=["memory", "sqlite"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workshop]:
    clock = SystemClock()
    store: Any = MemoryStore() if request.param == "memory" else open_store(str(tmp_path / "store.sqlite"))
    yield Workshop(House(store=store, clock=clock, ids=TimeIds(clock)))  # type: ignore[arg-type]
    store.close()


class Crew:
    """A worker of a workshop that works in a thread, and what it said."""

    def __init__(self, shop: Workshop, name: str = "w1", presence: Any = None, **terms: Any) -> None:
        self.shop, self.said = shop, list[MainstayError]()
        self.looks, self.trouble = 0, list[MainstayError]()
        self.chores: list[Callable[[Shop], None]] = []
        self.name = name
        self.worker = Worker(
            self._shop,
            presence or NobodyGone(),
            replace(Terms(seconds=1_000.0), **terms),
            self.said.append,
            [self._chore],
        )
        self.thread = threading.Thread(target=self.worker.work)

    def _shop(self) -> Shop:
        if self.trouble:
            raise self.trouble.pop()
        return self.shop.shop(self.name)

    def _chore(self, shop: Shop) -> None:
        self.looks += 1
        for chore in self.chores:
            chore(shop)

    @contextmanager
    def at_work(self) -> Iterator["Crew"]:
        self.thread.start()
        try:
            yield self
        finally:
            self.worker.end()
            self.thread.join(BOUND)
            assert not self.thread.is_alive()


class Gone(NobodyGone):
    """A presence by which the dead are surely gone."""

    def is_gone(self, name: str) -> bool:
        return name == "dead"


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + BOUND
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.005)


def kept(shop: Workshop, run: Run) -> Run:
    with shop.house.store.reading() as work:
        found = work.runs.get(run.id)
    assert found is not None
    return found


def state(shop: Workshop, run: Run) -> RunState:
    return kept(shop, run).state


def one_on_each(shop: Workshop, many: int) -> list[Run]:
    """Start so many runs, each of a step on a target of its own."""
    return [
        shop.applied(steps_plan(step(f"s{at}"), key=f"k{at}", subject=f"repo:shop{at}")) for at in range(many)
    ]


def begun_by(shop: Workshop, run: Run, worker: str) -> None:
    """Let a worker begin a run and die before anything is done."""
    with shop.house.store.reading() as work:
        was = work.leases.get(run.target)
    assert Carrying(shop.shop(worker), run, was).take() is not None


def test_runs_on_several_targets_go_side_by_side(shop: Workshop) -> None:
    all_at_once = threading.Barrier(3, timeout=BOUND)
    shop.deeds.before = lambda deed: all_at_once.wait() and None
    runs = one_on_each(shop, 3)
    with Crew(shop, jobs=3).at_work() as crew:
        until(lambda: all(state(shop, run) is RunState.DONE for run in runs))
    assert shop.deeds.counts == {"s0": 1, "s1": 1, "s2": 1}
    assert crew.said == []


def test_no_more_go_side_by_side_than_it_may(shop: Workshop) -> None:
    going, most, alone = [0], [0], threading.Lock()

    def count(deed: str) -> None:
        with alone:
            going[0] += 1
            most[0] = max(most[0], going[0])
        time.sleep(0.02)
        with alone:
            going[0] -= 1

    shop.deeds.before = count
    runs = one_on_each(shop, 6)
    with Crew(shop, jobs=2).at_work():
        until(lambda: all(state(shop, run) is RunState.DONE for run in runs))
    assert most[0] <= 2


def test_of_two_workers_each_run_is_done_by_one(shop: Workshop) -> None:
    runs = one_on_each(shop, 8)
    with Crew(shop, "w1", jobs=3).at_work() as one, Crew(shop, "w2", jobs=3).at_work() as two:
        until(lambda: all(state(shop, run) is RunState.DONE for run in runs))
    assert set(shop.deeds.counts.values()) == {1}
    assert (one.said, two.said) == ([], [])


@pytest.mark.parametrize(("presence", "seconds"), [(Gone(), 1_000.0), (NobodyGone(), 0.4)])
def test_what_a_dead_worker_left_is_taken_over(shop: Workshop, presence: Any, seconds: float) -> None:
    """Because it is surely gone, or because its lease does not beat any more."""
    run = shop.applied(steps_plan(step("a"), step("b")))
    begun_by(shop, run, "dead")
    with Crew(shop, "w2", presence, seconds=seconds).at_work():
        until(lambda: state(shop, run) is RunState.DONE)
    assert shop.deeds.counts == {"a": 1, "b": 1}
    assert [(one.by, one.mark) for one in shop.entries(run.id)][:2] == [
        ("dead", Mark.BEGUN),
        ("w2", Mark.UNKNOWN),
    ]


def test_what_a_living_worker_has_in_hand_is_left_to_it(shop: Workshop) -> None:
    free, begun = threading.Event(), threading.Event()
    shop.deeds.before = lambda deed: (begun.set(), free.wait(BOUND))[0]
    run = shop.applied(steps_plan(step("a")))
    with Crew(shop, "w1", seconds=0.8).at_work():
        assert begun.wait(BOUND)
        with Crew(shop, "w2", seconds=0.8).at_work() as other:
            began = time.monotonic()
            # Long enough for the lease to run out twice, did it not beat.
            until(lambda: time.monotonic() - began > 2.0 and other.looks > 3)
            free.set()
            until(lambda: state(shop, run) is RunState.DONE)
    assert {one.by for one in shop.entries(run.id)} == {"w1"}
    assert shop.deeds.counts == {"a": 1}


def test_what_it_holds_itself_and_does_not_know_of_is_taken_up(shop: Workshop) -> None:
    run = shop.applied(steps_plan(step("a")))
    # The answer to the commit that took it was lost.
    begun_by(shop, run, "w1")
    with Crew(shop, "w1").at_work():
        until(lambda: state(shop, run) is RunState.DONE)
    assert shop.deeds.counts == {"a": 1}


def test_at_its_end_it_does_what_it_began_and_begins_nothing_more(shop: Workshop) -> None:
    free, begun = threading.Event(), threading.Event()
    shop.deeds.before = lambda deed: (begun.set(), free.wait(BOUND))[0]
    run = shop.applied(steps_plan(step("a"), step("b")))
    with Crew(shop).at_work() as crew:
        assert begun.wait(BOUND)
        crew.worker.end()
        free.set()
        crew.thread.join(BOUND)
        assert not crew.thread.is_alive()
    waiting = kept(shop, run)
    assert (waiting.state, waiting.waits_for, waiting.wake_at) == (RunState.WAITING, WaitFor.NOTHING, 0)
    assert shop.deeds.counts == {"a": 1}
    with Crew(shop, "w2").at_work():
        until(lambda: state(shop, run) is RunState.DONE)
    assert shop.deeds.counts == {"a": 1, "b": 1}


@pytest.mark.parametrize("mark", [Mark.NOT_BEGUN, Mark.UNKNOWN])
def test_broken_off_is_no_failed_try(shop: Workshop, mark: Mark) -> None:
    begun = threading.Event()

    class Slow:
        """Works until it is told to stop, and then says how far it was."""

        name, looks = "slow", False

        def foresee(self, parameters: Any, occasion: Occasion) -> Result:
            return Result(Mark.DONE)

        def act(self, parameters: Any, occasion: Occasion) -> Result:
            begun.set()
            until(occasion.stopped)
            return Result(mark, "broken off")

    slow = Slow()
    shop.more = (slow,)
    one = step("a", Repeat.NEVER)
    run = shop.applied(steps_plan(replace(one, action=replace(one.action, kind="slow"))))
    with Crew(shop).at_work() as crew:
        assert begun.wait(BOUND)
        crew.worker.break_off()
        crew.thread.join(BOUND)
        assert not crew.thread.is_alive()
    assert state(shop, run) is RunState.WAITING
    assert [one.mark for one in shop.entries(run.id)] == [Mark.BEGUN, mark]
    slow.act = shop.deeds.act  # type: ignore[method-assign]
    if mark is Mark.UNKNOWN:
        # It was done after all.
        shop.deeds.counts["a"] = 1
    with Crew(shop, "w2").at_work():
        until(lambda: state(shop, run) is RunState.DONE)
    assert shop.deeds.counts == {"a": 1}


def test_a_look_that_was_broken_off_is_looked_again(shop: Workshop) -> None:
    begun = threading.Event()
    looked = shop.sights.act

    def look(parameters: Any, occasion: Occasion) -> Result:
        begun.set()
        until(occasion.stopped)
        return Result(Mark.UNKNOWN, "broken off")

    shop.sights.act = look  # type: ignore[method-assign]
    run = shop.applied(steps_plan(step("a")))
    for number in range(4):
        begun.clear()
        with Crew(shop, f"w{number}").at_work() as crew:
            assert begun.wait(BOUND)
            crew.worker.break_off()
    shop.sights.act = looked  # type: ignore[method-assign]
    with Crew(shop, "w9").at_work():
        until(lambda: state(shop, run) is RunState.DONE)
    assert {one.mark for one in shop.entries(run.id)} == {Mark.BEGUN, Mark.LATER, Mark.DONE}
    assert shop.deeds.counts == {"a": 1}


class AwayStore(MemoryStore):
    """A store that is away for as long as a test says."""

    away = False

    def _break_off(self, what: str) -> None:
        if self.away:
            raise Unreachable("the store is away")
        super()._break_off(what)


def test_a_store_that_was_away_while_something_was_done_is_told_later() -> None:
    clock, store = SystemClock(), AwayStore()
    shop = Workshop(House(store=store, clock=clock, ids=TimeIds(clock)))  # type: ignore[arg-type]
    run = shop.applied(steps_plan(step("a"), step("b", Repeat.NEVER)))
    done = threading.Event()

    def break_store(deed: str) -> None:
        if deed == "b":
            store.away = True
            done.set()

    shop.deeds.before = break_store
    with Crew(shop, seconds=0.4).at_work() as crew:
        assert done.wait(BOUND)
        # Longer than its lease lasts, and yet nobody else can have it: nobody reaches the store.
        until(lambda: len(crew.said) > 3)
        store.away = False
        until(lambda: state(shop, run) is RunState.DONE)
    assert shop.deeds.counts == {"a": 1, "b": 1}
    assert {failure.what for failure in crew.said} == {"the store is away"}


def poison(shop: Workshop, run: Run) -> None:
    """Put an entry where the run's second one will be wanted."""
    with shop.house.store.writing() as work:
        work.runs.write([Entry(run.id, 2, 1, 1, "s0", Part.DO, 1, Mark.BEGUN, "nobody")])


def test_a_run_that_cannot_be_brought_on_is_left_alone_for_a_while_and_holds_up_nobody(
    shop: Workshop,
) -> None:
    bad, good = one_on_each(shop, 2)
    poison(shop, bad)
    with Crew(shop, jobs=1).at_work() as crew:
        until(lambda: state(shop, good) is RunState.DONE)
        until(lambda: crew.looks > 6)
        told = [failure for failure in crew.said if "taken" in failure.what]
        # It is tried again after one second, then after five.
        assert 1 <= len(told) < crew.looks / 2
        with shop.house.store.reading() as work:
            entries = work.runs.journal(bad.id)
    assert len(entries) == 1


def test_what_nobody_expected_is_told_and_holds_up_nobody(shop: Workshop) -> None:
    class Odd(Channel):
        def __getattribute__(self, name: str) -> Any:
            if name == "topics":
                raise ZeroDivisionError("odd")
            return super().__getattribute__(name)

    (run,) = one_on_each(shop, 1)
    shop.house.channels = (Odd("odd"),)
    with Crew(shop).at_work() as crew:
        until(lambda: bool(crew.said))
        shop.house.channels = ()
        until(lambda: state(shop, run) is RunState.DONE)
    assert "ZeroDivisionError: odd" in crew.said[0].what
    assert crew.said[0].where == run.id


def test_chores_are_done_between_looks_and_one_that_fails_holds_up_nothing(shop: Workshop) -> None:
    (run,) = one_on_each(shop, 1)

    def fail(shop: Shop) -> None:
        raise RunFailed("no chore today")

    crew = Crew(shop)
    crew.chores = [fail]
    with crew.at_work():
        until(lambda: state(shop, run) is RunState.DONE)
        until(lambda: crew.looks > 2)
    assert {failure.what for failure in crew.said} == {"no chore today"}


def test_rules_that_cannot_be_read_begin_nothing_and_end_nobody(shop: Workshop) -> None:
    (run,) = one_on_each(shop, 1)
    crew = Crew(shop)
    crew.trouble = [ConfigurationError("line 3 is nonsense")]
    with crew.at_work():
        until(lambda: state(shop, run) is RunState.DONE)
    assert [failure.what for failure in crew.said] == ["line 3 is nonsense"]


def test_idle_it_goes_home_once_nothing_can_be_brought_on_at_once(shop: Workshop) -> None:
    runs = one_on_each(shop, 3)
    waits = shop.applied(steps_plan(pause("w", "1h"), key="waits", subject="repo:shop-w"))
    crew = Crew(shop, idle=True, jobs=2)
    crew.thread.start()
    crew.thread.join(BOUND)
    assert not crew.thread.is_alive()
    assert [state(shop, run) for run in runs] == [RunState.DONE] * 3
    assert state(shop, waits) is RunState.WAITING


def test_one_run_alone_is_brought_on_however_many_others_are_due(shop: Workshop) -> None:
    runs = one_on_each(shop, 30)
    crew = Crew(shop, idle=True, only=runs[-1].id)
    crew.thread.start()
    crew.thread.join(BOUND)
    assert not crew.thread.is_alive()
    assert state(shop, runs[-1]) is RunState.DONE
    assert shop.deeds.counts == {"s29": 1}
