"""A change that climbs from one environment to the next."""

import re
from dataclasses import replace

import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.ladder import Ladder, Rung
from mainstay.domain.plan import Plan
from mainstay.domain.run import RunState, WaitFor
from mainstay.flows.looking_at_runs import foresee
from tests.fakes.offices import House, made_policy
from tests.fakes.workshops import Workshop, step, steps_plan

WEEK = 7 * 86_400
LADDER = Ladder("usual", (), (Rung("development", 2 * WEEK), Rung("staging", WEEK), Rung("production", 0)))


def to(environment: str, climb: str = "urllib3-2", subject: str = "repo:shop") -> Plan:
    labels = {"climb": climb} if climb else {}
    return steps_plan(
        step("a"),
        key=f"{climb} {environment}",
        environment=environment,
        labels=labels,
        subject=subject,
        expires=40 * WEEK,
    )


@pytest.fixture
def shop() -> Workshop:
    return Workshop(House(made_policy(ladders=(LADDER,))))


def climbed(shop: Workshop, environment: str) -> RunState:
    run = shop.applied(to(environment))
    shop.work()
    return shop.run(run.id).state


def test_a_change_earns_each_environment_by_its_stay_in_the_one_below(shop: Workshop) -> None:
    assert climbed(shop, "development") is RunState.DONE
    run = shop.applied(to("staging"))
    shop.work()
    waiting = shop.run(run.id)
    assert (waiting.state, waiting.waits_for) == (RunState.WAITING, WaitFor.WINDOW)
    assert waiting.wake_at == shop.house.clock.now() + 2 * WEEK
    assert "must stay there for" in waiting.reason
    assert re.search(r", until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", waiting.reason), "as all moments are told"
    shop.house.clock.advance(2 * WEEK)
    shop.work()
    assert shop.run(run.id).state is RunState.DONE
    shop.house.clock.advance(WEEK)
    assert climbed(shop, "production") is RunState.DONE


@pytest.mark.parametrize("plan", [to("production"), to("staging", "")])
def test_a_skipped_rung_is_refused(shop: Workshop, plan: Plan) -> None:
    proposal = shop.approved(plan)
    assert not foresee(shop.shop(who="bob"), proposal).allowed
    run = shop.applied(replace(plan, key="again"))
    shop.work()
    assert shop.run(run.id).waits_for is WaitFor.PERSON
    assert shop.deeds.counts == {}


def test_what_was_taken_back_earned_nothing(shop: Workshop) -> None:
    climbed(shop, "development")
    shop.undo(shop.runs()[0].id)
    shop.house.clock.advance(3 * WEEK)
    why = foresee(shop.shop(who="bob"), shop.approved(to("staging"))).why
    assert any("taken back" in one for one in why)
    shop.work()
    assert shop.runs()[0].state is RunState.UNDONE


def test_a_plan_that_was_moved_by_hand_earned_nothing_where_it_was_put(shop: Workshop) -> None:
    assert climbed(shop, "elsewhere") is RunState.DONE
    done = shop.house.seen(shop.runs()[0].proposal)
    moved = replace(done.plan, environment="development")
    shop.house.store.held.proposals[done.id] = replace(done, plan=moved)
    shop.house.clock.advance(3 * WEEK)
    why = foresee(shop.shop(who="bob"), shop.approved(to("staging"))).why
    assert any("nothing is known of urllib3-2 in development" in one for one in why)


def test_another_teams_record_counts_for_nothing(shop: Workshop) -> None:
    made = shop.house.submit("eve", to("development", subject="repo:bank")).proposal
    shop.house.choose("dir", made)
    shop.house.choose("dir", shop.house.seen(made.id))
    why = foresee(shop.shop(who="bob"), shop.approved(to("staging"))).why
    assert any("nothing is known" in one for one in why)


def test_who_breaks_the_gates_in_an_emergency_breaks_the_ladder_with_them(shop: Workshop) -> None:
    made = shop.house.submit("ada", to("production")).proposal
    broken = shop.house.choose("cyd", made, Choice.OVERRIDE).proposal
    assert foresee(shop.shop(who="bob"), broken).allowed
