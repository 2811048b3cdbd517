"""Findings as they are remembered."""

from sqlalchemy import Column, Table

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words

FINDINGS = Table(
    "findings",
    METADATA,
    Column("subject", Words, primary_key=True),
    Column("fingerprint", Words, primary_key=True),
    Column("code", Words, nullable=False),
    Column("text", Words, nullable=False),
    *(Column(name, Whole, nullable=False) for name in ("urgency", "first_seen", "last_seen", "gone_at")),
    Column("place", Words, nullable=False),
    Column("evidence", Words, nullable=False),
)
