"""What differs between two plans, place by place."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from mainstay.domain.plan import Plan, Step
from mainstay.domain.proposal_view import Difference

_PLAIN = re.compile(r"[A-Za-z0-9_@-]+")


def differences(before: Plan, now: Plan) -> tuple[Difference, ...]:
    """Give each place at which two plans differ, in the plan's order; steps are told by their ids."""
    old, new = dict(_places(before, "")), dict(_places(now, ""))
    places = [*new, *(place for place in old if place not in new)]
    return tuple(
        Difference(place, old.get(place, ""), new.get(place, ""))
        for place in places
        if old.get(place) != new.get(place)
    )


def _places(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Give every leaf of a plan: its place (`steps.raise.action.parameters.to`) and its text, each place once."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _places(getattr(value, field.name), _below(place, field.name))
    elif isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _places(inner, _below(place, str(key)))
    elif isinstance(value, tuple) and value:
        if isinstance(value[0], Step):
            yield _below(place, "order"), " ".join(step.id for step in value)
        for number, inner in enumerate(value, 1):
            below = _below(place, inner.id) if isinstance(inner, Step) else f"{place}[{number}]"
            yield from _places(inner, below)
    else:
        # As JSON a text is told from a number, and what is empty from what is not there.
        yield place, json.dumps(value, ensure_ascii=False)


def _below(place: str, name: str) -> str:
    """Name a place; a name that could pass for two, or for a number in a list, stands between quotation marks."""
    plain = name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    return f"{place}.{plain}" if place else plain
