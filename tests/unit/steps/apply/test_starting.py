"""Runs are started of what is approved, once at a time, by who may."""

from typing import Any

import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.errors import UsageError
from mainstay.domain.plan import Repeat
from mainstay.domain.run import Mark, Purpose, Result, RunState, Wish
from mainstay.steps.apply.starting import Starting, start, start_back, target_of
from tests.fakes.records import plan
from tests.fakes.workshops import Workshop, pause, step, steps_plan


def test_a_target_is_a_subject_where_it_is() -> None:
    assert target_of(plan(subject="db:orders", environment="staging")) == "staging/db:orders"


def begin(shop: Workshop, proposal: str, who: str = "bob", **fields: Any) -> Any:
    office = shop.house.office(who)
    with office.store.writing() as work:
        held = work.proposals.hold(proposal)
        assert held is not None
        return start(work, office.policy, held, Starting(office.ids.new(), **fields), office.doing())


def test_a_run_is_of_the_content_that_was_approved_and_told() -> None:
    shop = Workshop()
    proposal = shop.approved(steps_plan(step("a")))
    run = begin(shop, proposal.id, deadline=77)
    assert (run.proposal, run.content, run.state, run.purpose) == (
        proposal.id,
        proposal.content,
        RunState.WAITING,
        Purpose.APPLY,
    )
    assert (run.target, run.team, run.by, run.deadline, run.wake_at) == (
        "production/repo:shop",
        "shop",
        "bob",
        77,
        0,
    )
    assert shop.run(run.id) == run
    last = list(shop.house.store.held.rows.values())[-1]
    assert (last.act, last.who, last.about, last.content) == ("run.start", "bob", run.id, proposal.content)
    with pytest.raises(UsageError, match="being carried out already"):
        begin(shop, proposal.id)


@pytest.mark.parametrize(("who", "why"), [("vic", "no role"), ("eve", "no role"), ("zed", "no role")])
def test_who_may_only_look_starts_nothing(who: str, why: str) -> None:
    shop = Workshop()
    proposal = shop.approved(steps_plan(step("a")))
    with pytest.raises(UsageError, match=why):
        begin(shop, proposal.id, who)
    assert shop.runs() == []


@pytest.mark.parametrize("choice", [None, Choice.REJECT, Choice.WITHDRAW])
def test_what_is_not_approved_is_not_started(choice: Choice | None) -> None:
    shop = Workshop()
    submitted = shop.house.submit("ada", steps_plan(step("a"))).proposal
    if choice is not None:
        shop.house.choose("ada" if choice is Choice.WITHDRAW else "bob", submitted, choice)
    with pytest.raises(UsageError, match="only what is approved"):
        begin(shop, submitted.id)


def back(shop: Workshop, name: str, who: str = "bob", *, partly: bool = False) -> Any:
    office, run = shop.house.office(who), shop.run(name)
    of = shop.house.seen(run.proposal).plan
    with office.store.writing() as work:
        return start_back(
            work,
            office.policy,
            run,
            of,
            shop.shop().looking,
            Starting(office.ids.new()),
            office.doing(),
            partly=partly,
        )


def test_the_way_back_is_a_run_of_its_own() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), pause("w", "1h")))
    with pytest.raises(UsageError, match="that is waiting is not taken back"):
        back(shop, run.id)
    shop.work()
    shop.house.clock.advance(3_600)
    shop.work()
    with pytest.raises(UsageError, match="no role"):
        back(shop, run.id, "vic")
    made = back(shop, run.id)
    assert (made.purpose, made.of, made.target, made.content, made.by) == (
        Purpose.UNDO,
        run.id,
        run.target,
        run.content,
        "bob",
    )
    with pytest.raises(UsageError, match="being taken back already"):
        back(shop, run.id)
    shop.work()
    assert shop.run(run.id).state is RunState.UNDONE
    with pytest.raises(UsageError, match="is undone is not taken back"):
        back(shop, run.id)
    with pytest.raises(UsageError, match="is not taken back itself"):
        back(shop, made.id)


def test_what_cannot_be_taken_back_is_said() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a", undo=False), step("b"), step("c", undo=False)))
    shop.work()
    with pytest.raises(UsageError, match="not all of it can be taken back: a, c"):
        back(shop, run.id)
    assert back(shop, run.id, partly=True).of == run.id
    none = shop.applied(steps_plan(step("x", undo=False), key="other"))
    shop.work()
    with pytest.raises(UsageError, match="none of its steps has a way back: x"):
        back(shop, none.id, partly=True)
    cancelled = shop.applied(steps_plan(step("y"), key="third"))
    shop.steer(cancelled.id, Wish.CANCEL)
    shop.work()
    with pytest.raises(UsageError, match="it changed nothing"):
        back(shop, cancelled.id, partly=True)


def test_what_was_taken_back_once_is_not_taken_back_again() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a", check=False), step("b", Repeat.NEVER, check=False)))
    shop.work()
    shop.deeds.results = [Result(Mark.DONE), Result(Mark.FAILED, "stuck")]
    back(shop, run.id)
    shop.work()
    assert shop.deeds.counts == {"a": 1, "b": 1, "unb": 1}
    back(shop, run.id)
    shop.work()
    assert shop.deeds.counts == {"a": 1, "b": 1, "unb": 1, "una": 1}
    assert shop.run(run.id).state is RunState.UNDONE
