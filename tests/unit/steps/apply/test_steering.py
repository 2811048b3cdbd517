"""What people wish of runs, and what they answer them."""

import pytest

from mainstay.domain.errors import UsageError
from mainstay.domain.run import LONG, Answer, Mark, Result, RunState, WaitFor, Wish
from mainstay.steps.apply.steering import answer, seen_run, wish
from tests.fakes.workshops import Workshop, pause, step, steps_plan


def wished(shop: Workshop, name: str, wanted: Wish, who: str = "bob") -> None:
    office = shop.house.office(who)
    with office.store.writing() as work:
        wish(work, office.policy, name, wanted, "because", office.doing())


def answered(
    shop: Workshop, name: str, said: Answer = Answer.DONE, reason: str = "seen", who: str = "bob"
) -> None:
    office = shop.house.office(who)
    with office.store.writing() as work:
        answer(work, office.policy, name, said, reason, shop.shop().looking, office.doing())


@pytest.mark.parametrize("who", ["eve", "zed"])
def test_who_may_not_see_a_run_is_told_what_is_told_of_none(who: str) -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    office = shop.house.office(who)
    told = []
    for name in (run.id, "nothing"):
        with pytest.raises(UsageError) as refused, office.store.writing() as work:
            seen_run(work, office.policy, name, office.doing())
        told.append(str(refused.value))
    assert told[0] == told[1]
    viewer = shop.house.office("vic")
    with viewer.store.writing() as work:
        assert seen_run(work, viewer.policy, run.id, viewer.doing()) == run


def test_a_wish_wakes_what_waits_and_is_told() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), pause("w", "1h")))
    shop.work()
    assert shop.run(run.id).wake_at > shop.house.clock.now()
    wished(shop, run.id, Wish.PAUSE)
    assert (shop.run(run.id).wish, shop.run(run.id).wished_by, shop.run(run.id).wake_at) == (
        Wish.PAUSE,
        "bob",
        0,
    )
    wished(shop, run.id, Wish.NONE, "cyd")
    wished(shop, run.id, Wish.CANCEL, "ada")
    assert [(row.who, row.act, row.detail) for row in shop.house.store.held.rows.values()][-3:] == [
        ("bob", "run.pause", "because"),
        ("cyd", "run.resume", "because"),
        ("ada", "run.cancel-wish", "because"),
    ]


def test_wishes_that_cannot_be_are_refused_and_change_nothing() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    with pytest.raises(UsageError, match="no role"):
        wished(shop, run.id, Wish.CANCEL, "vic")
    with pytest.raises(UsageError, match="not paused"):
        wished(shop, run.id, Wish.NONE)
    wished(shop, run.id, Wish.CANCEL)
    for wanted in (Wish.PAUSE, Wish.NONE):
        with pytest.raises(UsageError, match="being cancelled"):
            wished(shop, run.id, wanted)
    with pytest.raises(UsageError, match="to cancel already"):
        wished(shop, run.id, Wish.CANCEL)
    assert shop.run(run.id).wish is Wish.CANCEL
    shop.work()
    with pytest.raises(UsageError, match="has ended: it is cancelled"):
        wished(shop, run.id, Wish.PAUSE)


def test_an_answer_is_an_entry_of_the_person_with_their_reason() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a", check=False)))
    shop.deeds.results = [Result(Mark.UNKNOWN, "?")]
    shop.work()
    with pytest.raises(UsageError, match="reason is missing"):
        answered(shop, run.id, reason=" \n")
    with pytest.raises(UsageError, match="no role"):
        answered(shop, run.id, who="vic")
    answered(shop, run.id, reason="seen\x1b[2J")
    entry = shop.entries(run.id)[-1]
    assert (entry.mark, entry.by, entry.answer, entry.token, entry.step) == (
        Mark.ANSWER,
        "bob",
        Answer.DONE,
        0,
        "a",
    )
    assert entry.detail == r"seen\x1b[2J"
    assert shop.run(run.id).wake_at == 0
    with pytest.raises(UsageError, match="asks nobody"):
        answered(shop, run.id)


def test_who_is_not_asked_gives_no_answer() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), pause("w", "1h"), pause("p", "9w")))
    with pytest.raises(UsageError, match="asks nobody"):
        answered(shop, run.id)
    shop.work()
    with pytest.raises(UsageError, match="asks nobody"):
        answered(shop, run.id)
    shop.house.clock.advance(3_600)
    shop.work()
    waiting = shop.run(run.id)
    assert (waiting.waits_for, waiting.wake_at) == (WaitFor.PERSON, LONG)
    wished(shop, run.id, Wish.PAUSE)
    shop.work()
    # Who is to let it go on is asked for that alone.
    with pytest.raises(UsageError, match="asks nobody"):
        answered(shop, run.id)
    wished(shop, run.id, Wish.NONE)
    answered(shop, run.id)
    shop.work()
    assert shop.run(run.id).state is RunState.DONE
