"""What a run takes for true: the plan as it was approved, leave to look too, checks that only look, fitting answers."""

from dataclasses import replace

import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.errors import UsageError
from mainstay.domain.plan import Action, Step
from mainstay.domain.proposal import State
from mainstay.domain.run import Answer, Mark, Part, Result, RunState, WaitFor
from tests.fakes.actions import Deeds
from tests.fakes.workshops import Workshop, pause, step, steps_plan

LOOK = Step("look", Action("check-command", {"argv": ("do", "look")}))


def alter(shop: Workshop, proposal: str, **fields: object) -> None:
    """Put another first step under the hash that was approved, as who can write the store can."""
    was = shop.house.store.held.proposals[proposal]
    first = replace(was.plan.steps[0], **fields)  # type: ignore[arg-type]  # the fields of a step
    altered = replace(was.plan, steps=(first, *was.plan.steps[1:]))
    shop.house.store.held.proposals[proposal] = replace(was, plan=altered)


def test_a_plan_that_was_altered_after_its_approval_is_not_begun() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    alter(shop, run.proposal, action=Action("command", {"argv": ("do", "evil")}))
    shop.work()
    assert shop.run(run.id).state is RunState.REFUSED
    assert "not as it was approved" in shop.run(run.id).reason
    assert shop.deeds.counts == {}


def test_a_way_back_that_was_altered_after_its_approval_is_not_gone() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), step("b")))
    shop.work()
    back = shop.undo(run.id)
    alter(shop, run.proposal, undo=Action("command", {"argv": ("do", "evil")}))
    shop.work()
    assert shop.run(back.id).state is RunState.REFUSED
    assert shop.deeds.counts == {"a": 1, "b": 1}
    assert shop.run(run.id).state is RunState.DONE
    with pytest.raises(UsageError, match="not in the store"):
        shop.undo(run.id)


def test_what_only_looks_needs_leave_as_long_as_nothing_was_begun() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(pause("w", "60s"), LOOK, step("a")))
    shop.work()
    assert shop.run(run.id).waits_for is WaitFor.TIME
    shop.house.choose("ada", shop.house.seen(run.proposal), Choice.WITHDRAW)
    shop.house.clock.advance(100)
    shop.work()
    assert shop.run(run.id).state is RunState.REFUSED
    assert "look" not in {entry.step for entry in shop.entries(run.id)}


def test_what_looks_after_an_effect_goes_on_whatever_the_calendar_says() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), pause("w", "60s"), replace(LOOK, id="look")))
    shop.work()
    assert shop.house.seen(run.proposal).state is State.APPLYING
    shop.sights.deeds.counts["look"] = 1
    shop.house.clock.advance(20_000)
    shop.work()
    assert shop.run(run.id).state is RunState.DONE, "its expiry passed meanwhile"


def test_nobody_notes_that_a_plan_is_applied_before_its_first_effect() -> None:
    shop = Workshop()
    shop.deeds.counts["look"] = 1
    run = shop.applied(steps_plan(LOOK, pause("w", "60s"), step("a")))
    shop.work()
    assert shop.house.seen(run.proposal).state is State.APPROVED
    shop.house.clock.advance(100)
    seen = []
    shop.deeds.before = lambda deed: seen.append(shop.house.seen(run.proposal).state)
    shop.work()
    assert seen == [State.APPLYING]


def test_a_check_that_may_change_something_is_not_carried_out() -> None:
    shop = Workshop(more=(other := Deeds("file"),))
    run = shop.applied(steps_plan(replace(step("a"), check=Action("file", {"argv": ("do", "evil")}))))
    shop.work()
    assert other.counts == {}
    assert shop.run(run.id).state is not RunState.DONE
    (told,) = {entry.detail for entry in shop.entries(run.id) if entry.part is Part.CHECK and entry.detail}
    assert told == "file is no check, for it may change something"


def test_an_answer_fits_the_question_and_comes_once() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(pause("w", "9w")))
    shop.work()
    with pytest.raises(UsageError, match="keep is no answer"):
        shop.tell(run.id, Answer.KEEP)
    shop.tell(run.id, Answer.DONE)
    with pytest.raises(UsageError, match="bob has answered done already"):
        shop.tell(run.id, Answer.NOT_DONE, "cyd")
    shop.work()
    assert shop.run(run.id).state is RunState.DONE


def test_what_was_said_to_people_has_no_way_back_and_needs_none() -> None:
    shop = Workshop(more=(Deeds("notify"),))
    said = Step("say", Action("notify", {"argv": ("do", "say")}))
    run = shop.applied(steps_plan(step("a"), said, step("b", tries=1)))
    broken = Result(Mark.FAILED, "broken")
    shop.deeds.before = lambda deed: shop.deeds.results.append(broken) if deed == "b" else None
    shop.work()
    assert shop.run(run.id).state is RunState.UNDONE
    assert shop.deeds.counts["una"] == 1


def test_what_was_said_to_people_is_an_effect_that_cannot_be_taken_back() -> None:
    shop = Workshop(more=(Deeds("notify"),))
    said = Step("say", Action("notify", {"argv": ("do", "say")}))
    run = shop.applied(steps_plan(said, step("b", tries=1)))
    nothing_done = Result(Mark.NOT_BEGUN, "away")
    shop.deeds.before = lambda deed: shop.deeds.results.append(nothing_done) if deed == "b" else None
    shop.work()
    assert shop.run(run.id).state is RunState.FAILED
    assert shop.house.seen(run.proposal).state is State.FAILED, "what was said is not said again unasked"
