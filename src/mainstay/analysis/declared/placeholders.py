"""Placeholders: `${NAME}` in a value of a declared action, which stands for a parameter; `$${NAME}` is the text itself."""

import re
from collections.abc import Iterator, Mapping

from mainstay.domain.plan import Value

_PLACEHOLDER = re.compile(r"(\$?)\$\{([^{}]*)\}")


def alone_in(text: str) -> str:
    """Name the parameter that a text is nothing but a placeholder of, "" where it is more or none."""
    found = _PLACEHOLDER.fullmatch(text)
    return found[2] if found and not found[1] else ""


def named_in(value: Value) -> Iterator[tuple[str, bool]]:
    """Give the name in each placeholder of a value, however deep, and whether it stands alone there."""
    for text in texts_in(value):
        alone = alone_in(text)
        for found in _PLACEHOLDER.finditer(text):
            if not found[1]:
                yield found[2], bool(alone)


def texts_in(value: Value) -> Iterator[str]:
    """Give each text of a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts_in(inner)


def names_with_placeholders(value: Value) -> Iterator[str]:
    """Give the names of tables within a value that hold a placeholder, where none may stand."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if any(not found[1] for found in _PLACEHOLDER.finditer(name)):
                yield name
            yield from names_with_placeholders(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from names_with_placeholders(inner)


def filled(template: Mapping[str, Value], given: Mapping[str, str | int]) -> dict[str, Value]:
    """Give a template with what was given in the place of its placeholders.

    What stands alone keeps its type, and is left out of its table or list where nothing was given for it. What is filled in is
    not looked at again, so that no value can name another. Raises KeyError for a placeholder in a text that nothing is given
    for.
    """
    return {name: _filled(inner, given) for name, inner in template.items() if not _left_out(inner, given)}


def _left_out(value: Value, given: Mapping[str, str | int]) -> bool:
    alone = alone_in(value) if isinstance(value, str) else ""
    return bool(alone) and alone not in given


def _filled(value: Value, given: Mapping[str, str | int]) -> Value:
    if isinstance(value, str):
        alone = alone_in(value)
        if alone:
            return given[alone]
        return _PLACEHOLDER.sub(
            lambda found: found[0][1:] if found[1] else str(given[found[2]]),
            value,
        )
    if isinstance(value, Mapping):
        return filled(value, given)
    if isinstance(value, tuple):
        return tuple(_filled(inner, given) for inner in value if not _left_out(inner, given))
    return value
