"""A night as JSON."""

from typing import Any

from mainstay.domain.night import SCHEMA, Night
from mainstay.present.json_document import document, schema_of


def render(night: Night) -> str:
    """Give a night as one JSON document on one line."""
    return document(night)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(Night, f"mainstay nightly, schema version {SCHEMA}")
