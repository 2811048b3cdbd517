"""Predictions get their series, their middle and their outcome; replays of the past come along."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add what is new. What was foretold before is of no series."""
    with op.batch_alter_table("ledger") as ledger:
        ledger.add_column(sa.Column("middle", sa.Double()))
        for name in ("outcome", "source", "key", "sort", "limit_side"):
            ledger.add_column(sa.Column(name, WORDS, nullable=False, server_default=""))
        ledger.add_column(sa.Column("unit", WORDS, nullable=False, server_default="1"))
        for name in ("since", "days"):
            ledger.add_column(sa.Column(name, WHOLE, nullable=False, server_default="0"))
        for name in ("moves", "widened"):
            ledger.add_column(sa.Column(name, sa.Double(), nullable=False, server_default="1"))
        ledger.add_column(sa.Column("limit_value", sa.Double()))
        ledger.add_column(sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.true()))
    for name, columns, which in (
        ("open", ["source", "key", "id"], "judged_at = 0"),
        ("judged", ["kind", "sort", "judged_at", "id"], "judged_at <> 0"),
    ):
        where = sa.text(which)
        op.create_index(
            f"ix_ledger_{name}",
            "ledger",
            columns,
            unique=False,
            sqlite_where=where,
            postgresql_where=where,
        )
    newest = ["kind", "sort", "made_at", "id"]
    op.create_index(op.f("ix_ledger_kind_sort_made_at_id"), "ledger", newest, unique=False)
    _replays()


def _replays() -> None:
    op.create_table(
        "replays",
        sa.Column("id", WORDS, nullable=False),
        *(
            sa.Column(name, WHOLE, nullable=False)
            for name in ("made_at", "first", "last", "mondays", "series")
        ),
        sa.Column("sources", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replays")),
    )
    op.create_index(op.f("ix_replays_made_at_id"), "replays", ["made_at", "id"], unique=False)
    counts = ("bands", "inside", "crossings", "came", "dates")
    outcomes = ("hit", "early", "late", "prevented", "withdrawn", "not_resolvable", "unknown")
    op.create_table(
        "replay_classes",
        sa.Column("replay", WORDS, nullable=False),
        sa.Column("place", WHOLE, autoincrement=False, nullable=False),
        sa.Column("sort", WORDS, nullable=False),
        *(sa.Column(name, WHOLE, nullable=False) for name in (*counts, *outcomes)),
        *(sa.Column(name, sa.Double()) for name in ("sharpness", "pinball", "brier")),
        *(sa.Column(name, WORDS, nullable=False) for name in ("muted", "factors")),
        sa.ForeignKeyConstraint(["replay"], ["replays.id"], name=op.f("fk_replay_classes_replay_replays")),
        sa.PrimaryKeyConstraint("replay", "place", name=op.f("pk_replay_classes")),
    )
