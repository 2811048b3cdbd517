"""Plain data held against a schema, with errors that say where and what would be right."""

import re
from typing import TypeVar

import msgspec

from mainstay.config.nearest import nearest
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

_Kind = TypeVar("_Kind", bound=msgspec.Struct)
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
    if missing:
        raise ConfigurationError(f"{missing[1]} is missing", where=where, mend=f"say {missing[1]}")
    raise ConfigurationError(visible(text[:1].lower() + text[1:], 300), where=where, mend="mend the value")


def _fields(kind: type[msgspec.Struct]) -> list[str]:
    """Give the names that any table of a schema may have, its own first."""
    schema = msgspec.json.schema(kind)
    tables = [schema, *schema.get("$defs", {}).values()]
    return list(dict.fromkeys(name for table in tables for name in table.get("properties", {})))
