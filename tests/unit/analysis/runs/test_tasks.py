"""What a run has to do, and what takes it back."""

from mainstay.analysis.runs.tasks import had_effect, stays, tasks_back, tasks_of
from mainstay.domain.plan import Action, Repeat, Step
from tests.fakes.workshops import pause, step, steps_plan
from tests.unit.analysis.runs.journals import entries

LOOKING = frozenset({"check-command", "wait", "manual"})
DONE, FAILED, UNKNOWN, NOT = (
    entries(f"do.begun do.{mark}") for mark in ("done", "failed", "unknown", "not-begun")
)


def test_tasks_are_in_the_order_in_which_steps_need_each_other() -> None:
    plan = steps_plan(step("c", after=("b",)), step("a"), step("b", after=("a",)))
    assert [one.step for one in tasks_of(plan, LOOKING)] == ["a", "b", "c"]


def test_a_task_has_what_its_step_says() -> None:
    one = step("a", Repeat.NEVER, tries=3, time_out=7)
    (task,) = tasks_of(steps_plan(one), LOOKING)
    assert (task.do, task.check, task.time_out, task.tries, task.repeat) == (
        one.action,
        one.check,
        7,
        3,
        Repeat.NEVER,
    )
    assert not task.looks
    assert not task.undone_by_check
    (waits,) = tasks_of(steps_plan(pause("w", "1h")), LOOKING)
    assert waits.looks


def test_the_way_back_is_the_last_first_of_what_may_have_had_an_effect() -> None:
    plan = steps_plan(step("a"), step("b"), step("c", check=False), step("d"), step("e", undo=False))
    back = tasks_back(plan, {"a": DONE, "b": NOT, "c": UNKNOWN, "e": DONE})
    assert [one.step for one in back] == ["c", "a"]
    assert [one.do for one in back] == [plan.steps[2].undo, plan.steps[0].undo]
    assert [one.undone_by_check for one in back] == [False, True]
    assert [one.looks for one in back] == [False, False]


def test_what_changed_something_and_has_no_way_back_stays() -> None:
    by_hand = Step("m", Action("manual", {"text": "turn the key"}))
    plan = steps_plan(step("a", undo=False), step("b"), pause("w", "1h"), by_hand, step("z", undo=False))
    journal = {"a": FAILED, "b": DONE, "w": DONE, "m": DONE, "z": NOT}
    assert stays(plan, journal, LOOKING) == ("a", "m")
    assert stays(plan, {}, LOOKING) == ()


def test_only_what_surely_did_not_begin_had_no_effect() -> None:
    assert [had_effect(one) for one in (DONE, FAILED, UNKNOWN, NOT, [])] == [True, True, True, False, False]
    assert had_effect(entries("do.begun")), "nobody wrote down how it ended"
    assert had_effect(entries("do.begun do.unknown do.begun do.not-begun"))
    assert not had_effect(entries("do.begun do.not-begun do.begun do.not-begun"))
    assert not had_effect(entries("check.begun check.done"))
