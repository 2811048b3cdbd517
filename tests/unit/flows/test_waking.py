"""A clock that was put back holds nothing up for hours."""

import pytest

from mainstay.domain.run import LONG, Mark, Result, RunState, Wish
from mainstay.flows.waking import SLACK, Waking
from tests.fakes.clock import SetClock
from tests.fakes.offices import House
from tests.fakes.workshops import Workshop, pause, step, steps_plan

BACK = -5 * 3_600


class TwoClocks(SetClock):
    """A wall clock that a test puts anywhere, beside a stop watch that goes on."""

    off = 0

    def now(self) -> int:
        return super().now() + self.off


def workshop() -> tuple[Workshop, TwoClocks]:
    clock = TwoClocks()
    return Workshop(House(clock=clock)), clock


def a_look_in_a_second(shop: Workshop) -> str:
    run = shop.applied(steps_plan(step("a")))
    shop.sights.lies = [Result(Mark.UNKNOWN, "it is dark")]
    shop.work()
    assert shop.run(run.id).state is RunState.WAITING
    return run.id


def test_a_look_that_was_to_come_in_a_second_comes_though_the_clock_is_put_back() -> None:
    shop, clock = workshop()
    run = a_look_in_a_second(shop)
    clock.off = BACK
    shop.work()
    assert shop.run(run).state is RunState.WAITING
    Waking().heed(shop.house.office("worker"))
    shop.work()
    assert shop.run(run).state is RunState.DONE


def test_one_that_was_there_notices_though_others_have_written_since() -> None:
    shop, clock = workshop()
    run = a_look_in_a_second(shop)
    waking = Waking()
    waking.heed(shop.house.office("worker"))
    clock.off = BACK
    shop.house.submit("ada", steps_plan(step("b"), key="other"))
    newcomer = Waking()
    newcomer.heed(shop.house.office("worker"))
    assert shop.run(run).wake_at > clock.now()
    waking.heed(shop.house.office("worker"))
    shop.work()
    assert shop.run(run).state is RunState.DONE


def test_a_wait_goes_on_by_the_clock_as_it_is() -> None:
    shop, clock = workshop()
    run = shop.applied(steps_plan(pause("w", "4h")))
    shop.work()
    end = shop.run(run.id).wake_at
    clock.off = BACK
    Waking().heed(shop.house.office("worker"))
    shop.work()
    assert (shop.run(run.id).state, shop.run(run.id).wake_at) == (RunState.WAITING, end)
    assert shop.entries(run.id)[-1].mark is Mark.LATER


def test_who_waits_for_a_person_alone_is_let_be_and_it_has_an_end() -> None:
    shop, clock = workshop()
    asking = shop.applied(steps_plan(step("a"), pause("p", "9w")))
    paused = shop.applied(steps_plan(pause("w", "4h"), key="other", subject="repo:shop-two"))
    shop.work()
    shop.steer(paused.id, Wish.PAUSE)
    shop.work()
    before = dict(shop.house.store.held.runs)
    assert {shop.run(asking.id).wake_at, shop.run(paused.id).wake_at} == {LONG}
    clock.off = BACK
    waking = Waking()
    for _ in range(5):
        waking.heed(shop.house.office("worker"))
    assert shop.house.store.held.runs == before
    steps = shop.house.store.steps
    waking.heed(shop.house.office("worker"))
    assert shop.house.store.steps == steps, "it writes no more"


@pytest.mark.parametrize("seconds", [0, 3_600, -SLACK])
def test_clocks_that_differ_a_little_or_go_on_wake_nobody(seconds: int) -> None:
    shop, clock = workshop()
    waking = Waking()
    waking.heed(shop.house.office("worker"))
    shop.applied(steps_plan(pause("w", "4h")))
    shop.work()
    before = dict(shop.house.store.held.runs)
    clock.off = seconds
    waking.heed(shop.house.office("worker"))
    clock.advance(3_000)
    waking.heed(shop.house.office("worker"))
    assert shop.house.store.held.runs == before
