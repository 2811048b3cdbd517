"""Any record as a JSON document that is safe to print, and its schema."""

import json
import re
from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

import msgspec

from mainstay.domain.finding import Urgency
from mainstay.present.visible import HIDDEN, visible


def document(record: object) -> str:
    """Give a record as a document on one line.

    Texts read back as they are. Characters that steer a terminal or cannot be seen stand in the document as JSON's own
    escapes, for it may be printed; only code points that no UTF-8 can hold (lone surrogates) are written out as visible
    escapes.
    """
    try:
        data = msgspec.json.encode(record)
    except UnicodeEncodeError:
        data = msgspec.json.encode(_encodable(msgspec.to_builtins(record)))
    # Outside of its strings a document holds no such character.
    return HIDDEN.sub(_spelt_out, data.decode()) + "\n"


def indented(schema: Mapping[str, Any]) -> str:
    """Give a JSON Schema as people read it, indented."""
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"


def schema_of(record: type, title: str) -> dict[str, Any]:
    """Give the JSON Schema of documents that hold such a record."""
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **msgspec.json.schema(record),
    }
    for definition in found["$defs"].values():
        definition["description"] = cleandoc(definition.get("description", ""))
        if "properties" in definition:
            # Defaults are for the program's own use: a document always holds every field.
            definition["required"] = list(definition["properties"])
    if Urgency.__name__ in found["$defs"]:
        levels = ", ".join(f"{level.value} {level.name.lower()}" for level in Urgency)
        found["$defs"][Urgency.__name__]["description"] += f" {levels}."
    return found


def _spelt_out(hidden: re.Match[str]) -> str:
    return json.dumps(hidden.group())[1:-1]


def _encodable(value: Any) -> Any:  # noqa: ANN401  # any JSON value in, the same out
    if isinstance(value, str):
        return value if _is_utf8(value) else "".join(map(_written_out, value))
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return value


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _written_out(character: str) -> str:
    return visible(character) if "\ud800" <= character <= "\udfff" else character
