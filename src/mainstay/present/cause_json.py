"""What may drive a series as JSON."""

from typing import Any

from mainstay.domain.cause import SCHEMA, Causes
from mainstay.present.json_document import document, schema_of


def render(found: Causes) -> str:
    """Give what was found as one JSON document on one line."""
    return document(found)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(Causes, f"mainstay why, schema version {SCHEMA}")
