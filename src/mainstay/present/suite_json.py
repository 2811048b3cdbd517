"""`mainstay tests` as JSON: the stable interface for other programs, with a published schema."""

from typing import Any

from mainstay.domain.suite import SCHEMA, SuiteReport
from mainstay.present.json_document import document, schema_of


def render(report: SuiteReport) -> str:
    """Give the report as one JSON document on one line; what it holds is told by `schema`."""
    return document(report)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of `render`'s documents, of the version that each carries in its field `schema`."""
    return schema_of(SuiteReport, f"mainstay tests, schema version {SCHEMA}")
