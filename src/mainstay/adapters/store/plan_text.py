"""A plan as one text that keeps every value as it is, and back."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mainstay.adapters.store.memo_text import values_of
from mainstay.adapters.store.schema.columns import storable
from mainstay.analysis.contents.plan_fields import parts_of
from mainstay.domain.errors import RunFailed
from mainstay.domain.plan import Action, Change, Plan, Repeat, Severity, Step
from mainstay.present.visible import visible


def plan_text(plan: Plan) -> str:
    """Give a plan as JSON, with the fields of its version, in which 1 and 1.0 stay apart, so that its hash stays the same.

    Raises RunFailed for what cannot be kept: NUL, text that is not Unicode, no finite number, what its version lacks.
    """
    try:
        return json.dumps(
            _plain(plan, plan.version), ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise RunFailed(
            f"a plan cannot be kept: {error}", where=storable(plan.key), mend="mend the plan"
        ) from error


@lru_cache(maxsize=32)
def plan_of(text: str) -> Plan:
    """Give the plan that a text was made of. Raises RunFailed when the text was made of none.

    A run that is carried out asks for the same plan several times; nobody alters one.
    """
    try:
        told = json.loads(text)
        steps = tuple(_step(step) for step in told.pop("steps"))
        return Plan(
            change=Change(told.pop("change")),
            severity=Severity(told.pop("severity")),
            targets=tuple(told.pop("targets")),
            steps=steps,
            **told,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise RunFailed(
            "a plan in the store cannot be read",
            where=visible(text, 100),
            mend="look at: mainstay store check",
        ) from error


def _step(told: dict[str, Any]) -> Step:
    action, repeat, after = told.pop("action"), told.pop("repeat"), told.pop("after")
    check, undo = _action(told.pop("check")), _action(told.pop("undo"))
    done = Action(action["kind"], values_of(action["parameters"]))
    return Step(action=done, check=check, undo=undo, repeat=Repeat(repeat), after=tuple(after), **told)


def _action(told: dict[str, Any] | None) -> Action | None:
    return None if told is None else Action(told["kind"], values_of(told["parameters"]))


def _plain(value: object, version: int) -> object:
    if isinstance(value, Plan | Step | Action):
        return {name: _plain(inner, version) for name, inner in parts_of(value, version)}
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(name): _plain(inner, version) for name, inner in value.items()}
    return [_plain(inner, version) for inner in value] if isinstance(value, tuple) else value
