"""The one list as JSON: the stable interface for other programs, with a published schema."""

from typing import Any

from mainstay.domain.backlog import SCHEMA, Backlog
from mainstay.present.json_document import document, schema_of


def render(backlog: Backlog) -> str:
    """Give the list as one JSON document on one line; what it holds is told by `schema`."""
    return document(backlog)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of `render`'s documents, of the version that each carries in its field `schema`."""
    return schema_of(Backlog, f"mainstay list, schema version {SCHEMA}")
