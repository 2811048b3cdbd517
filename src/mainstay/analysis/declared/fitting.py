"""Whether parameters fit a declared action, and which action of a kind that comes along they make of it."""

import re
from collections.abc import Iterator, Mapping

from mainstay.analysis.declared.definition import definition_of
from mainstay.analysis.declared.patterns import LONGEST_VALUE, matches
from mainstay.analysis.declared.placeholders import filled
from mainstay.analysis.declared.straying import straying
from mainstay.analysis.nearest import nearest
from mainstay.analysis.plans.action_shapes import SHAPES, misfits
from mainstay.domain.declared_action import DEFINITION, PART, DeclaredAction, DeclaredParameter
from mainstay.domain.plan import Action, Value

# What is filled in must not become a reference: whoever writes a plan would choose which secret is sent.
_REFERENCE = re.compile(r"(?:env|file|exec):")


def declared_misfits(
    declared: DeclaredAction, parameters: Mapping[str, Value], place: str = "with"
) -> Iterator[str]:
    """Give what is wrong with the parameters of a declared action, each thing with its place."""
    part = parameters.get(PART, "")
    if not isinstance(part, str) or part not in declared.parts:
        named = ", ".join(filter(None, declared.parts)) or "none"
        yield f"{place}.{PART} is no part of {declared.name}; it has {named}"
        return
    if DEFINITION in parameters and parameters[DEFINITION] != definition_of(declared):
        yield f"{place}.{DEFINITION}: {declared.name} was changed since; leave it out to take it as it is now"
    known = {one.name: one for one in declared.parameters}
    wrong = []
    for name, one in known.items():
        if one.needed and name not in parameters:
            wrong.append(f"{place}.{name} is missing: {one.about}")
    for name, value in parameters.items():
        if name in {PART, DEFINITION}:
            continue
        if name not in known:
            likely = nearest(name, known)
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            wrong.append(
                f"{place}: {declared.name} takes no {name}; "
                + (f"did you mean {likely}?" if likely else takes)
            )
        elif told := _misfit(known[name], value):
            wrong.append(f"{place}.{name} {told}")
    if not wrong:
        template = declared.parts[part]
        wrong = [f"{place}.{told}" for told in straying(template, _given(declared, parameters), known)]
    yield from wrong
    if not wrong:
        yield from (
            f"{declared.name} comes to {told}" for told in misfits(come_to(declared, parameters), place)
        )


def come_to(declared: DeclaredAction, parameters: Mapping[str, Value]) -> Action:
    """Give the action that a declared action is with these parameters, which must fit.

    A number that stands alone stays one where its kind takes it so, else it becomes a text: as one of a command's arguments.
    """
    template = declared.parts[str(parameters.get(PART, ""))]
    given = _given(declared, parameters)
    as_they_are = filled(template.parameters, given)
    as_texts = filled(template.parameters, {name: str(value) for name, value in given.items()})
    shape = SHAPES.get(template.kind, {})
    return Action(
        template.kind,
        {
            name: as_texts[name] if name in shape and not shape[name].fits(value) else value
            for name, value in as_they_are.items()
        },
    )


def _given(declared: DeclaredAction, parameters: Mapping[str, Value]) -> dict[str, str | int]:
    own = {one.name for one in declared.parameters}
    return {
        name: value
        for name, value in parameters.items()
        if name in own and isinstance(value, str | int) and not isinstance(value, bool)
    }


def _misfit(parameter: DeclaredParameter, value: Value) -> str:
    if parameter.span is not None:
        least, most = parameter.span
        whole = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return "" if whole else f"is no whole number from {least} to {most}"
    if parameter.choices:
        fits = isinstance(value, str) and value in parameter.choices
        return "" if fits else f"is none of {', '.join(parameter.choices)}"
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        return f"is no text of at most {LONGEST_VALUE} characters"
    if _REFERENCE.search(value):
        return "is a reference to a secret, which a declared action names by itself"
    return "" if matches(parameter.pattern, value) else f"does not match {parameter.pattern}"
