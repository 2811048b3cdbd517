"""Installed plugins and the rules they keep to, as JSON."""

from typing import Any

from mainstay.domain.plugin import SCHEMA, Conformance, Descriptions
from mainstay.present.json_document import document, schema_of


def render(record: Descriptions | Conformance) -> str:
    """Give all plugins, or the verdicts on one, as one JSON document on one line."""
    return document(record)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents of `mainstay plugins`."""
    return schema_of(Descriptions, f"mainstay plugins, schema version {SCHEMA}")


def check_schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents of `mainstay plugins check`."""
    return schema_of(Conformance, f"mainstay plugins check, schema version {SCHEMA}")
