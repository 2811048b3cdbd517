"""What the actions that come along take: which parameters, of which kind, and which of them must be there."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from mainstay.domain.plan import Action, Value

_SPAN = re.compile(r"[0-9]{1,6}[smhdw]")
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it is in words, how to tell whether a value is such a one, and whether it must be there."""

    words: str
    fits: Callable[[Value], bool]
    needed: bool = False


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and value.strip() != "" and "\x00" not in value


def _is_list_of_texts(value: Value) -> bool:
    texts = isinstance(value, tuple) and all(isinstance(one, str) and "\x00" not in one for one in value)
    return texts and isinstance(value, tuple) and bool(value) and _is_text(value[0])


def _are_variables(value: Value) -> bool:
    return isinstance(value, Mapping) and all(
        _VARIABLE.fullmatch(name) and isinstance(one, str) and "\x00" not in one
        for name, one in value.items()
    )


def _are_headers(value: Value) -> bool:
    return isinstance(value, Mapping) and all(
        re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) and isinstance(one, str) and one.isprintable()
        for name, one in value.items()
    )


def _is_status(value: Value) -> bool:
    if isinstance(value, tuple):
        return bool(value) and all(map(_is_status, value))
    return isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599


SHAPES: Mapping[str, Mapping[str, Parameter]] = {
    "command": {
        "argv": Parameter("a list of texts, the program first", _is_list_of_texts, needed=True),
        "cwd": Parameter("the folder to run it in", _is_text),
        "env": Parameter("names of variables with texts", _are_variables),
        "user": Parameter("the user to run it as", _is_text),
    },
    "http": {
        "url": Parameter(
            "an address that begins with https:// or http://",
            lambda value: isinstance(value, str) and _ADDRESS.fullmatch(value) is not None,
            needed=True,
        ),
        "method": Parameter(f"one of {', '.join(_METHODS)}", lambda value: value in _METHODS),
        "headers": Parameter("names with texts", _are_headers),
        "body": Parameter(
            "a text, or a table that is sent as JSON", lambda value: isinstance(value, str | Mapping)
        ),
        "expect": Parameter("a status from 100 to 599, or a list of some", _is_status),
    },
    "wait": {
        "for": Parameter(
            "a length of time such as 30s, 15m, 4h",
            lambda value: isinstance(value, str) and _SPAN.fullmatch(value) is not None,
            needed=True,
        ),
    },
    "manual": {"what": Parameter("what a person does, in words", _is_text)},
}
"""By the kind of action. An action of another kind takes whatever its plan gives it."""


def misfits(action: Action, place: str = "with") -> Iterator[str]:
    """Give what is wrong with the parameters of an action whose kind is known here, each thing with its place."""
    shape = SHAPES.get(action.kind)
    if shape is None:
        return
    for name, parameter in shape.items():
        if parameter.needed and name not in action.parameters:
            yield f"{place}.{name} is missing: {parameter.words}"
    for name, value in action.parameters.items():
        known = shape.get(name)
        if known is None:
            likely = get_close_matches(name[:64], shape, n=1)
            mend = f"did you mean {likely[0]}?" if likely else f"it takes {', '.join(shape)}"
            yield f"{place}: {action.kind} takes no {name}; {mend}"
        elif not known.fits(value):
            yield f"{place}.{name} is not {known.words}"
