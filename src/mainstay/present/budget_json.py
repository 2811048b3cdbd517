"""Error budgets as JSON."""

from typing import Any

from mainstay.domain.budget import SCHEMA, BudgetList
from mainstay.present.json_document import document, schema_of


def render(found: BudgetList) -> str:
    """Give budgets as one JSON document on one line."""
    return document(found)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(BudgetList, f"mainstay budgets, schema version {SCHEMA}")
