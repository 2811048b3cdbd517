"""Runs of approved plans, their journals, the leases of their targets, and how far schedules were dealt with."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table, text

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words

NOT_ENDED = "ended_at = 0"
IN_HAND = "holder <> ''"

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Words, primary_key=True),
    *(Column(name, Words, nullable=False) for name in ("proposal", "content", "state")),
    *(Column(name, Whole, nullable=False) for name in ("made_at", "started_at", "ended_at")),
    *(
        Column(name, Words, nullable=False, server_default="")
        for name in (
            "purpose",
            "of",
            "target",
            "team",
            "by",
            "wish",
            "wished_by",
            "waits_for",
            "reason",
            "climb",
        )
    ),
    *(Column(name, Whole, nullable=False, server_default="0") for name in ("wake_at", "deadline")),
    ForeignKeyConstraint(["proposal"], ["proposals.id"]),
    Index(None, "proposal", "id"),
    Index(None, "state", "id"),
    Index(None, "team", "id"),
    Index(None, "climb", "id"),
    Index("ix_runs_ready", "wake_at", "id", sqlite_where=text(NOT_ENDED), postgresql_where=text(NOT_ENDED)),
)

# The primary key is what keeps two workers from writing the same place, whatever they believe.
JOURNAL = Table(
    "journal",
    METADATA,
    Column("run", Words, primary_key=True),
    Column("place", Whole, primary_key=True, autoincrement=False),
    *(Column(name, Whole, nullable=False) for name in ("at", "token", "number", "wake_at")),
    *(
        Column(name, Words, nullable=False)
        for name in ("step", "part", "mark", "by", "answer", "detail", "output", "memo", "waits_for")
    ),
    ForeignKeyConstraint(["run"], ["runs.id"]),
)

LEASES = Table(
    "leases",
    METADATA,
    Column("target", Words, primary_key=True),
    *(Column(name, Whole, nullable=False) for name in ("token", "beat")),
    *(Column(name, Words, nullable=False) for name in ("run", "holder")),
    Index("ix_leases_in_hand", "holder", sqlite_where=text(IN_HAND), postgresql_where=text(IN_HAND)),
)

SCHEDULES = Table(
    "schedules",
    METADATA,
    Column("name", Words, primary_key=True),
    Column("dealt_with", Whole, nullable=False),
)
