"""What of a run is still there after its end, who has it in hand, and what keeps it from its target, in words."""

from mainstay.analysis.runs.effects import has_effect
from mainstay.domain.run import ENDED, Mark, Part, Purpose, RunState
from mainstay.domain.run_view import RunView
from mainstay.present.visible import visible


def left_words(view: RunView) -> str:
    """Tell what is left of a run that ended badly or was taken back, or that it changed nothing; "" where that is plain."""
    one = view.run
    as_wanted = one.purpose is Purpose.APPLY and one.state is RunState.DONE and not view.taken_back_by
    if one.state not in ENDED or as_wanted:
        return ""
    if view.stays:
        return (
            f"left as it is, for nothing takes it back: {', '.join(visible(name, 64) for name in view.stays)}"
        )
    changed = one.purpose is Purpose.UNDO or one.state is RunState.UNDONE or has_changed(view)
    return "" if changed else "nothing was changed"


def has_changed(view: RunView) -> bool:
    """Whether something was begun that may have changed something, and nothing says that it surely did not."""
    kinds = {step.id: step.do.action.kind for step in view.steps}
    tries = [(one.step, one.number, one.mark) for one in view.journal if one.part is Part.DO]
    without = {(step, number) for step, number, mark in tries if mark is Mark.NOT_BEGUN}
    begun = {(step, number) for step, number, mark in tries if mark is Mark.BEGUN} - without
    return any(has_effect(kinds.get(step, "")) for step, _ in begun)


def worker_words(view: RunView) -> str:
    """Tell who has a run in hand, or what keeps it from its target; "" where that is nobody and nothing."""
    if view.behind:
        return f"run {view.behind} comes first: it works on the same subject there"
    if view.worker_is_gone:
        return (
            f"its worker {visible(view.worker, 80)} is gone: nothing goes on until another one takes it over"
        )
    return f"in the hands of {visible(view.worker, 80)}" if view.worker else ""
