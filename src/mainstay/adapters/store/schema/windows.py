"""What was put down about occurrences of maintenance windows; `number` is the order in which it came."""

from sqlalchemy import Column, Index, Table, UniqueConstraint

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words

WINDOW_MARKS = Table(
    "window_marks",
    METADATA,
    Column("number", Whole, primary_key=True),
    Column("window", Words, nullable=False),
    *(Column(name, Whole, nullable=False) for name in ("opens_at", "closes_at")),
    *(Column(name, Words, nullable=False) for name in ("marking", "who")),
    Column("at", Whole, nullable=False),
    *(Column(name, Words, nullable=False) for name in ("door", "roles", "teams", "reason")),
    # So an occurrence is announced once, however many look after it at the same time.
    UniqueConstraint("window", "opens_at", "closes_at", "marking", "who", "roles", "teams"),
    Index(None, "closes_at", "number"),
    sqlite_autoincrement=True,
)
