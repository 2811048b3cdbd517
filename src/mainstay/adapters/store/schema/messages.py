"""The outbox."""

from sqlalchemy import Column, Index, Table

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words

# `free_at` is when a message that one sender took may be taken by another.
MESSAGES = Table(
    "messages",
    METADATA,
    Column("id", Words, primary_key=True),
    *(Column(name, Words, nullable=False) for name in ("channel", "topic", "body")),
    Column("made_at", Whole, nullable=False),
    Column("delivery", Words, nullable=False),
    Column("tries", Whole, nullable=False),
    Column("next_at", Whole, nullable=False),
    Column("error", Words, nullable=False),
    Column("free_at", Whole, nullable=False),
    Index(None, "delivery", "next_at"),
    Index(None, "delivery", "made_at", "id"),
)
