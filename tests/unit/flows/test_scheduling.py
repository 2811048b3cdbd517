"""Plans that are proposed and carried out by schedule."""

from dataclasses import dataclass, field, replace

import pytest

from mainstay.analysis.chain.telling import told_statement
from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Gate, Proof, When
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import State
from mainstay.domain.run import RunState
from mainstay.domain.schedule import Missed, Schedule
from mainstay.flows.scheduling import Scheduled, run_schedules
from tests.fakes.offices import House, made_policy
from tests.fakes.workshops import Workshop, pause, step, steps_plan

HOURLY = Schedule("tidy", "0 * * * *", "UTC", "tidy.yaml", Missed.ONCE, 0)
REHEARSED = Gate("rehearsed", "it was tried", When(), automatic=(Proof("rehearsed", author=True),))


@dataclass
class Timer:
    """A workshop in which time passes."""

    missed: Missed = Missed.ONCE
    budget: int = 0
    gates: tuple[Gate, ...] = (REHEARSED,)
    of: Plan = field(default_factory=lambda: steps_plan(step("a"), key="tidy"))

    def __post_init__(self) -> None:
        self.shop = Workshop(House(made_policy(*self.gates)))
        self.schedule = replace(HOURLY, missed=self.missed, budget=self.budget)
        content = content_hash(self.of)
        with self.shop.house.store.writing() as work:
            work.proofs.add(
                [Evidence(content, "rehearsed", Outcome.PASSED, "ada", self.shop.house.clock.now())]
            )
            for one in work.proofs.about([content]):
                work.trail.append([told_statement(one, "", "command-line")])

    def look(self) -> Scheduled:
        office = self.shop.house.office("worker")
        return run_schedules(office, [self.schedule], lambda _: (self.of, content_hash(self.of)))

    def later(self, seconds: int) -> Scheduled:
        self.shop.house.clock.advance(seconds)
        found = self.look()
        self.shop.work()
        return found


def test_it_begins_when_it_is_first_seen_and_runs_at_each_time() -> None:
    timer = Timer()
    assert timer.later(1_800) == Scheduled()
    first = timer.later(1_800)
    assert [run.by for run in first.runs] == ["schedule:tidy"]
    assert timer.look() == Scheduled()
    timer.later(3_600)
    assert timer.shop.states() == [RunState.DONE, RunState.DONE]
    assert timer.shop.deeds.counts == {"a": 2}


def test_it_runs_no_time_twice_with_two_workers() -> None:
    timer = Timer()
    timer.look()
    timer.shop.house.clock.advance(3_600)
    timer.look()
    timer.look()
    assert len(timer.shop.runs()) == 1


@pytest.mark.parametrize(("missed", "runs"), [(Missed.SKIP, 0), (Missed.ONCE, 1), (Missed.ALL, 5)])
def test_what_was_missed(missed: Missed, runs: int) -> None:
    timer = Timer(missed)
    timer.look()
    timer.shop.house.clock.advance(5 * 3_600 + 120)
    for _ in range(7):
        timer.later(0)
    assert timer.shop.deeds.counts.get("a", 0) == runs


@pytest.mark.parametrize(("missed", "runs"), [(Missed.ONCE, 1), (Missed.ALL, 2)])
def test_the_next_one_is_passed_over_or_waits_while_one_is_under_way(missed: Missed, runs: int) -> None:
    timer = Timer(missed, of=steps_plan(step("a"), pause("w", "2h"), key="tidy"))
    timer.look()
    timer.later(3_600)
    timer.later(3_600)
    assert len(timer.shop.runs()) == 1
    timer.shop.house.clock.advance(3_500)
    timer.shop.work()
    assert timer.shop.states() == [RunState.WAITING]
    timer.shop.house.clock.advance(100)
    timer.shop.work()
    assert timer.shop.states() == [RunState.DONE]
    timer.shop.house.clock.advance(-120)
    timer.look()
    assert len(timer.shop.runs()) == runs
    skipped = [row for row in timer.shop.house.store.held.rows.values() if row.act == "schedule.skip"]
    assert bool(skipped) is (missed is Missed.ONCE)


def test_without_a_rule_it_waits_for_people_and_runs_once_they_approve() -> None:
    timer = Timer(gates=())
    timer.look()
    found = timer.later(3_600)
    assert [one.state for one in found.waiting] == [State.WAITING]
    assert timer.shop.runs() == []
    timer.shop.house.choose("bob", found.waiting[0])
    timer.later(60)
    assert timer.shop.states() == [RunState.DONE]
    assert timer.later(60) == Scheduled()


def test_a_budget_is_the_runs_own() -> None:
    timer = Timer(budget=600)
    timer.look()
    (run,) = timer.later(3_600).runs
    assert run.deadline == run.made_at + 600


def test_a_plan_that_cannot_be_read_is_told_and_stops_no_other() -> None:
    timer = Timer()
    other = replace(timer.schedule, name="other")

    def read(schedule: Schedule) -> tuple[Plan, str]:
        if schedule.name == "tidy":
            raise ConfigurationError("no plan")
        return timer.of, content_hash(timer.of)

    office = timer.shop.house.office("worker")
    run_schedules(office, [timer.schedule, other], read)
    timer.shop.house.clock.advance(3_600)
    found = run_schedules(office, [timer.schedule, other], read)
    assert [failure.what for failure in found.failures] == ["no plan"]
    assert [run.by for run in found.runs] == ["schedule:other"]
