"""One parameter of a kind of action, and the usual ways to tell whether a value fits."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mainstay.domain.plan import Value

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_SPAN = re.compile(r"[0-9]{1,6}[smhdw]")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it is in words, how to tell whether a value is such a one, and whether it must be there."""

    words: str
    fits: Callable[[Value], bool]
    needed: bool = False


Shape: TypeAlias = Mapping[str, Parameter]
"""Parameters by their names."""


def is_text(value: Value) -> bool:
    """Whether a value is a text that says something."""
    return isinstance(value, str) and value.strip() != "" and "\x00" not in value


def is_span(value: Value) -> bool:
    """Whether a value is a length of time such as 30s, 15m, 4h."""
    return isinstance(value, str) and _SPAN.fullmatch(value) is not None


def is_whole(least: int, most: int) -> Callable[[Value], bool]:
    """Give what tells whether a value is a whole number from `least` to `most`."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def is_number(value: Value) -> bool:
    """Whether a value is a number (and neither true nor false)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_flag(value: Value) -> bool:
    """Whether a value is true or false."""
    return isinstance(value, bool)


def is_one_of(*texts: str) -> Callable[[Value], bool]:
    """Give what tells whether a value is one of some texts."""
    return lambda value: isinstance(value, str) and value in texts


def is_list_of_texts(value: Value) -> bool:
    """Whether a value is a list of texts, the first of which says something."""
    texts = isinstance(value, tuple) and all(isinstance(one, str) and "\x00" not in one for one in value)
    return texts and isinstance(value, tuple) and bool(value) and is_text(value[0])


def are_variables(value: Value) -> bool:
    """Whether a value is a table of variables of an environment."""
    return isinstance(value, Mapping) and all(
        _VARIABLE.fullmatch(name) and isinstance(one, str) and "\x00" not in one
        for name, one in value.items()
    )


def is_variable(value: Value) -> bool:
    """Whether a value is the name of a variable of an environment."""
    return isinstance(value, str) and _VARIABLE.fullmatch(value) is not None


def is_address(value: Value) -> bool:
    """Whether a value is an address that begins with https:// or http://, without a name or password in it."""
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def is_path(value: Value) -> bool:
    """Whether a value is the whole path of a file or folder, without empty parts, . and .. in it."""
    if not is_text(value) or not isinstance(value, str) or not value.startswith("/"):
        return False
    return value == "/" or not {"", ".", ".."} & set(value[1:].split("/"))


def span(text: str) -> int:
    """Give a length of time such as 30s, 15m, 4h in seconds."""
    return int(text[:-1]) * _UNITS[text[-1]]
