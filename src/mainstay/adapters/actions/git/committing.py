"""Commits made on a branch, and taken back by another commit that gives the old files again."""

from collections.abc import Mapping

from mainstay.adapters.actions.git.branching import beginning, runs_of
from mainstay.adapters.actions.git.history import MOST, TRAILER, Made, of_key, since, stands_on
from mainstay.adapters.actions.git.moving import Move, people
from mainstay.adapters.actions.git.opened import Opened
from mainstay.adapters.actions.git.trees import texts, written
from mainstay.adapters.git.names import plain_message
from mainstay.analysis.plans.shapes.keeping import is_commit
from mainstay.domain.errors import UsageError
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Purpose, Result
from mainstay.ports.action import Occasion
from mainstay.present.visible import visible

_LONGEST_MESSAGE = 64 << 10
_CONFLICTS = 1


def commit(opened: Opened, parameters: Mapping[str, Value], occasion: Occasion) -> Move | Result:
    """See what it takes to commit files; DONE where an earlier try has, or the branch holds the files as they are wanted."""
    name, files = str(parameters["branch"]), texts(parameters.get("files"))
    start = beginning(opened, parameters, occasion)
    tip = opened.tip(name)
    if not tip:
        return Result(Mark.FAILED, f"nothing was changed: there is no branch {name}")
    commits = since(opened, start, tip)
    if made := of_key(commits, occasion.key):
        return _there(made)
    if not stands_on(commits, start, tip, runs_of(occasion)):
        return _elsewhere(name, tip, start)
    tree = written(opened, tip, files)
    if tree == _tree(opened, tip):
        return _nothing(name, tip)
    words = f"{len(files)} {'file' if len(files) == 1 else 'files'} on {name}"
    message = _message(parameters.get("message"), f"Change {words}", occasion.key)
    return _upon(opened, name, tip, tree, message, f"committed {words}", occasion)


def revert(opened: Opened, parameters: Mapping[str, Value], occasion: Occasion) -> Move | Result:
    """See what it takes to take back the commit that the undone run made, or in another run the one at `at`.

    FAILED where later commits changed the same lines, or it is no longer on the branch.
    """
    name, tip = str(parameters["branch"]), opened.tip(str(parameters["branch"]))
    if not tip:
        return Result(Mark.FAILED, f"nothing was changed: there is no branch {name} any more")
    if occasion.done and occasion.done.get("commit") == occasion.done.get("before"):
        return Result(Mark.DONE, "the run had changed nothing there, so there is nothing to take back")
    commits = since(opened, "", tip)
    if made := of_key(commits, occasion.key):
        return _there(made)
    wrong = _to_take_back(opened, commits, parameters, occasion)
    if isinstance(wrong, Result):
        return wrong
    if len(wrong.parents) != 1:
        return Result(Mark.FAILED, f"nothing was changed: {wrong.oid[:12]} has {len(wrong.parents)} parents")
    tree = _without(opened, wrong, tip, occasion)
    if isinstance(tree, Result):
        return tree
    if tree == _tree(opened, tip):
        return _nothing(name, tip)
    words = f"took back {wrong.oid[:12]} on {name}"
    message = _message(parameters.get("message"), f"Take back {wrong.oid[:12]}", occasion.key)
    return _upon(opened, name, tip, tree, message, words, occasion)


def _to_take_back(
    opened: Opened, commits: Mapping[str, Made], parameters: Mapping[str, Value], occasion: Occasion
) -> Made | Result:
    undoing = occasion.purpose is Purpose.UNDO
    oid = occasion.done.get("commit") if undoing else beginning(opened, parameters, occasion)
    if isinstance(oid, str) and is_commit(oid):
        lost = f"nothing was changed: the commit {oid[:12]} is not on the branch any more"
        return commits.get(oid) or Result(Mark.FAILED, lost)
    made = of_key(commits, f"{occasion.undoes}.{occasion.step}.{occasion.part}")
    if made is None and len(commits) >= MOST:
        return Result(Mark.FAILED, f"nothing was changed: the run's commit is not among the {MOST} newest")
    return made or Result(Mark.DONE, "there is no commit of the run on the branch, so nothing to take back")


def _without(opened: Opened, wrong: Made, tip: str, occasion: Occasion) -> str | Result:
    """Give the tree of `tip` without what one commit did."""
    (parent,) = wrong.parents
    before = _tree(opened, parent)
    if tip == wrong.oid:
        return before
    # A commit upon the wrong one that has the old files: what both sides share is then just the wrong one.
    back = _commit(opened, before, wrong.oid, "Take back", occasion)
    ended = opened.run("merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", tip, back)
    found = ended.stdout.decode("utf-8", "replace").split("\0")
    if ended.status == 0:
        return found[0].strip()
    if ended.status == _CONFLICTS:
        paths = ", ".join(visible(path, 100) for path in dict.fromkeys(found[1:]) if path)
        told = f"later commits changed the same lines of {paths}"
    else:
        told = f"git merge-tree failed, which needs git 2.38: {plain_message(ended.stderr)}"
    return Result(Mark.FAILED, f"nothing was changed: {told}"[:900])


def _upon(
    opened: Opened, name: str, tip: str, tree: str, message: str, words: str, occasion: Occasion
) -> Move:
    oid = _commit(opened, tree, tip, message, occasion)
    return Move(name, tip, oid, f"{words} as {oid[:12]}", {"commit": oid, "before": tip})


def _commit(opened: Opened, tree: str, parent: str, message: str, occasion: Occasion) -> str:
    who = people(opened, occasion)
    made = opened.read("commit-tree", "-p", parent, tree, stdin=message.encode(), extra=who)
    return made.decode().strip()


def _tree(opened: Opened, commit: str) -> str:
    return opened.read("rev-parse", "--verify", f"{commit}^{{tree}}").decode().strip()


def _message(given: Value, usual: str, key: str) -> str:
    text = (str(given) if given else usual).strip()
    if len(text) > _LONGEST_MESSAGE or text.encode("utf-8", "replace").decode() != text:
        raise UsageError("the message is too long, or no Unicode", where="message", mend="mend the plan")
    if any(line.lower().startswith(f"{TRAILER.lower()}:") for line in text.splitlines()):
        raise UsageError(
            f"the message has a line {TRAILER}, which is Mainstay's own", where="message", mend="take it out"
        )
    return f"{text}\n\n{TRAILER}: {key}\n"


def _there(made: Made) -> Result:
    before = made.parents[0] if made.parents else ""
    return Result(
        Mark.DONE,
        f"an earlier try has made the commit {made.oid[:12]}",
        memo={"commit": made.oid, "before": before},
    )


def _nothing(name: str, tip: str) -> Result:
    return Result(
        Mark.DONE,
        f"the files on {name} are so already, so nothing is committed",
        memo={"commit": tip, "before": tip},
    )


def _elsewhere(name: str, tip: str, start: str) -> Result:
    return Result(
        Mark.FAILED,
        f"nothing was changed: the branch {name} stands at {tip[:12]}, and not at {start[:12]} or what this run put on it",
    )
