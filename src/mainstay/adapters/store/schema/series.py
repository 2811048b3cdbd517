"""Roll-ups of series: who each is, its week profile and histogram, and its days in blocks of eight weeks."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table, UniqueConstraint

from mainstay.adapters.store.schema.columns import METADATA, Number, Packed, Whole, Words

# A number stands for the series in the other tables, where its name would take as much room as what is kept.
SERIES = Table(
    "series",
    METADATA,
    Column("number", Whole, primary_key=True),
    *(Column(name, Words, nullable=False) for name in ("source", "key", "subject", "what", "sort", "unit")),
    Column("labels", Words, nullable=False),
    Column("limit_value", Number),
    *(Column(name, Words, nullable=False) for name in ("limit_side", "limit_source")),
    *(Column(name, Whole, nullable=False) for name in ("first_day", "last_day", "taken_to", "turn")),
    UniqueConstraint("source", "key"),
    Index(None, "last_day"),
    sqlite_autoincrement=True,
)

SHAPES = Table(
    "series_shapes",
    METADATA,
    Column("series", Whole, primary_key=True, autoincrement=False),
    Column("shape", Packed, nullable=False),
    ForeignKeyConstraint(["series"], ["series.number"]),
)

BLOCKS = Table(
    "series_blocks",
    METADATA,
    Column("series", Whole, primary_key=True, autoincrement=False),
    Column("block", Whole, primary_key=True, autoincrement=False),
    Column("days", Packed, nullable=False),
    ForeignKeyConstraint(["series"], ["series.number"]),
)
