"""Predictions and what became of them."""

from sqlalchemy import Boolean, Column, Index, Table, text

from mainstay.adapters.store.schema.columns import METADATA, Number, Whole, Words

NOT_JUDGED = "judged_at = 0"

LEDGER = Table(
    "ledger",
    METADATA,
    Column("id", Words, primary_key=True),
    *(Column(name, Words, nullable=False) for name in ("kind", "subject", "text")),
    *(Column(name, Whole, nullable=False) for name in ("made_at", "due_at")),
    *(Column(name, Number) for name in ("probability", "low", "high", "cover")),
    Column("judged_at", Whole, nullable=False),
    Column("came", Boolean),
    Column("value", Number),
    Index("ix_ledger_due", "due_at", sqlite_where=text(NOT_JUDGED), postgresql_where=text(NOT_JUDGED)),
    Index(None, "kind", "subject", "id"),
)
