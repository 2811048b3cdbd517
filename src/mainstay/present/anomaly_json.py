"""Anomalies as JSON."""

from typing import Any

from mainstay.domain.anomaly import SCHEMA, AnomalyList
from mainstay.present.json_document import document, schema_of


def render(found: AnomalyList) -> str:
    """Give anomalies as one JSON document on one line."""
    return document(found)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(AnomalyList, f"mainstay anomalies, schema version {SCHEMA}")
