"""What is looked after."""

from sqlalchemy import Column, Index, Table

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words

SUBJECTS = Table(
    "subjects",
    METADATA,
    Column("id", Words, primary_key=True),
    Column("team", Words, nullable=False),
    Column("place", Words, nullable=False),
    Column("tier", Whole, nullable=False),
    Column("stage", Words, nullable=False),
    Column("depends_on", Words, nullable=False),
    Column("added_at", Whole, nullable=False),
    Column("changed_at", Whole, nullable=False),
    Index(None, "team", "id"),
)
