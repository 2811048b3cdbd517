"""The side of an action within its process: held to its word, given its parameters and the occasion, and its result taken."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import msgspec

from mainstay.domain.run import Answer, Part, Purpose, Result
from mainstay.plugins.action import API
from mainstay.plugins.host.agreed import refuse_other
from mainstay.plugins.host.refused import Refused
from mainstay.ports.action import Occasion


class Begun:
    """Whether the action itself was called: up to then nothing of it can have happened."""

    def __init__(self) -> None:
        """Say no."""
        self.yes = False


def carried_out(action: Any, request: dict[str, Any], begun: Begun) -> dict[str, Any]:  # noqa: ANN401  # whatever the plugin has
    """Ask an action what it is, to foresee, or to act. Raises Refused where it, or what it is given, is not as agreed."""
    described = _held_to_its_word(action, request["name"])
    asked = request["action"]
    if asked not in {"act", "foresee"}:
        return described
    try:
        parameters = msgspec.convert(request["parameters"], action.parameters)
    except msgspec.ValidationError as error:
        raise Refused(f"its parameters cannot be used: {error}") from None
    unknown = [name for name in request["parameters"] if name not in _names(action.parameters)]
    if unknown:
        raise Refused(f"its parameters cannot be used: it takes no {unknown[0]!r}")
    occasion = _occasion(request["occasion"])
    begun.yes = True
    result = getattr(action, asked)(parameters, occasion)
    if not isinstance(result, Result):
        raise Refused(f"{asked} gives a {type(result).__name__}, and no Result")
    return described | {"result": asdict(result)}


def _held_to_its_word(action: Any, name: str) -> dict[str, Any]:  # noqa: ANN401  # whatever the plugin has
    refuse_other(action, name, API)
    for method in ("foresee", "act"):
        if not callable(getattr(action, method, None)):
            raise Refused(f"it has no method {method}")
    looks = getattr(action, "looks", None)
    if not isinstance(looks, bool):
        raise Refused("it does not say whether it looks: True or False")
    kind = getattr(action, "parameters", None)
    if not isinstance(kind, type) or not issubclass(kind, msgspec.Struct):
        raise Refused("its parameters are no class made of msgspec.Struct")
    example = getattr(action, "example", {})
    if not isinstance(example, Mapping):
        raise Refused("its example is no mapping of parameters to values")
    return {
        "api": API,
        "looks": looks,
        "example": msgspec.Raw(msgspec.json.encode(dict(example))),
        "options": msgspec.Raw(msgspec.json.encode(msgspec.json.schema(kind))),
    }


def _names(kind: type[msgspec.Struct]) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def _occasion(told: dict[str, Any]) -> Occasion:
    answer = told.pop("answer")
    return Occasion(
        **told | {"part": Part(told["part"]), "purpose": Purpose(told["purpose"])},
        answer=Answer(answer) if answer else None,
    )
