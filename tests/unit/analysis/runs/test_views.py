"""A run as it is shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.runs.views import listed_run, run_view
from mainstay.domain.plan import Action, Step
from mainstay.domain.proposal_view import ActionView
from mainstay.domain.run import ENDED, Answer, Entry, Mark, Part, Purpose, RunState, WaitFor
from mainstay.domain.run_view import AnswerView, StepRunView
from tests.fakes.shown_runs import AT, JOURNAL, PLAN, RUN, entry, journal, with_steps

BACK = replace(RUN, purpose=Purpose.UNDO, of="4a")
BOTH = Step("write", Action("file"), check=Action("check-command"), undo=Action("git"))
ALONE = Step("write", Action("file"), undo=Action("git"))


def step_of(step: Step, *rows: tuple, back: bool = False) -> StepRunView:
    (found,) = run_view(BACK if back else RUN, with_steps(step), journal(*rows), AT).steps
    return found


def test_a_run_with_its_steps_and_its_journal() -> None:
    view = run_view(RUN, PLAN, JOURNAL, AT)
    assert [(step.id, step.mark, step.settled) for step in view.steps] == [
        ("write", Mark.DONE, True),
        ("restart", Mark.DONE, True),
        ("look", Mark.LATER, False),
        ("tell", None, False),
    ]
    assert (view.run.done, view.run.steps, view.run.step) == (2, 4, "look")
    write, restart, look, _ = view.steps
    assert (write.do.tries, write.most_tries, write.do.began_at, write.do.ended_at) == (
        2,
        3,
        AT - 380,
        AT - 378,
    )
    assert write.do.detail == "wrote pool.yaml, 10 bytes" and write.do.output == ""
    assert restart.do.output.endswith("line 13\n")
    assert restart.check is not None
    assert (restart.check.began_at, restart.check.ended_at, restart.check.detail) == (
        AT - 370,
        AT - 359,
        "it answered 200",
    )
    assert (look.do.waits_for, look.do.ended_at, look.has_undo) == (WaitFor.PERSON, 0, False)
    assert [one.place for one in view.journal] == list(range(1, 15))


def test_all_of_the_run_is_told() -> None:
    one = run_view(RUN, PLAN, JOURNAL, AT).run
    assert one == listed_run(RUN, PLAN, JOURNAL, AT)
    for name in ("id", "proposal", "content", "team", "purpose", "of", "state", "by", "made_at", "started_at",
                 "ended_at", "wish", "wished_by", "waits_for", "wake_at", "reason", "deadline"):  # fmt: skip
        assert getattr(one, name) == getattr(RUN, name)
    assert (one.title, one.subject, one.environment) == (PLAN.title, "repo:shop", "production")


@pytest.mark.parametrize("state", RunState)
def test_what_has_not_ended_by_its_deadline_is_overdue(state: RunState) -> None:
    run = replace(RUN, state=state, deadline=AT)
    assert listed_run(run, PLAN, (), AT).overdue is (state not in ENDED)
    assert not listed_run(run, PLAN, (), AT - 1).overdue
    assert not listed_run(replace(run, deadline=0), PLAN, (), AT).overdue


@pytest.mark.parametrize(
    "mark", [Mark.BEGUN, Mark.DONE, Mark.FAILED, Mark.NOT_BEGUN, Mark.UNKNOWN, Mark.LATER]
)
def test_what_its_action_says_is_what_becomes_of_a_step(mark: Mark) -> None:
    found = step_of(ALONE, (0, "write", Mark.BEGUN), (1, "write", mark))
    assert (found.mark, found.settled) == (mark, mark not in {Mark.BEGUN, Mark.LATER})


def test_what_was_done_is_not_settled_before_its_check_has_looked() -> None:
    did = ((0, "write", Mark.BEGUN), (1, "write", Mark.DONE))
    found = step_of(BOTH, *did)
    assert (found.mark, found.settled) == (Mark.DONE, False)
    for mark, then in (
        (Mark.DONE, Mark.DONE),
        (Mark.FAILED, Mark.FAILED),
        (Mark.UNKNOWN, Mark.UNKNOWN),
        (Mark.NOT_BEGUN, Mark.UNKNOWN),
    ):
        found = step_of(BOTH, *did, (2, "write", Mark.BEGUN, Part.CHECK), (3, "write", mark, Part.CHECK))
        assert (found.mark, found.settled) == (then, True)


def test_what_is_taken_back_is_so_when_its_own_check_holds_no_more() -> None:
    did = ((0, "write", Mark.BEGUN), (1, "write", Mark.UNKNOWN), (2, "write", Mark.BEGUN, Part.CHECK))
    assert step_of(BOTH, *did, (3, "write", Mark.FAILED, Part.CHECK), back=True).mark is Mark.DONE
    assert step_of(BOTH, *did, (3, "write", Mark.DONE, Part.CHECK), back=True).mark is Mark.FAILED
    found = step_of(BOTH, (0, "write", Mark.BEGUN), (1, "write", Mark.DONE), back=True)
    assert (found.mark, found.settled, found.do.action) == (Mark.DONE, True, ActionView("git", {}))


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        (Answer.DONE, Mark.DONE),
        (Answer.KEEP, Mark.DONE),
        (Answer.NOT_DONE, Mark.FAILED),
        (Answer.ROLL_BACK, Mark.FAILED),
    ],
)
def test_a_person_who_says_what_nobody_knew_is_believed(answer: Answer, then: Mark) -> None:
    said = (5, "write", Mark.ANSWER, Part.DO, {"by": "bob", "answer": answer, "detail": "I looked"})
    for step in (ALONE, BOTH):
        found = step_of(step, (0, "write", Mark.BEGUN), (1, "write", Mark.UNKNOWN), said)
        assert (found.mark, found.settled) == (then, True)
        assert found.answers == (AnswerView("bob", answer, AT + 5, "I looked"),)
    # Where an action waits for a person it looks again at what was said.
    assert step_of(ALONE, (0, "write", Mark.BEGUN), (1, "write", Mark.LATER), said).mark is Mark.LATER


def test_a_look_that_goes_on_tells_what_the_one_before_said() -> None:
    found = step_of(
        ALONE,
        (0, "write", Mark.BEGUN),
        (1, "write", Mark.LATER, Part.DO, {"detail": "not yet", "output": "x", "wake_at": AT + 9}),
        (9, "write", Mark.BEGUN),
    ).do
    assert (found.mark, found.detail, found.output, found.began_at, found.wake_at) == (
        Mark.BEGUN,
        "not yet",
        "x",
        AT,
        0,
    )


def test_the_way_back_is_told_backwards_and_without_what_has_none() -> None:
    steps = (
        ALONE,
        Step("tell", Action("notify"), after=("write",)),
        Step("b", Action("a"), undo=Action("c")),
    )
    view = run_view(BACK, with_steps(*steps), (), AT)
    assert [step.id for step in view.steps] == ["b", "write"]
    only = run_view(BACK, with_steps(*steps), (), AT, only={"write"})
    assert [step.id for step in only.steps] == ["write"] and only.run.steps == 1
    told = run_view(BACK, with_steps(*steps), (entry(1, 0, "tell", Mark.BEGUN),), AT, only=())
    assert [(step.id, step.do.action.kind) for step in told.steps] == [("tell", "notify")]


_entries = st.builds(
    Entry,
    st.just(RUN.id),
    st.just(1),
    st.integers(0, 1 << 53),
    st.integers(0, 9),
    st.sampled_from(("write", "restart", "nowhere", "")),
    st.sampled_from(Part),
    st.integers(1, 3),
    st.sampled_from(Mark),
    st.sampled_from(("", "bob")),
    st.sampled_from(("", "done", "keep", "nonsense")),
)


@given(st.lists(_entries, max_size=12), st.sampled_from((RUN, BACK)), st.sampled_from(RunState))
def test_whatever_stands_in_a_journal_is_shown_whole(entries: list[Entry], run, state: RunState) -> None:
    view = run_view(replace(run, state=state), PLAN, entries, AT)
    assert [(one.at, one.step, one.mark, one.answer) for one in view.journal] == [
        (one.at, one.step, one.mark, one.answer) for one in entries
    ]
    assert 0 <= view.run.done <= view.run.steps == len(view.steps)
    for step in view.steps:
        told = [one for one in entries if one.step == step.id and one.mark is not Mark.ANSWER]
        assert (step.mark is None) is (not told)
