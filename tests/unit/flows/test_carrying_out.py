"""Runs carried from step to step."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.errors import Full, OutcomeUnknown, Unreachable, UsageError
from mainstay.domain.plan import Repeat, Value
from mainstay.domain.proposal import State
from mainstay.domain.run import LONG, Answer, Mark, Part, Purpose, Result, RunState, WaitFor, Wish
from mainstay.flows.applying import apply
from mainstay.flows.looking_at_runs import foresee, listed_runs, progress, shown_run
from mainstay.ports.action import Occasion
from mainstay.steps.apply.journal import Fenced
from tests.fakes.actions import Pauses
from tests.fakes.store import Killed
from tests.fakes.workshops import Workshop, pause, step, steps_plan

DO, CHECK = Part.DO, Part.CHECK
B, D, F = Mark.BEGUN, Mark.DONE, Mark.FAILED


def test_each_step_is_done_once_and_then_seen() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), step("b", check=False)))
    assert run.state is RunState.WAITING
    shop.work()
    assert shop.journal(run.id) == [
        ("a", DO, 1, B),
        ("a", DO, 1, D),
        ("a", CHECK, 1, B),
        ("a", CHECK, 1, D),
        ("b", DO, 1, B),
        ("b", DO, 1, D),
    ]
    assert shop.deeds.counts == {"a": 1, "b": 1}
    done = shop.run(run.id)
    assert (done.state, done.purpose, done.by) == (RunState.DONE, Purpose.APPLY, "bob")
    assert shop.house.seen(run.proposal).state is State.APPLIED
    assert [one for one in shop.house.topics() if "appl" in one] == ["proposal.applying", "proposal.applied"]
    assert ("bob", "run.start") in shop.house.acts()
    assert ("w1", "run.begun") in shop.house.acts()


def test_the_intent_is_kept_before_the_effect() -> None:
    shop = Workshop()
    seen = []
    shop.deeds.before = lambda deed: seen.append(shop.journal(run.id)[-1])
    run = shop.applied(steps_plan(step("a"), step("b")))
    shop.work()
    assert seen == [("a", DO, 1, B), ("b", DO, 1, B)]


def test_what_fails_is_taken_back_the_last_first() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), step("b"), step("c", tries=1), step("d")))
    shop.deeds.before = lambda deed: shop.deeds.results.append(Result(F, "no room")) if deed == "c" else None
    shop.sights.lies = []
    shop.work()
    assert shop.states() == [RunState.UNDONE, RunState.DONE]
    back = shop.runs()[1]
    assert (back.purpose, back.of) == (Purpose.UNDO, run.id)
    assert [deed for deed in shop.deeds.counts if deed.startswith("un")] == ["unc", "unb", "una"]
    assert shop.house.seen(run.proposal).state is State.UNDONE
    assert "no room" in shop.run(run.id).reason


def test_what_has_no_way_back_is_left_to_a_person() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a", undo=False), step("b", Repeat.NEVER)))
    shop.deeds.results = [Result(D), Result(F, "broken")]
    shop.work()
    assert shop.states() == [RunState.FAILED]
    assert shop.house.seen(run.proposal).state is State.FAILED
    with pytest.raises(UsageError, match="not all of it can be taken back: a"):
        shop.undo(run.id)
    shop.undo(run.id, partly=True)
    shop.work()
    assert shop.deeds.counts == {"a": 1, "unb": 1}
    assert shop.run(run.id).state is RunState.FAILED, "a is there still"
    assert shop.house.seen(run.proposal).state is State.FAILED
    with pytest.raises(UsageError, match="nothing to take back: none of its steps has a way back: a"):
        shop.undo(run.id, partly=True)


def test_what_surely_had_no_effect_needs_no_way_back_and_may_be_applied_again() -> None:
    shop = Workshop()
    proposal = shop.approved(steps_plan(step("a", undo=False)))
    shop.deeds.results = [Result(Mark.NOT_BEGUN, "no such program")]
    office = shop.house.office("bob")
    first = apply(office, proposal.id, proposal.content).run
    shop.work()
    assert shop.run(first.id).state is RunState.FAILED
    assert shop.house.seen(proposal.id).state is State.APPROVED
    with pytest.raises(UsageError, match="it changed nothing"):
        shop.undo(first.id)
    apply(office, proposal.id, proposal.content)
    shop.work()
    assert shop.house.seen(proposal.id).state is State.APPLIED


def test_what_changed_nothing_gives_way_to_a_newer_proposal_with_its_key() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    shop.deeds.before = lambda deed: shop.house.submit("ada", steps_plan(step("b"))) and None
    shop.deeds.results = [Result(Mark.NOT_BEGUN, "no such program")]
    shop.work()
    assert shop.house.seen(run.proposal).state is State.FAILED


def test_a_dead_worker_is_taken_over_and_what_nobody_knows_is_verified() -> None:
    for kill_at in range(1, 200):
        shop = Workshop()
        run = shop.applied(steps_plan(step("a"), step("b", Repeat.NEVER), step("c", Repeat.IDEMPOTENT)))
        store = shop.house.store
        store._kill_at = store.steps + kill_at
        try:
            shop.work("w1")
            assert kill_at > 20
            break
        except Killed:
            store._kill_at = 0
        shop.house.clock.advance(5)
        shop.take_over("w2")
        for _ in range(10):
            shop.work("w2")
            shop.house.clock.advance(5)
        if shop.run(run.id).state is RunState.UNDONE:
            # It died between the intent and the effect of what may never be repeated.
            assert shop.deeds.counts == {"a": 1, "una": 1, "unb": 1}, kill_at
            continue
        assert shop.run(run.id).state is RunState.DONE, kill_at
        assert shop.deeds.counts["a"] == shop.deeds.counts["b"] == 1, kill_at
        assert 1 <= shop.deeds.counts["c"] <= 2, kill_at


def test_a_worker_that_dies_in_an_action_leaves_it_unknown() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))

    def die(deed: str) -> None:
        raise Killed

    shop.deeds.before = die
    with pytest.raises(Killed):
        shop.work()
    shop.deeds.before = lambda deed: None
    assert not shop.once("w2"), "somebody has it in hand"
    shop.take_over("w2")
    assert shop.journal(run.id)[:4] == [
        ("a", DO, 1, B),
        ("a", DO, 1, Mark.UNKNOWN),
        ("a", CHECK, 1, B),
        ("a", CHECK, 1, F),
    ]
    shop.house.clock.advance(2)
    shop.work("w2")
    shop.house.clock.advance(2)
    shop.work("w2")
    assert shop.run(run.id).state is RunState.DONE
    assert shop.deeds.counts == {"a": 1}
    assert [one.token for one in shop.entries(run.id)][:2] == [1, 2]


def test_without_a_check_a_person_is_asked() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a", check=False), step("b")))
    shop.deeds.results = [Result(Mark.UNKNOWN, "the line broke")]
    shop.work()
    waiting = shop.run(run.id)
    assert (waiting.state, waiting.waits_for, waiting.wake_at) == (RunState.WAITING, WaitFor.PERSON, LONG)
    assert "nobody knows whether a was done: the line broke" in waiting.reason
    assert "proposal.waits" in shop.house.topics()
    with pytest.raises(UsageError, match="no such run"):
        shop.tell(run.id, Answer.DONE, "eve")
    with pytest.raises(UsageError, match="no role"):
        shop.tell(run.id, Answer.DONE, "vic")
    shop.tell(run.id, Answer.NOT_DONE)
    shop.work()
    assert shop.deeds.counts == {"a": 2, "b": 1}
    assert shop.run(run.id).state is RunState.DONE
    with pytest.raises(UsageError, match="asks nobody"):
        shop.tell(run.id, Answer.DONE)


def test_never_repeat_is_never_repeated() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a", Repeat.NEVER, undo=False)))
    shop.deeds.results = [Result(Mark.UNKNOWN, "?")]
    shop.sights.lies = [Result(F, "not there"), Result(F, "not there")]
    for _ in range(4):
        shop.work()
        shop.house.clock.advance(2)
    assert shop.run(run.id).state is RunState.FAILED
    assert "may not be repeated" in shop.run(run.id).reason
    assert shop.deeds.counts == {"a": 1}


def test_a_check_that_flaps_decides_nothing() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    shop.deeds.results = [Result(Mark.UNKNOWN, "?")]
    shop.sights.lies = [Result(mark, "flap") for mark in (D, F, D, F, D)]
    for _ in range(8):
        shop.work()
        shop.house.clock.advance(30)
    assert shop.run(run.id).waits_for is WaitFor.PERSON
    assert shop.deeds.counts == {"a": 1}


def test_a_check_that_hangs_is_looked_at_again_and_then_shown_to_a_person() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    shop.sights.lies = [Result(Mark.UNKNOWN, "it took too long")] * 3
    for _ in range(4):
        shop.work()
        shop.house.clock.advance(30)
    assert shop.run(run.id).waits_for is WaitFor.PERSON
    shop.tell(run.id, Answer.DONE)
    shop.work()
    assert shop.run(run.id).state is RunState.DONE
    assert shop.deeds.counts == {"a": 1}


def test_waiting_costs_nothing_and_survives() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), pause("w", "4h"), step("b")))
    shop.work("w1")
    waiting = shop.run(run.id)
    assert (waiting.state, waiting.waits_for) == (RunState.WAITING, WaitFor.TIME)
    assert waiting.wake_at == shop.house.clock.now() + 4 * 3600
    shop.house.clock.advance(4 * 3600)
    # The approval lasts for as long as the proposal, which is being applied by now.
    shop.work("w2")
    assert shop.run(run.id).state is RunState.DONE
    assert shop.deeds.counts == {"a": 1, "b": 1}


def test_a_person_answers_a_step_that_waits_for_one() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), pause("w", "9w"), step("b")))
    shop.work()
    shop.tell(run.id, Answer.ROLL_BACK)
    shop.work()
    assert shop.run(run.id).state is RunState.UNDONE
    assert shop.deeds.counts == {"a": 1, "una": 1}


def test_paused_resumed_cancelled() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), step("b")))
    shop.deeds.before = lambda deed: shop.steer(run.id, Wish.PAUSE) and None if deed == "a" else None
    shop.work()
    assert shop.run(run.id).reason == "paused by bob"
    assert shop.deeds.counts == {"a": 1}
    with pytest.raises(UsageError, match="to pause already"):
        shop.steer(run.id, Wish.PAUSE)
    shop.deeds.before = lambda deed: None
    shop.steer(run.id, Wish.NONE)
    with pytest.raises(UsageError, match="not paused"):
        shop.steer(run.id, Wish.NONE)
    shop.steer(run.id, Wish.CANCEL)
    shop.work()
    assert shop.run(run.id).state is RunState.CANCELLED
    assert shop.house.seen(run.proposal).state is State.FAILED
    with pytest.raises(UsageError, match="has ended"):
        shop.steer(run.id, Wish.PAUSE)
    shop.undo(run.id)
    shop.work()
    assert shop.deeds.counts == {"a": 1, "una": 1}


def test_cancelled_before_anything_was_done_it_may_be_applied_again() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    shop.steer(run.id, Wish.CANCEL)
    shop.work()
    assert shop.run(run.id).state is RunState.CANCELLED
    about = shop.house.seen(run.proposal)
    assert about.state is State.APPROVED
    apply(shop.house.office("bob"), about.id, about.content)
    shop.work()
    assert shop.house.seen(run.proposal).state is State.APPLIED


def test_a_plan_that_was_edited_after_its_approval_is_not_carried_out() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    shop.house.submit("ada", steps_plan(step("b")))
    shop.work()
    assert shop.run(run.id).state is RunState.REFUSED
    assert "its content is another one" in shop.run(run.id).reason
    assert shop.deeds.counts == {}
    about = shop.house.seen(run.proposal)
    with pytest.raises(UsageError, match="has changed since"):
        apply(shop.house.office("bob"), about.id, run.content)


def test_once_begun_nobody_changes_the_proposal_any_more() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), pause("w", "1h"), step("b")))
    shop.work()
    about = shop.house.seen(run.proposal)
    assert about.state is State.APPLYING
    for choice in (Choice.REJECT, Choice.WITHDRAW, Choice.SNOOZE):
        with pytest.raises(UsageError):
            shop.house.choose("bob", about, choice, until=shop.house.clock.now() + 1_000)
    other = shop.house.submit("ada", steps_plan(step("x"))).proposal
    assert other.id != about.id
    shop.house.clock.advance(3_600)
    shop.work()
    assert shop.run(run.id).state is RunState.DONE


def test_a_target_belongs_to_one_run_until_it_has_ended() -> None:
    shop = Workshop()
    first = shop.applied(steps_plan(step("a"), pause("w", "1h")))
    second = shop.applied(steps_plan(step("b"), key="other"))
    elsewhere = shop.applied(steps_plan(step("c"), key="third", subject="repo:shop-two"))
    shop.work()
    assert shop.run(second.id).state is RunState.WAITING
    assert shop.run(elsewhere.id).state is RunState.DONE
    assert shop.deeds.counts == {"a": 1, "c": 1}
    shop.house.clock.advance(3_600)
    shop.work()
    assert (shop.run(first.id).state, shop.run(second.id).state) == (RunState.DONE, RunState.DONE)


def test_only_what_is_approved_is_applied_and_once() -> None:
    shop = Workshop()
    waiting = shop.house.submit("ada", steps_plan(step("a"))).proposal
    office = shop.house.office("bob")
    with pytest.raises(UsageError, match="only what is approved"):
        apply(office, waiting.id, waiting.content)
    approved = shop.house.choose("bob", waiting).proposal
    with pytest.raises(UsageError, match="no role"):
        apply(shop.house.office("vic"), approved.id, approved.content)
    with pytest.raises(UsageError, match="no such proposal"):
        apply(shop.house.office("eve"), approved.id, approved.content)
    apply(office, approved.id, approved.content)
    with pytest.raises(UsageError, match="already"):
        apply(office, approved.id, approved.content)
    shop.work()
    with pytest.raises(UsageError, match="this is applied"):
        apply(office, approved.id, approved.content)


def test_a_run_past_its_budget_ends_and_is_taken_back() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), pause("w", "4h"), step("b")), budget=600)
    shop.work()
    assert shop.run(run.id).wake_at == run.deadline
    shop.house.clock.advance(600)
    shop.work()
    assert shop.run(run.id).state is RunState.UNDONE
    assert "time is over" in shop.run(run.id).reason
    assert shop.deeds.counts == {"a": 1, "una": 1}


def test_an_undo_that_fails_ends_there_and_is_told() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a", check=False), step("b", check=False)))
    shop.work()
    shop.deeds.results = [Result(F, "stuck")]
    shop.undo(run.id)
    shop.work()
    assert shop.states() == [RunState.DONE, RunState.FAILED]
    assert shop.house.seen(run.proposal).state is State.FAILED
    assert shop.house.topics()[-1] == "proposal.failed"
    shop.undo(run.id)
    shop.work()
    assert shop.run(run.id).state is RunState.UNDONE
    with pytest.raises(UsageError, match="is undone is not taken back"):
        shop.undo(run.id)


@pytest.mark.parametrize("failure", [Unreachable("away"), Full("full"), OutcomeUnknown("?")])
@pytest.mark.parametrize("where", ["begin", "commit", "committed"])
@pytest.mark.parametrize("deed", ["a", "b"])
def test_a_store_that_fails_after_an_effect_costs_no_second_one(
    failure: Exception, where: str, deed: str
) -> None:
    if where == "committed" and not isinstance(failure, OutcomeUnknown):
        where = "begin"
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), step("b", Repeat.NEVER)))

    def break_store(done: str) -> None:
        if done == deed:
            shop.house.store.breaks = {where: failure}  # type: ignore[dict-item]

    shop.deeds.before = break_store
    shop.work()
    for _ in range(3):
        shop.take_over("w1")
        shop.house.clock.advance(5)
        shop.work()
    assert shop.run(run.id).state is RunState.DONE
    assert shop.deeds.counts == {"a": 1, "b": 1}


def test_a_worker_that_was_taken_over_writes_nothing_more() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), step("b")))

    def sleep_beyond_the_lease(deed: str) -> None:
        shop.deeds.before = lambda deed: None
        shop.take_over("w2")

    shop.deeds.before = sleep_beyond_the_lease
    with pytest.raises(Fenced):
        shop.work("w1")
    for _ in range(4):
        shop.house.clock.advance(5)
        shop.work("w2")
    assert shop.run(run.id).state is RunState.DONE
    tokens = [one.token for one in shop.entries(run.id)]
    assert tokens == sorted(tokens)


def test_an_action_that_breaks_or_lies_is_unknown() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))

    def break_it(deed: str) -> None:
        raise ZeroDivisionError

    shop.deeds.before = break_it
    shop.work()
    assert "ZeroDivisionError" in shop.entries(run.id)[1].detail
    shop.deeds.before = lambda deed: None
    shop.deeds.results = [Result(Mark.BEGUN), Result(Mark.LATER, wake_at=5)]
    for _ in range(12):
        shop.house.clock.advance(5)
        shop.work()
    marks = [one.mark for one in shop.entries(run.id) if one.part is DO]
    assert marks[1::2][:2] == [Mark.UNKNOWN, Mark.UNKNOWN]


def test_what_is_foreseen_changes_nothing() -> None:
    shop = Workshop()
    proposal = shop.approved(steps_plan(step("a"), pause("w", "1h")))
    before = len(shop.house.store.held.rows)
    found = foresee(shop.shop(who="bob"), proposal)
    assert [(one.step, one.part, one.mark) for one in found.actions] == [
        ("a", "do", D),
        ("a", "check", D),
        ("w", "do", D),
    ]
    assert (found.allowed, found.why) == (True, ())
    assert shop.deeds.counts == {}
    assert len(shop.house.store.held.rows) == before
    waiting = shop.house.submit("ada", steps_plan(step("b"), key="other")).proposal
    assert not foresee(shop.shop(who="bob"), waiting).allowed


def test_runs_are_seen_by_the_team_alone() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    assert [one.id for one in listed_runs(shop.house.office("bob")).runs] == [run.id]
    assert listed_runs(shop.house.office("eve")).runs == ()
    assert shown_run(shop.house.office("vic"), run.id).run.id == run.id
    for look in (shown_run, lambda office, name: progress(office, name, 0)):
        with pytest.raises(UsageError, match="no such run"):
            look(shop.house.office("eve"), run.id)


def test_a_way_back_is_shown_with_what_it_is_over_alone() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), step("b", undo=False), pause("w", "1h")))
    shop.work()
    shop.steer(run.id, Wish.CANCEL)
    shop.work()
    back = shop.undo(run.id, partly=True)
    shop.work()
    view = shown_run(shop.house.office("bob"), back.id)
    assert [one.id for one in view.steps] == ["a"]
    assert progress(shop.house.office("bob"), run.id, 3).back == back.id


def test_what_was_decided_behind_the_programs_back_holds_a_run_up_until_it_is_put_right() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a")))
    decisions = shop.house.store.held.decisions
    was = decisions[0]
    decisions[0] = replace(was, reason="because I say so")
    shop.work()
    waiting = shop.run(run.id)
    assert (waiting.state, waiting.waits_for) == (RunState.WAITING, WaitFor.PERSON)
    assert waiting.wake_at == shop.house.clock.now() + 60
    assert "not in the trail as it stands" in waiting.reason
    assert shop.deeds.counts == {}
    assert "proposal.waits" in shop.house.topics()
    shop.house.store.held.decisions[0] = was
    shop.house.clock.advance(60)
    shop.work()
    assert shop.run(run.id).state is RunState.DONE


def test_a_target_stays_its_runs_though_a_worker_comes_too_early() -> None:
    shop = Workshop()
    run = shop.applied(steps_plan(step("a"), pause("w", "1h"), step("b", Repeat.NEVER)))
    shop.work()
    other = shop.applied(steps_plan(step("x"), key="other"))
    with shop.house.store.reading() as work:
        lease = work.leases.get(run.target)
    assert lease is not None
    assert lease.run == run.id
    # Its clock goes before that of who asked what is due.
    shop.carry("w2", shop.run(run.id), lease)
    assert shop.deeds.counts == {"a": 1}
    shop.work()
    assert shop.run(other.id).state is RunState.WAITING
    shop.house.clock.advance(3_600)
    shop.deeds.results = [Result(F, "broken")]
    shop.once()
    back = shop.runs()[-1]
    assert back.of == run.id
    with shop.house.store.reading() as work:
        lease = work.leases.get(run.target)
    shop.house.clock.advance(-5_000)
    shop.house.store.held.runs[back.id] = later = replace(back, wake_at=shop.house.clock.now() + 50)
    shop.carry("w2", later, lease)
    shop.work()
    assert shop.deeds.counts == {"a": 1}, "what takes the run back comes before the other one"
    shop.house.clock.advance(50)
    shop.work()
    assert shop.deeds.counts == {"a": 1, "unb": 1, "una": 1}


def test_a_first_effect_whose_intent_was_kept_at_the_second_go_is_noted_as_the_first() -> None:
    shop = Workshop()

    class Away(Pauses):
        def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
            shop.house.store.breaks = {"commit": Unreachable("away")}
            return super().act(parameters, occasion)

    shop.more = (Away(),)
    run = shop.applied(steps_plan(pause("w", "0s"), step("a")))
    seen = []
    shop.deeds.before = lambda deed: seen.append(shop.house.seen(run.proposal).state)
    shop.work()
    assert shop.run(run.id).state is RunState.DONE
    assert seen == [State.APPLYING]
