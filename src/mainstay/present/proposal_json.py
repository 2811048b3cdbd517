"""Proposals as JSON: the list, and one with all about it."""

from typing import Any

from mainstay.domain.explanation import Explanation
from mainstay.domain.proposal_view import SCHEMA, ProposalList, ProposalView
from mainstay.present.json_document import document, schema_of


def explain_schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents of `mainstay policy explain`."""
    return schema_of(Explanation, f"mainstay policy explain, schema version {SCHEMA}")


def render(record: ProposalList | ProposalView) -> str:
    """Give a list of proposals, or all about one, as one JSON document on one line."""
    return document(record)


def list_schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents of `mainstay proposals`."""
    return schema_of(ProposalList, f"mainstay proposals, schema version {SCHEMA}")


def show_schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents of `mainstay show`, and of those that a decision answers with."""
    return schema_of(ProposalView, f"mainstay show, schema version {SCHEMA}")
