"""What is wrong with a table of parameters, held against its shape."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from mainstay.analysis.plans.shapes.parameter import Shape
from mainstay.domain.plan import Value


def wrong_in(
    table: Mapping[str, Value], shape: Shape, place: str, what: str, unknown: Collection[str] = ()
) -> Iterator[str]:
    """Give each thing that is wrong with a table at a `place`, which `what` takes.

    The values of those that are named as `unknown` are not looked at.
    """
    for name, parameter in shape.items():
        if parameter.needed and name not in table:
            yield f"{place}.{name} is missing: {parameter.words}"
    for name, value in table.items():
        known = shape.get(name)
        if known is None:
            likely = get_close_matches(name[:64], shape, n=1)
            mend = f"did you mean {likely[0]}?" if likely else f"it takes {', '.join(shape)}"
            yield f"{place}: {what} takes no {name}; {mend}"
        elif name not in unknown and not known.fits(value):
            yield f"{place}.{name} is not {known.words}"
