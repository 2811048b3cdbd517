"""Which command comes next for a run."""

from dataclasses import replace

import pytest

from mainstay.analysis.runs.views import run_view
from mainstay.domain.plan import Action, Step
from mainstay.domain.run import LONG, Mark, Part, Purpose, RunState, WaitFor, Wish
from mainstay.present.run_next import next_of
from tests.fakes.shown_runs import AT, JOURNAL, PLAN, RUN, journal, with_steps

ME, MINE, OTHER = RUN.id[:12], RUN.proposal[:12], "7c0271a5d1e9"
BACK = {"purpose": Purpose.UNDO, "of": f"{OTHER}c0ff"}


@pytest.mark.parametrize(
    ("run", "view", "told"),
    [
        ({}, {}, f"mainstay answer {ME} done|not-done --reason TEXT"),
        ({"wake_at": 0}, {}, f"mainstay worker, or mainstay apply {MINE}, goes on with it"),
        ({"wake_at": 0, **BACK}, {}, f"mainstay worker, or mainstay undo {OTHER}, goes on with it"),
        ({"wish": Wish.PAUSE}, {}, f"mainstay resume {ME}, or cancel"),
        ({"wake_at": AT + 60, "waits_for": WaitFor.WINDOW}, {}, "mainstay worker goes on with it then"),
        ({}, {"behind": f"{OTHER}c0ff"}, f"mainstay runs {OTHER} tells of the run before it"),
        ({"state": RunState.RUNNING}, {}, f"mainstay runs {ME} --follow"),
        ({"state": RunState.RUNNING}, {"worker_is_gone": True}, "mainstay worker, or mainstay apply"),
        ({"state": RunState.DONE}, {}, f"mainstay undo {ME} takes it back"),
        ({"state": RunState.FAILED}, {"stays": ("restart",)}, f"mainstay undo {ME} --partly takes it back"),
        ({"state": RunState.UNDONE}, {"taken_back_by": f"{OTHER}c0ff"}, f"mainstay runs {OTHER} tells how"),
        ({"state": RunState.REFUSED}, {}, f"mainstay show {MINE}"),
        ({"state": RunState.DONE, **BACK}, {}, f"mainstay show {MINE}"),
        ({"state": RunState.FAILED, **BACK}, {}, f"mainstay undo {OTHER} takes back what is left"),
    ],
)
def test_by_how_it_stands(run: dict[str, object], view: dict[str, object], told: str) -> None:
    shown = replace(run_view(replace(RUN, **run), PLAN, JOURNAL, AT), **view)
    assert next_of(shown, with_journal=True).startswith(told)
    assert next_of(shown, with_journal=False).endswith(f", mainstay runs {ME} tells all")


def test_a_watch_is_kept_or_rolled_back() -> None:
    asks = {"wake_at": LONG, "waits_for": WaitFor.PERSON}
    entries = journal((-9, "w", Mark.BEGUN), (-5, "w", Mark.LATER, Part.DO, asks))
    shown = run_view(RUN, with_steps(Step("w", Action("watch"))), entries, AT)
    assert next_of(shown, with_journal=True) == f"mainstay answer {ME} keep|roll-back --reason TEXT"


def test_where_no_step_asks_the_proposal_tells_what_it_wants() -> None:
    shown = run_view(RUN, PLAN, journal((-9, "write", Mark.BEGUN), (-8, "write", Mark.DONE)), AT)
    assert next_of(shown, with_journal=True) == f"mainstay show {MINE}"


def test_what_had_no_effect_is_not_taken_back() -> None:
    entries = journal((-9, "write", Mark.BEGUN), (-8, "write", Mark.NOT_BEGUN))
    shown = run_view(replace(RUN, state=RunState.FAILED), PLAN, entries, AT)
    assert next_of(shown, with_journal=True) == f"mainstay show {MINE}"
