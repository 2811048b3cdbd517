"""Which command comes next for a run: how it is answered, brought on, or taken back."""

from mainstay.analysis.runs.effects import has_effect
from mainstay.domain.action_kinds import WATCHING
from mainstay.domain.run import ENDED, Mark, Purpose, RunState, WaitFor
from mainstay.domain.run_view import RunView
from mainstay.present.decision_words import SHORT
from mainstay.present.run_words import is_due, is_paused

_NO_EFFECT = (None, Mark.NOT_BEGUN)


def next_of(view: RunView, *, with_journal: bool) -> str:
    """Tell what to call next about a run, and what for; `with_journal` says that its journal was shown already."""
    one = view.run
    journal = "" if with_journal else f"mainstay runs {_short(one.id)} tells all"
    told = _ended(view) if one.state in ENDED else _open(view)
    return ", ".join(filter(None, (told, journal)))


def _ended(view: RunView) -> str:
    one = view.run
    if view.taken_back_by:
        return f"mainstay runs {_short(view.taken_back_by)} tells how it was taken back"
    if one.purpose is Purpose.UNDO and one.state is not RunState.DONE:
        return f"mainstay undo {_short(one.of)} takes back what is left"
    if one.purpose is Purpose.UNDO or one.state is RunState.REFUSED or not _can_be_taken_back(view):
        return f"mainstay show {_short(one.proposal)}"
    return f"mainstay undo {_short(one.id)}{' --partly' if view.stays else ''} takes it back"


def _open(view: RunView) -> str:
    one, name = view.run, _short(view.run.id)
    if view.behind:
        return f"mainstay runs {_short(view.behind)} tells of the run before it"
    if view.worker_is_gone or is_due(one, view.at):
        return f"mainstay worker, or {_go_on(view)}, goes on with it"
    if one.state is RunState.RUNNING:
        return f"mainstay runs {name} --follow"
    if is_paused(one, view.at):
        return f"mainstay resume {name}, or cancel"
    if one.waits_for is not WaitFor.PERSON:
        return f"mainstay worker goes on with it then, mainstay cancel {name} ends it"
    return _asked(view)


def _asked(view: RunView) -> str:
    """Tell how a person answers what a run asks, or where it is told what it wants else."""
    asking = [
        step
        for step in view.steps
        if step.mark is Mark.UNKNOWN or (step.mark is Mark.LATER and step.do.waits_for is WaitFor.PERSON)
    ]
    if not asking:
        return f"mainstay show {_short(view.run.proposal)}"
    choices = "keep|roll-back" if asking[-1].do.action.kind == WATCHING else "done|not-done"
    return f"mainstay answer {_short(view.run.id)} {choices} --reason TEXT"


def _go_on(view: RunView) -> str:
    one = view.run
    return f"mainstay undo {_short(one.of)}" if one.of else f"mainstay apply {_short(one.proposal)}"


def _can_be_taken_back(view: RunView) -> bool:
    return any(
        step.has_undo and step.mark not in _NO_EFFECT and has_effect(step.do.action.kind)
        for step in view.steps
    )


def _short(name: str) -> str:
    return name[:SHORT]
