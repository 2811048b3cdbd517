"""What the actions that come along take: which parameters, of which kind, and which of them must be there."""

from collections.abc import Callable, Collection, Iterator, Mapping

from mainstay.analysis.plans.shapes import asking, commands, keeping, waiting, watched, watching
from mainstay.analysis.plans.shapes.parameter import Shape
from mainstay.analysis.plans.shapes.wrong import wrong_in
from mainstay.domain.plan import Action, Value

SHAPES: Mapping[str, Shape] = {
    **commands.SHAPES,
    **keeping.SHAPES,
    **asking.SHAPES,
    **waiting.SHAPES,
    **watching.SHAPES,
}
"""By the kind of action. An action of another kind takes whatever its plan gives it."""

EITHER: Mapping[str, tuple[str, ...]] = {"wait": ("for", "until"), "file": ("content", "absent", "restore")}
"""Of which parameters exactly one must be there, by the kind of action."""

TOGETHER: Mapping[str, Callable[[Mapping[str, Value], str], Iterator[str]]] = {
    "watch": watched.watch_misfits,
    **{
        kind: waiting.patience_misfits
        for kind, shape in SHAPES.items()
        if waiting.PATIENCE.items() <= shape.items()
    },
}
"""What looks at parameters together, once each of them fits, by the kind of action."""


def misfits(action: Action, place: str = "with", unknown: Collection[str] = ()) -> Iterator[str]:
    """Give what is wrong with the parameters of an action whose kind is known here, each thing with its place.

    The values of those that are named as `unknown` are not looked at.
    """
    shape = SHAPES.get(action.kind)
    if shape is None:
        return
    wrong = list(wrong_in(action.parameters, shape, place, action.kind, unknown))
    yield from wrong
    either = EITHER.get(action.kind, ())
    if either and sum(name in action.parameters for name in either) != 1:
        yield f"{place}: {action.kind} takes exactly one of {', '.join(either)}"
    # What looks at them together would trip over what is filled in later.
    if action.kind in TOGETHER and not wrong and not unknown:
        yield from TOGETHER[action.kind](action.parameters, place)
