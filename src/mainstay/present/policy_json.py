"""What trying and checking a policy gave, as JSON."""

from typing import Any

from mainstay.domain.policy_report import SCHEMA, PolicyCheck, PolicyTest
from mainstay.present.json_document import document, schema_of


def render(record: PolicyTest | PolicyCheck) -> str:
    """Give what trying or checking a policy gave as one JSON document on one line."""
    return document(record)


def test_schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents of `mainstay policy test`."""
    return schema_of(PolicyTest, f"mainstay policy test, schema version {SCHEMA}")


def check_schema() -> dict[str, Any]:
    """Give the JSON Schema of the documents of `mainstay policy check`."""
    return schema_of(PolicyCheck, f"mainstay policy check, schema version {SCHEMA}")
