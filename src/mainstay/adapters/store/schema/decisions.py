"""Decisions, and what was proved; `number` is the order in which they came."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table, UniqueConstraint, text

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words

OVERRIDES = "choice = 'override'"

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("number", Whole, primary_key=True),
    *(
        Column(name, Words, nullable=False)
        for name in ("id", "proposal", "content", "choice", "person", "policy", "door", "reason")
    ),
    Column("at", Whole, nullable=False),
    Column("roles", Words, nullable=False),
    Column("lent_by", Words, nullable=False),
    Column("until", Whole, nullable=False),
    Column("revision", Whole, nullable=False),
    Column("judgement", Words, nullable=False),
    UniqueConstraint("id"),
    ForeignKeyConstraint(["proposal"], ["proposals.id"]),
    Index(None, "proposal", "number"),
    Index("ix_decisions_overrides", "number", sqlite_where=text(OVERRIDES), postgresql_where=text(OVERRIDES)),
    sqlite_autoincrement=True,
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("number", Whole, primary_key=True),
    *(Column(name, Words, nullable=False) for name in ("content", "kind", "outcome", "by")),
    Column("at", Whole, nullable=False),
    Column("detail", Words, nullable=False),
    Column("digest", Words, nullable=False),
    Index(None, "content", "number"),
    sqlite_autoincrement=True,
)
