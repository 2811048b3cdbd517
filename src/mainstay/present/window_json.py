"""What maintenance windows open when, as JSON."""

from typing import Any

from mainstay.domain.window_view import SCHEMA, WindowList
from mainstay.present.json_document import document, schema_of


def render(record: WindowList) -> str:
    """Give what opens when as one JSON document on one line."""
    return document(record)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents of `mainstay windows`, of a sign-off and of a call-off."""
    return schema_of(WindowList, f"mainstay windows, schema version {SCHEMA}")
