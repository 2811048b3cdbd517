"""Two tables beside each other as JSON."""

from typing import Any

from mainstay.domain.drift import SCHEMA, DriftReport
from mainstay.present.json_document import document, schema_of


def render(found: DriftReport) -> str:
    """Give what drifted as one JSON document on one line."""
    return document(found)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(DriftReport, f"mainstay drift, schema version {SCHEMA}")
