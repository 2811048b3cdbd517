"""Plain data held against a schema, with errors that say where and what would be right."""

import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec
from msgspec import inspect

from mainstay.analysis.nearest import nearest
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

_Kind = TypeVar("_Kind", bound=msgspec.Struct)
_MOST_TOLD = 10
_PLACE = re.compile(r" - at `(.*)`\Z", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`\Z", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`\Z", re.DOTALL)


def convert(document: object, kind: type[_Kind], file: str) -> _Kind:
    """Give the record of a `kind` that a document holds. Raises ConfigurationError with the place of the first mistake."""
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        text = str(error)
    found = _PLACE.search(text)
    place = found[1].removeprefix("$").removeprefix(".") if found else ""
    text = text[: found.start()] if found else text
    where = f"{file}: {visible(place, 120)}" if place else file
    unknown, missing = _UNKNOWN.fullmatch(text), _MISSING.fullmatch(text)
    if unknown:
        known = _fields(kind)
        likely = nearest(unknown[1], known)
        raise ConfigurationError(
            f"there is no {visible(unknown[1], 80)}",
            where=where,
            mend=f"did you mean {likely}?" if likely else "take it out",
        )
    absent = [*all_missing(document, kind)] if missing else []
    if len(absent) > 1:
        told = [f"{file}: {visible(one, 120)}" for one in absent[:_MOST_TOLD]]
        more = [f"and {len(absent) - _MOST_TOLD:,} more"] if len(absent) > _MOST_TOLD else []
        raise ConfigurationError("keys are missing", where="\n".join([*told, *more]), mend="say each of them")
    if missing:
        raise ConfigurationError(f"{missing[1]} is missing", where=where, mend=f"say {missing[1]}")
    raise ConfigurationError(visible(text[:1].lower() + text[1:], 300), where=where, mend="mend the value")


def all_missing(document: object, kind: type[msgspec.Struct]) -> Iterator[str]:
    """Give the place of every key that a document does not have and must, such as `steps[0].do`."""
    yield from _missing(document, inspect.type_info(kind), "")


def _missing(part: object, kind: inspect.Type, place: str) -> Iterator[str]:
    match kind:
        case inspect.Metadata(type=inner):
            yield from _missing(part, inner, place)
        case inspect.UnionType(types=kinds):
            for one in kinds:
                yield from _missing(part, one, place)
        case inspect.VarTupleType(item_type=item) if isinstance(part, list):
            for number, inner_part in enumerate(part):
                yield from _missing(inner_part, item, f"{place}[{number}]")
        case inspect.StructType(fields=fields) if isinstance(part, dict):
            for field in fields:
                inside = f"{place}.{field.encode_name}".removeprefix(".")
                if field.encode_name in part:
                    yield from _missing(part[field.encode_name], field.type, inside)
                elif field.required:
                    yield inside


def _fields(kind: type[msgspec.Struct]) -> list[str]:
    """Give the names that any table of a schema may have, its own first."""
    schema = msgspec.json.schema(kind)
    tables = [schema, *schema.get("$defs", {}).values()]
    return list(dict.fromkeys(name for table in tables for name in table.get("properties", {})))
