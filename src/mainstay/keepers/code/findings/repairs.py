"""What to do about a finding, in one sentence: a proposal from its own figures, never more than is known."""

from collections.abc import Callable

_Propose = Callable[[float, float], str]


def proposal(code: str, value: float = 1.0, limit: float = 0.0) -> str:
    """Give the proposal for a finding of this code whose `value` went beyond `limit`, "" when there is none."""
    propose = _PROPOSALS.get(code)
    return propose(value, limit) if propose is not None else ""


def _cut(value: float, limit: float) -> str:
    return f"Cut it into smaller functions, the deepest block first{_enough(value, limit)}."


def _shorten(value: float, limit: float) -> str:
    return (
        f"Cut it into smaller functions where blank lines or comments head a section{_enough(value, limit)}."
    )


def _enough(value: float, limit: float) -> str:
    """Say how many would do, where that is not a matter of course: it is a division, and no plan."""
    parts = _parts(value, limit)
    return f"; {parts} could each be within the limit" if parts > 2 else ""


def _parts(value: float, limit: float) -> int:
    return -(-int(value) // max(int(limit), 1))


def _flatten(value: float, limit: float) -> str:
    levels = int(value - limit)
    what = "the innermost block" if levels == 1 else f"the {levels} innermost levels"
    return f"Return or continue early, or take {what} out as a function."


def _gather(value: float, limit: float) -> str:
    return f"Gather at least {int(value - limit) + 1} of its parameters that travel together in a record."


def _say(sentence: str) -> _Propose:
    return lambda _value, _limit: sentence


_DELETE = _say("Delete it, and what only it needs, in a commit of its own.")
_PROPOSALS: dict[str, _Propose] = {
    "complex-function": _cut,
    "long-function": _shorten,
    "deep-nesting": _flatten,
    "many-parameters": _gather,
    "large-file": _say("Split it by what its parts are about, the part that changes most first."),
    "large-class": _say(
        "Take out the methods that share no attribute with the others as a class of their own."
    ),
    "duplicated-code": _say("Give what is the same one place, and call it from the others."),
    "fixed-again": _say(
        "Read its fixes side by side; write the test that would have caught what they share."
    ),
    "knowledge-left": _say(
        "Have its next change made by two people who stay, and write down what they find out."
    ),
    "knowledge-of-one": _say("Let somebody else make its next change, and the one who knows it review that."),
    "change-coupling": _say(
        "Move what both must agree on to one place that both use; where they only happen to change together, leave them."
    ),
    "untested-risk": _say(
        "Before it is changed next, write a test that runs it, the hardest function first."
    ),
    "flaky-test": _say(
        "Run it alone and after others, many times; look for time, order, network and chance that it rests on."
    ),
    "slow-test": _say(
        "See what it waits for: sleeps, start-ups and data that a smaller test would not need."
    ),
    "todo-comment": _say("Do it, make an issue of it, or delete it."),
    "does-not-parse": _say("Mend it, or leave it out with exclude in mainstay.toml."),
    "import-cycle": _say(
        "Move what both sides need to a module below them, beginning with the import named."
    ),
    "layer-violation": _say(
        "Move what it needs to a part that both may import, or hand it in from above; or change the contract."
    ),
    "dead-module": _DELETE,
    "dead-function": _DELETE,
    "dead-class": _DELETE,
    "dead-method": _DELETE,
    "dead-variable": _DELETE,
    "unused-dependency": _say("Take it out of the declaration, and see whether the tests still pass."),
    "missing-dependency": _say("Declare it, or import it only where it may be absent."),
    "external": _say("Do as its rule says, or set it aside where its analyser is told what to leave out."),
    "test-only-dependency": _say("Declare it for tests only."),
}
