"""The reference page of a file made of tables: every key, what it may hold, its default and what it means."""

from collections.abc import Iterator, Mapping
from enum import Enum
from inspect import cleandoc
from typing import Any

import msgspec
from msgspec import inspect

_Table = type[msgspec.Struct]
_HEADINGS = "| key | holds | default | meaning |\n| :-- | :-- | :-- | :-- |"


def tables(top: _Table, names: Mapping[str, str]) -> str:
    """Give a section for each table that the file may hold, the file itself first, in the order in which they are met.

    `names` gives the heading of each by the name of its class; all must be there. Raises KeyError for one that is not, and
    TypeError for a key that has no meaning.
    """
    met: dict[_Table, None] = {top: None}
    sections = []
    waiting = [top]
    while waiting:
        table = waiting.pop(0)
        kind = _struct(inspect.type_info(table))
        rows = [_row(field, names) for field in kind.fields]
        sections.append(
            "\n\n".join(
                [
                    f"## {names[table.__name__]}",
                    cleandoc(table.__doc__ or "").replace("\n", " "),
                    "\n".join([_HEADINGS, *rows]),
                ]
            )
        )
        for field in kind.fields:
            for inner in _inner(field.type):
                if inner not in met:
                    met[inner] = None
                    waiting.append(inner)
    return "\n\n".join(sections)


def _struct(kind: inspect.Type) -> inspect.StructType:
    if not isinstance(kind, inspect.StructType):
        raise TypeError(f"no table: {kind}")
    return kind


def _row(field: inspect.Field, names: Mapping[str, str]) -> str:
    described = field.type
    words = described.extra_json_schema if isinstance(described, inspect.Metadata) else None
    meaning = (words or {}).get("description")
    if not meaning:
        raise TypeError(f"{field.name} has no meaning")
    return f"| `{field.encode_name}` | {_holds(described, names)} | {_default(field)} | {_cell(meaning)} |"


def _holds(kind: inspect.Type, names: Mapping[str, str]) -> str:  # noqa: PLR0911  # one line for each kind of type
    match kind:
        case inspect.Metadata(type=inner):
            return _holds(inner, names)
        case inspect.StructType(cls=cls):
            heading = names[cls.__name__]
            return f"[{heading.lower()}](#{_anchor(heading)})"
        case inspect.VarTupleType(item_type=item, max_length=most):
            return f"list of {_holds(item, names)}" + (f", at most {most:,}" if most else "")
        case inspect.EnumType(cls=cls):
            return ", ".join(f"`{one.value}`" for one in cls)
        case inspect.StrType(pattern=pattern):
            choices = _choices(pattern or "")
            return ", ".join(f"`{one}`" for one in choices) if choices else "text"
        case inspect.IntType(ge=low, le=high):
            if low == high:
                return f"`{low}`"
            return f"whole number from {low}" + (f" to {high:,}" if high is not None else " on")
        case inspect.FloatType(ge=low, le=high):
            return "number" if low is None else f"number from {low} to {high:,}"
        case inspect.BoolType():
            return "`true`, `false`"
        case inspect.DictType(value_type=inspect.StructType() as inner):
            return f"names, each with {_holds(inner, names)}"
        case inspect.DictType():
            return "names with values"
        case inspect.UnionType(types=kinds):
            return " or ".join(_holds(one, names) for one in kinds if not isinstance(one, inspect.NoneType))
    raise TypeError(f"a table has no such type: {kind}")


def _choices(pattern: str) -> list[str]:
    """Give the words of a pattern that is nothing but a choice between some, else none."""
    inside = pattern.removeprefix("^(?:").removesuffix(")\\Z")
    words = inside.split("|")
    plain = len(words) > 1 and all(word.isalpha() for word in words)
    return words if plain and pattern == f"^(?:{inside})\\Z" else []


def _default(field: inspect.Field) -> str:
    if field.required:
        return "must be given"
    value: Any = field.default
    if value is msgspec.NODEFAULT:
        value = field.default_factory()
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str) and value:
        return f"`{value}`"
    # A table that is left out has the defaults of its own keys.
    empty = value in (None, "", (), {}) or isinstance(value, msgspec.Struct)
    return "none" if empty else f"`{msgspec.json.encode(value).decode()}`"


def _inner(kind: inspect.Type) -> Iterator[_Table]:
    match kind:
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner):
            yield from _inner(inner)
        case inspect.DictType(value_type=value):
            yield from _inner(value)
        case inspect.StructType(cls=cls):
            yield cls
        case inspect.UnionType(types=kinds):
            for one in kinds:
                yield from _inner(one)


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
