"""Capacity as JSON."""

from typing import Any

from mainstay.domain.capacity import SCHEMA, CapacityReport
from mainstay.present.json_document import document, schema_of


def render(found: CapacityReport) -> str:
    """Give capacity as one JSON document on one line."""
    return document(found)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(CapacityReport, f"mainstay capacity, schema version {SCHEMA}")
