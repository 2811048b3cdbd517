"""Schemas of files that people write, as they are published for editors and other programs."""

from inspect import cleandoc
from typing import Any

import msgspec


def published(kind: type[msgspec.Struct], title: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of files that hold such a record, with patterns as ECMA 262 writes them."""
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **msgspec.json.schema(kind),
    }
    for definition in found["$defs"].values():
        if "description" in definition:
            definition["description"] = cleandoc(definition["description"])
    spoken: dict[str, Any] = _spoken(found)
    return spoken


def _spoken(part: Any) -> Any:  # noqa: ANN401  # any JSON value in, the same out
    if isinstance(part, dict):
        return {
            # Python's `$` also stands before a last line feed, so the program itself says `\Z`, which ECMA does not know.
            name: inner.replace(r"\Z", "$")
            if name == "pattern" and isinstance(inner, str)
            else _spoken(inner)
            for name, inner in part.items()
        }
    if isinstance(part, list):
        return [_spoken(inner) for inner in part]
    return part
