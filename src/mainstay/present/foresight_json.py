"""What the steps of a plan would do as JSON."""

from typing import Any

from mainstay.domain.foresight import SCHEMA, Foresight
from mainstay.present.json_document import document, schema_of


def render(record: Foresight) -> str:
    """Give what the steps would do as one JSON document on one line."""
    return document(record)


def foresight_schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents of `mainstay apply --dry-run`."""
    return schema_of(Foresight, f"mainstay apply --dry-run, schema version {SCHEMA}")
