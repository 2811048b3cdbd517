"""Runs as JSON: the list, and one with its journal."""

from typing import Any

from mainstay.domain.run_view import SCHEMA, RunList, RunView
from mainstay.present.json_document import document, schema_of


def render(record: RunList | RunView) -> str:
    """Give a list of runs, or all about one, as one JSON document on one line."""
    return document(record)


def list_schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents that list runs."""
    return schema_of(RunList, f"mainstay runs, schema version {SCHEMA}")


def show_schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents with all about one run."""
    return schema_of(RunView, f"mainstay runs ID, schema version {SCHEMA}")
