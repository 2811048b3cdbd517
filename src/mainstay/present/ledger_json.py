"""The ledger as JSON."""

from typing import Any

from mainstay.domain.ledger_view import SCHEMA, Ledger, PredictionList
from mainstay.present.json_document import document, schema_of


def render(found: Ledger | PredictionList) -> str:
    """Give the ledger, or a page of predictions, as one JSON document on one line."""
    return document(found)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of the ledger."""
    return schema_of(Ledger, f"mainstay ledger, schema version {SCHEMA}")


def predictions_schema() -> dict[str, Any]:
    """Give the JSON Schema of a page of predictions."""
    return schema_of(PredictionList, f"mainstay ledger predictions, schema version {SCHEMA}")
