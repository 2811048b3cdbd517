"""The ledger as JSON."""

from typing import Any

from mainstay.domain.ledger_view import SCHEMA, PromiseList
from mainstay.present.json_document import document, schema_of


def render(found: PromiseList) -> str:
    """Give a page of promises as one JSON document on one line."""
    return document(found)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(PromiseList, f"mainstay ledger, schema version {SCHEMA}")
