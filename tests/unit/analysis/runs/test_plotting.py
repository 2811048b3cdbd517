"""What comes next in a whole run: its tasks, what people wish of it, and its time."""

from dataclasses import replace

from mainstay.analysis.runs.moves import Begin, CutOff, Rest
from mainstay.analysis.runs.plotting import End, turn_of
from mainstay.domain.plan import Repeat
from mainstay.domain.run import LONG, Entry, Mark, Run, RunAct, RunState, WaitFor, Wish
from tests.unit.analysis.runs.journals import entries, task

NOW = 1_000
TASKS = [replace(task(Repeat.IDEMPOTENT, check=False), step=name) for name in "abc"]
RUN = Run("r", "p", "c", RunState.RUNNING, 10)


def journal(**told: str) -> dict[str, list[Entry]]:
    return {name: [replace(one, step=name) for one in entries(text)] for name, text in told.items()}


DONE = "do.begun do.done"


def test_each_task_comes_after_the_one_before() -> None:
    for done in range(3):
        turn, at = turn_of(RUN, TASKS, journal(**dict.fromkeys("abc"[:done], DONE)), NOW)
        assert isinstance(turn, Begin)
        assert (turn.task.step, at) == ("abc"[done], done)
    assert turn_of(RUN, TASKS, journal(a=DONE, b=DONE, c=DONE), NOW) == (End(RunAct.FINISH), 3)
    assert turn_of(RUN, [], {}, NOW) == (End(RunAct.FINISH), 0)


def test_what_is_known_to_be_done_is_not_looked_at_again() -> None:
    turn, at = turn_of(RUN, TASKS, {}, NOW, first=2)
    assert isinstance(turn, Begin)
    assert (turn.task.step, at) == ("c", 2)


def test_a_task_that_failed_ends_the_run() -> None:
    assert turn_of(RUN, TASKS, journal(a=DONE, b="do.begun do.failed"), NOW) == (
        End(RunAct.FAIL, "b: do.failed", "b"),
        1,
    )


def test_people_pause_and_cancel_at_a_boundary() -> None:
    paused = replace(RUN, wish=Wish.PAUSE, wished_by="bob")
    assert turn_of(paused, TASKS, journal(a=DONE), NOW)[0] == Rest(LONG, WaitFor.PERSON, "paused by bob")
    assert turn_of(replace(paused, deadline=NOW + 5), TASKS, {}, NOW)[0] == Rest(
        NOW + 5, WaitFor.PERSON, "paused by bob"
    )
    cancelled = replace(paused, wish=Wish.CANCEL)
    assert turn_of(cancelled, TASKS, journal(a=DONE), NOW)[0] == End(RunAct.CANCEL, "cancelled by bob")
    # What has come to its end has come to its end.
    assert turn_of(cancelled, TASKS[:1], journal(a=DONE), NOW)[0] == End(RunAct.FINISH)
    assert turn_of(cancelled, TASKS, journal(a="do.begun do.failed"), NOW)[0] == End(
        RunAct.FAIL, "a: do.failed", "a"
    )


def test_what_was_cut_off_is_written_down_before_anything_else() -> None:
    for run in (RUN, replace(RUN, wish=Wish.CANCEL), replace(RUN, wish=Wish.PAUSE), replace(RUN, deadline=1)):
        turn, _ = turn_of(run, TASKS, journal(a=DONE, b="do.begun"), NOW)
        assert isinstance(turn, CutOff)
        assert turn.entry.mark is Mark.BEGUN


def test_a_run_past_its_time_fails_whether_it_works_waits_or_is_paused() -> None:
    over = End(RunAct.FAIL, "its time is over")
    waits = journal(a=f"do.begun do.later@{LONG}")
    looking = [replace(TASKS[0], looks=True), *TASKS[1:]]
    for run in (RUN, replace(RUN, wish=Wish.PAUSE)):
        assert turn_of(replace(run, deadline=NOW), TASKS, {}, NOW)[0] == over
        assert turn_of(replace(run, deadline=NOW), looking, waits, NOW)[0] == over
        assert turn_of(replace(run, deadline=NOW + 1), looking, waits, NOW)[0] != over
    assert turn_of(replace(RUN, deadline=NOW, wish=Wish.CANCEL), TASKS, {}, NOW)[0] != over


def test_a_run_that_waits_is_looked_at_when_its_time_is_over() -> None:
    looking = [replace(TASKS[0], looks=True)]
    for wake_at, then in ((NOW + 50, NOW + 9), (NOW + 5, NOW + 5), (LONG, NOW + 9)):
        turn, _ = turn_of(
            replace(RUN, deadline=NOW + 9), looking, journal(a=f"do.begun do.later@{wake_at}"), NOW
        )
        assert isinstance(turn, Rest)
        assert turn.wake_at == then
    asked, _ = turn_of(
        replace(RUN, deadline=NOW + 9), [task(check=False)], {"s": entries("do.begun do.unknown")}, NOW
    )
    assert isinstance(asked, Rest)
    assert (asked.wake_at, asked.asks, asked.step) == (NOW + 9, True, "s")
