"""Runs of approved plans."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Words, primary_key=True),
    *(Column(name, Words, nullable=False) for name in ("proposal", "content", "state")),
    *(Column(name, Whole, nullable=False) for name in ("made_at", "started_at", "ended_at")),
    ForeignKeyConstraint(["proposal"], ["proposals.id"]),
    Index(None, "proposal", "id"),
    Index(None, "state", "id"),
)
