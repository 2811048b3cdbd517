"""What the actions that come along take: which parameters, of which kind, and which of them must be there."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from mainstay.analysis.plans.shapes import asking, commands, keeping, waiting, watching
from mainstay.analysis.plans.shapes.parameter import Shape
from mainstay.domain.plan import Action

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


def misfits(action: Action, place: str = "with", unknown: Collection[str] = ()) -> Iterator[str]:
    """Give what is wrong with the parameters of an action whose kind is known here, each thing with its place.

    The values of those that are named as `unknown` are not looked at.
    """
    shape = SHAPES.get(action.kind)
    if shape is None:
        return
    for name, parameter in shape.items():
        if parameter.needed and name not in action.parameters:
            yield f"{place}.{name} is missing: {parameter.words}"
    either = EITHER.get(action.kind, ())
    if either and sum(name in action.parameters for name in either) != 1:
        yield f"{place}: {action.kind} takes exactly one of {', '.join(either)}"
    for name, value in action.parameters.items():
        known = shape.get(name)
        if known is None:
            likely = get_close_matches(name[:64], shape, n=1)
            mend = f"did you mean {likely[0]}?" if likely else f"it takes {', '.join(shape)}"
            yield f"{place}: {action.kind} takes no {name}; {mend}"
        elif name not in unknown and not known.fits(value):
            yield f"{place}.{name} is not {known.words}"
