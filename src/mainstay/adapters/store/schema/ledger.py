"""Predictions and what became of them, and what replays of the past came to."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Table, text, true

from mainstay.adapters.store.schema.columns import METADATA, Number, Whole, Words

NOT_JUDGED = "judged_at = 0"
JUDGED = "judged_at <> 0"

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
    Column("middle", Number),
    *(
        Column(name, Words, nullable=False, server_default="")
        for name in ("outcome", "source", "key", "sort", "limit_side")
    ),
    Column("unit", Words, nullable=False, server_default="1"),
    *(Column(name, Whole, nullable=False, server_default="0") for name in ("since", "days")),
    *(Column(name, Number, nullable=False, server_default="1") for name in ("moves", "widened")),
    Column("limit_value", Number),
    Column("told", Boolean, nullable=False, server_default=true()),
    Index("ix_ledger_due", "due_at", sqlite_where=text(NOT_JUDGED), postgresql_where=text(NOT_JUDGED)),
    Index(
        "ix_ledger_open",
        "source",
        "key",
        "id",
        sqlite_where=text(NOT_JUDGED),
        postgresql_where=text(NOT_JUDGED),
    ),
    Index(
        "ix_ledger_judged",
        "kind",
        "sort",
        "judged_at",
        "id",
        sqlite_where=text(JUDGED),
        postgresql_where=text(JUDGED),
    ),
    Index(None, "kind", "subject", "id"),
    Index(None, "kind", "sort", "made_at", "id"),
)

REPLAYS = Table(
    "replays",
    METADATA,
    Column("id", Words, primary_key=True),
    *(Column(name, Whole, nullable=False) for name in ("made_at", "first", "last", "mondays", "series")),
    Column("sources", Words, nullable=False),
    Index(None, "made_at", "id"),
)

REPLAY_CLASSES = Table(
    "replay_classes",
    METADATA,
    Column("replay", Words, primary_key=True),
    Column("place", Whole, primary_key=True, autoincrement=False),
    Column("sort", Words, nullable=False),
    *(
        Column(name, Whole, nullable=False)
        for name in (
            "bands",
            "inside",
            "crossings",
            "came",
            "dates",
            "hit",
            "early",
            "late",
            "prevented",
            "withdrawn",
            "not_resolvable",
            "unknown",
        )
    ),
    *(Column(name, Number) for name in ("sharpness", "pinball", "brier")),
    *(Column(name, Words, nullable=False) for name in ("muted", "factors")),
    ForeignKeyConstraint(["replay"], ["replays.id"]),
)
