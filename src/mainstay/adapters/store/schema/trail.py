"""The audit trail: rows, the place and seal that each gets once it is chained, and the anchors that were sent."""

from sqlalchemy import Column, Index, Table, UniqueConstraint, text

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words

UNSEALED = "place IS NULL"
CLOCK = "act IN ('clock-leapt', 'clock-righted')"
"""Rows that tell of the clock: each decision asks for the newest of them."""
TELLING = "record <> ''"

# SQLite counts on from the greatest id that ever was, so that no id is given twice.
TRAIL = Table(
    "trail",
    METADATA,
    Column("id", Whole, primary_key=True),
    Column("at", Whole, nullable=False),
    *(
        Column(name, Words, nullable=False)
        for name in ("who", "door", "act", "about", "content", "detail", "record", "rules")
    ),
    Column("place", Whole),
    Column("seal", Words),
    UniqueConstraint("place"),
    # Whoever decides asks whether what was decided before is told.
    Index("ix_trail_record", "record", sqlite_where=text(TELLING), postgresql_where=text(TELLING)),
    Index("ix_trail_unsealed", "id", sqlite_where=text(UNSEALED), postgresql_where=text(UNSEALED)),
    Index("ix_trail_clock", "place", "id", sqlite_where=text(CLOCK), postgresql_where=text(CLOCK)),
    sqlite_autoincrement=True,
)

ANCHORS = Table(
    "anchors",
    METADATA,
    Column("number", Whole, primary_key=True),
    Column("chain", Words, nullable=False),
    Column("count", Whole, nullable=False),
    Column("head", Words, nullable=False),
    Column("at", Whole, nullable=False),
    Index(None, "count", "number"),
    sqlite_autoincrement=True,
)
