"""Branches made, and taken away again where nobody else has worked on them."""

from collections.abc import Mapping

from mainstay.adapters.actions.git.history import since, stands_on
from mainstay.adapters.actions.git.moving import Move, is_noted
from mainstay.adapters.actions.git.opened import Opened
from mainstay.analysis.plans.shapes.keeping import is_commit
from mainstay.domain.errors import UsageError
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Purpose, Result
from mainstay.ports.action import Occasion


def beginning(opened: Opened, parameters: Mapping[str, Value], occasion: Occasion) -> str:
    """Give the commit that a branch stands at before the run does anything to it: `at`, else the plan's base.

    Raises UsageError when neither is a commit of the repository.
    """
    start = parameters.get("at", occasion.base)
    if not isinstance(start, str) or not is_commit(start):
        raise UsageError(
            "the plan says neither by `at` nor by its base at which commit the branch stands",
            where=opened.kept.path,
            mend="give the whole hash of that commit as `at`",
        )
    if not opened.has_commit(start):
        raise UsageError(
            f"there is no commit {start[:12]} in the repository", where=opened.kept.path, mend="fetch it"
        )
    return start


def runs_of(occasion: Occasion) -> frozenset[str]:
    """Give the runs whose commits count as this one's: itself, and the one that it takes back."""
    return frozenset({occasion.run, occasion.undoes} - {""})


def branch(opened: Opened, parameters: Mapping[str, Value], occasion: Occasion) -> Move | Result:
    """See what it takes that a branch stands at a commit. FAILED where it stands at another one."""
    name, start = str(parameters["branch"]), beginning(opened, parameters, occasion)
    tip = opened.tip(name)
    words = f"the branch {name} at {start[:12]}"
    if not tip:
        return Move(name, "", start, f"made {words}", {"commit": start, "before": ""})
    if tip != start:
        return Result(
            Mark.FAILED, f"nothing was changed: there is a branch {name} already, which stands at {tip[:12]}"
        )
    # What an earlier try made is this action's own to take back, what was there before is not.
    before = "" if is_noted(opened, name, occasion.key) else start
    return Result(Mark.DONE, f"there is {words} already", memo={"commit": start, "before": before})


def drop(opened: Opened, parameters: Mapping[str, Value], occasion: Occasion) -> Move | Result:
    """See what it takes to be rid of a branch, which holds nothing but what runs made. FAILED where it holds more."""
    name, tip = str(parameters["branch"]), opened.tip(str(parameters["branch"]))
    if not tip:
        return Result(Mark.DONE, f"there is no branch {name} any more", memo={"commit": "", "before": ""})
    start = occasion.done.get("commit")
    if not isinstance(start, str) or not is_commit(start):
        start = beginning(opened, parameters, occasion)
    if occasion.purpose is Purpose.UNDO:
        if occasion.done.get("before"):
            return Result(Mark.DONE, f"the branch {name} was there before, so it stays")
        made = f"{occasion.undoes}.{occasion.step}.{occasion.part}"
        if not occasion.done and not is_noted(opened, name, made):
            return Result(Mark.FAILED, f"nothing was changed: nobody knows whether the run made {name}")
    if not stands_on(since(opened, start, tip), start, tip, runs_of(occasion)):
        return Result(
            Mark.FAILED,
            f"nothing was changed: the branch {name} stands at {tip[:12]}, where others have put it",
        )
    return Move(name, tip, "", f"took the branch {name} away from {tip[:12]}", {"commit": "", "before": tip})
