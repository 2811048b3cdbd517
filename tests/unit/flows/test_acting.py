"""What kinds of action may say, and what is made of one that says something else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mainstay.domain.lease import Lease
from mainstay.domain.plan import Action, Repeat
from mainstay.domain.run import LONG, Answer, Entry, Mark, Part, Result, RunState, WaitFor
from mainstay.ports.action import Occasion
from tests.fakes.workshops import Workshop, pause, step, steps_plan


class Saying:
    """Says what a test wants."""

    def __init__(self, say: Callable[[Occasion], Any], *, looks: bool = False) -> None:
        self.name, self.say, self.looks = "saying", say, looks

    def foresee(self, parameters: Any, occasion: Occasion) -> Result:
        return Result(Mark.DONE)

    def act(self, parameters: Any, occasion: Occasion) -> Result:
        said: Result = self.say(occasion)
        return said


def said(result: Any, *, looks: bool = False) -> Entry:
    """Give the entry that tells how an action ended that says this."""
    shop = Workshop()
    shop.more = (Saying(lambda occasion: result, looks=looks),)
    one = replace(step("a", check=False, undo=False), action=Action("saying"))
    run = shop.applied(steps_plan(one))
    shop.once()
    return shop.entries(run.id)[1]


def nested(deep: int) -> Any:
    value: Any = 1
    for _ in range(deep):
        value = (value,)
    return value


@pytest.mark.parametrize(
    "result",
    [
        None,
        "done",
        Result("nonsense"),  # type: ignore[arg-type]
        Result(Mark.BEGUN),
        Result(Mark.ANSWER),
        Result(Mark.DONE, memo={"x": float("nan")}),
        Result(Mark.DONE, memo={"x": "\0"}),
        Result(Mark.DONE, memo={"\0": 1}),
        Result(Mark.DONE, memo={"x": "\ud800"}),
        Result(Mark.DONE, memo={1: "x"}),  # type: ignore[dict-item]
        Result(Mark.DONE, memo={"x": {"y"}}),  # type: ignore[dict-item]
        Result(Mark.DONE, memo={"x": b"y"}),  # type: ignore[dict-item]
        Result(Mark.DONE, memo={"x": nested(100)}),
        Result(Mark.DONE, memo={"x": nested(5_000)}),
        Result(Mark.DONE, memo={"x": "y" * 300_000}),
        Result(Mark.DONE, memo=["x"]),  # type: ignore[arg-type]
        Result(Mark.LATER, wake_at="soon"),  # type: ignore[arg-type]
        Result(Mark.LATER, wake_at=5),
    ],
)
def test_what_none_may_say_is_unknown(result: Any) -> None:
    entry = said(result)
    assert entry.mark is Mark.UNKNOWN
    assert entry.detail
    assert entry.memo == {}


def test_what_it_remembers_is_kept_as_the_store_gives_it_back() -> None:
    memo = {"list": [1, [2.5, None]], "table": {"deep": [True]}, "text": "é"}
    entry = said(Result(Mark.DONE, memo=memo))  # type: ignore[arg-type]
    assert entry.mark is Mark.DONE
    assert entry.memo == {"list": (1, (2.5, None)), "table": {"deep": (True,)}, "text": "é"}
    assert said(Result(Mark.DONE, 5, 7)).detail == "5"  # type: ignore[arg-type]


def test_a_look_that_names_no_moment_waits_for_a_person() -> None:
    entry = said(Result(Mark.LATER, waits_for=WaitFor.PERSON), looks=True)
    assert (entry.mark, entry.wake_at, entry.waits_for) == (Mark.LATER, LONG, WaitFor.PERSON)


@pytest.mark.parametrize("wake_at", [1, -5])
def test_a_look_never_looks_again_at_once(wake_at: int) -> None:
    entry = said(Result(Mark.LATER, wake_at=wake_at), looks=True)
    assert entry.wake_at == entry.at + 1


def test_a_look_never_waits_beyond_what_the_store_can_keep() -> None:
    assert said(Result(Mark.LATER, wake_at=1 << 200), looks=True).wake_at == LONG


def test_a_person_who_is_asked_without_a_moment_is_heard() -> None:
    shop = Workshop()

    def ask(occasion: Occasion) -> Result:
        return Result(Mark.DONE) if occasion.answer else Result(Mark.LATER, waits_for=WaitFor.PERSON)

    shop.more = (Saying(ask, looks=True),)
    run = shop.applied(
        steps_plan(replace(step("a", Repeat.IDEMPOTENT, check=False), action=Action("saying")))
    )
    shop.work()
    assert len(shop.entries(run.id)) == 2
    shop.tell(run.id, Answer.DONE)
    shop.work()
    assert shop.run(run.id).state is RunState.DONE


def test_an_action_that_nobody_here_knows_did_nothing() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(replace(step("a"), action=Action("saying"))))
    shop.work()
    assert [one.mark for one in shop.entries(run.id)] == [Mark.BEGUN, Mark.NOT_BEGUN]
    assert shop.run(run.id).reason == "a: this worker knows no action saying"


def test_who_may_have_lost_the_lease_does_not_even_begin() -> None:
    """A worker that stood still between its intent and the effect: somebody else may have gone on meanwhile."""
    shop = Workshop()
    still: list[Lease] = []
    shop.stopped = lambda lease: bool(still) or bool(still.append(lease))
    run = shop.applied(steps_plan(step("a"), step("b", Repeat.NEVER)))
    begun = shop.deeds.before
    shop.once()
    assert begun is shop.deeds.before
    assert shop.deeds.counts["b"] == 0
    assert shop.run(run.id).state is RunState.WAITING
    shop.stopped = lambda lease: False
    for _ in range(3):
        shop.work()
        shop.house.clock.advance(5)
    assert shop.run(run.id).state is RunState.DONE
    assert shop.deeds.counts == {"a": 1, "b": 1}


def test_an_occasion_tells_all_that_an_action_may_know() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a", time_out=7), step("b", undo=False), pause("w", "1h")), budget=5)
    shop.deeds.results = [Result(Mark.DONE, memo={"made": "x"})]
    shop.work()
    first, second = shop.deeds.occasions
    assert (first.run, first.step, first.part, first.number, first.token) == (run.id, "a", Part.DO, 1, 1)
    assert (first.subject, first.environment, first.seconds, first.done) == (
        "repo:shop",
        "production",
        5.0,
        {},
    )
    assert first.key == f"{run.id}.a.do"
    assert second.seconds == 5.0
    shop.house.clock.advance(5)
    shop.work()
    assert shop.states()[0] is RunState.FAILED, "b has no way back"
    shop.undo(run.id, partly=True)
    shop.work()
    undo = shop.deeds.occasions[-1]
    assert (undo.done, undo.undoes, undo.seconds) == ({"made": "x"}, run.id, 7.0)
