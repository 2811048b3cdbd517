"""The report as JSON: the stable interface for other programs, with a published schema."""

from typing import Any

from mainstay.domain.code_report import SCHEMA, CodeReport
from mainstay.present.json_document import document, schema_of


def render(report: CodeReport) -> str:
    """Give the report as one JSON document on one line, as `json_document` writes it; what it holds is told by `schema`."""
    return document(report)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of `render`'s documents, of the version that each carries in its field `schema`."""
    return schema_of(CodeReport, f"mainstay check, schema version {SCHEMA}")
