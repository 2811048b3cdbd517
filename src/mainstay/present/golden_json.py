"""Judged answers as JSON."""

from typing import Any

from mainstay.domain.golden import SCHEMA, GoldenReport
from mainstay.present.json_document import document, schema_of


def render(found: GoldenReport) -> str:
    """Give what was judged as one JSON document on one line."""
    return document(found)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(GoldenReport, f"mainstay golden, schema version {SCHEMA}")
