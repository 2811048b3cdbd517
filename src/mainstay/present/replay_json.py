"""A replay of the past as JSON."""

from typing import Any

from mainstay.domain.ledger_view import SCHEMA, ReplayPage
from mainstay.domain.replay import Replay
from mainstay.present.json_document import document, schema_of
from mainstay.present.record_words import REPLAY_NOTES


def render(found: Replay) -> str:
    """Give a replay as one JSON document on one line."""
    return document(ReplayPage(SCHEMA, found, REPLAY_NOTES))


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(ReplayPage, f"mainstay ledger replay, schema version {SCHEMA}")
