"""From files with declared actions to the actions that plans may name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mainstay.analysis.declared.patterns import wrong_with
from mainstay.analysis.declared.placeholders import named_in, names_with_placeholders
from mainstay.analysis.nearest import nearest
from mainstay.analysis.plans.action_shapes import misfits
from mainstay.analysis.scrubbing.likely_secrets import in_parameters
from mainstay.config.conversion import convert
from mainstay.config.declared.schema import DeclaredFile, DeclaredTable, ParameterTable
from mainstay.config.plain_yaml import read
from mainstay.config.plans.schema import ActionTable
from mainstay.config.plans.values import parameters_of
from mainstay.domain.action_kinds import DOING, KINDS, LOOKING
from mainstay.domain.declared_action import DEFINITION, PART, DeclaredAction, DeclaredParameter
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.plan import Action
from mainstay.present.visible import visible

_MOST_TOLD = 10
_MAY_LOOK = frozenset({"command", "http"})
"""Kinds that change something or nothing: which, only the operator knows."""


def declared_of(data: bytes, file: str) -> tuple[DeclaredAction, ...]:
    """Give the actions that a file declares. Raises ConfigurationError with all that is wrong with them, and their places."""
    document = convert(read(data, file) or {}, DeclaredFile, file, data)
    made, wrong = [], []
    for at, table in enumerate(document.actions):
        wrong += [f"actions[{at}] {table.name}: {one}" for one in _wrong(table)]
        made.append(_declared(table))
    if wrong:
        more = [f"and {len(wrong) - _MOST_TOLD:,} more"] if len(wrong) > _MOST_TOLD else []
        told = [*(f"{file}: {visible(one, 400)}" for one in wrong[:_MOST_TOLD]), *more]
        raise ConfigurationError("declared actions cannot be used", where="\n".join(told), mend="mend them")
    return tuple(made)


def together(files: Sequence[tuple[str, Sequence[DeclaredAction]]]) -> dict[str, DeclaredAction]:
    """Give the actions of all files (each with its path) by their names.

    Raises ConfigurationError for a name that comes twice.
    """
    found: dict[str, DeclaredAction] = {}
    places: dict[str, str] = {}
    for file, actions in files:
        for one in actions:
            if one.name in found:
                raise ConfigurationError(
                    f"the action {one.name} is declared twice",
                    where=f"{places[one.name]}\n{file}",
                    mend="give each a name of its own",
                )
            found[one.name], places[one.name] = one, file
    return found


def _wrong(table: DeclaredTable) -> Iterator[str]:
    if table.name in KINDS:
        yield "an action of that name comes along; give it a name of its own"
    for name, parameter in table.parameters.items():
        yield from (f"parameters.{name}: {one}" for one in _wrong_parameter(name, parameter))
    used: set[str] = set()
    for place, kind, template in _templates(table):
        yield from _wrong_template(place, kind, template, table.parameters)
        used.update(name for name, _ in named_in(parameters_of(template)))
    for name in table.parameters:
        if name not in used:
            yield f"nothing uses the parameter {name}; write ${{{name}}} where it belongs, or take it out"
    if table.check is not None and table.check.do in DOING:
        yield f"check: it may only look, and {table.check.do} changes something"
    if table.looks and table.do in DOING - _MAY_LOOK:
        yield f"it says that it looks, and {table.do} changes something"


def _templates(table: DeclaredTable) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    yield "with", table.do, table.template
    for place, one in (("check.with", table.check), ("undo.with", table.undo)):
        if one is not None:
            yield place, one.do, one.parameters


def _wrong_parameter(name: str, table: ParameterTable) -> Iterator[str]:
    if name in {DEFINITION, PART}:
        yield f"{name} means something else already; give it another name"
    if (table.pattern != "") + bool(table.choices) + (table.whole is not None) != 1:
        yield "say exactly one of pattern, choices and whole"
    if table.pattern and (told := wrong_with(table.pattern)):
        yield f"its pattern cannot be used: {told}"
    if table.whole is not None and table.whole.least > table.whole.most:
        yield "its smallest number is larger than its largest"


def _wrong_template(
    place: str, kind: str, template: Mapping[str, object], parameters: Mapping[str, ParameterTable]
) -> Iterator[str]:
    if kind not in KINDS:
        likely = nearest(kind, KINDS)
        yield f"{place}: {kind} is no action that comes along" + (
            f"; did you mean {likely}?" if likely else ""
        )
    action = Action(kind, parameters_of(template))
    for name, alone in named_in(action.parameters):
        if name not in parameters:
            likely = nearest(name, parameters)
            mend = f"did you mean {likely}?" if likely else f"write $${{{name}}} for the text itself"
            yield f"{place}: there is no parameter {name}; {mend}"
        elif not alone and not parameters[name].needed:
            yield f"{place}: {name} need not be given, so it stands alone or not at all: ${{{name}}} within a text"
    for name in names_with_placeholders(action.parameters):
        yield f"{place}: a placeholder stands in the name {name}; only values may hold one"
    # What a placeholder comes to is looked at with the plan that says it.
    filled_later = {name for name, value in action.parameters.items() if any(named_in(value))}
    yield from misfits(action, place, filled_later)
    for at, found in in_parameters(action.parameters, place):
        yield f"{at} holds {found}; write env:NAME in its place"


def _declared(table: DeclaredTable) -> DeclaredAction:
    return DeclaredAction(
        table.name,
        table.about,
        tuple(_parameters(table.parameters.items())),
        Action(table.do, parameters_of(table.template)),
        _action(table.check),
        _action(table.undo),
        table.looks or table.do in LOOKING,
        table.repeat,
    )


def _parameters(tables: Iterable[tuple[str, ParameterTable]]) -> Iterator[DeclaredParameter]:
    for name, table in tables:
        span = None if table.whole is None else (table.whole.least, table.whole.most)
        yield DeclaredParameter(name, table.about, table.pattern, table.choices, span, table.needed)


def _action(table: ActionTable | None) -> Action | None:
    return None if table is None else Action(table.do, parameters_of(table.parameters))
