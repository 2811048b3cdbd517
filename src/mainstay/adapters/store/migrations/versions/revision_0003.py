"""Series come along: who each is, its week profile and histogram, and its days in blocks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the three tables, which are empty at first."""
    op.create_table(
        "series",
        sa.Column("number", WHOLE, nullable=False),
        *(
            sa.Column(name, WORDS, nullable=False)
            for name in ("source", "key", "subject", "what", "sort", "unit", "labels")
        ),
        sa.Column("limit_value", sa.Double()),
        *(sa.Column(name, WORDS, nullable=False) for name in ("limit_side", "limit_source")),
        *(sa.Column(name, WHOLE, nullable=False) for name in ("first_day", "last_day", "taken_to", "turn")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_series")),
        sa.UniqueConstraint("source", "key", name=op.f("uq_series_source_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_series_last_day"), "series", ["last_day"], unique=False)
    op.create_table(
        "series_shapes",
        sa.Column("series", WHOLE, autoincrement=False, nullable=False),
        sa.Column("shape", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["series"], ["series.number"], name=op.f("fk_series_shapes_series_series")),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_series_shapes")),
    )
    op.create_table(
        "series_blocks",
        sa.Column("series", WHOLE, autoincrement=False, nullable=False),
        sa.Column("block", WHOLE, autoincrement=False, nullable=False),
        sa.Column("days", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["series"], ["series.number"], name=op.f("fk_series_blocks_series_series")),
        sa.PrimaryKeyConstraint("series", "block", name=op.f("pk_series_blocks")),
    )
