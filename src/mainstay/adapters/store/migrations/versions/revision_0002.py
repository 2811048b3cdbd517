"""Runs get what carrying them out needs: purpose, target, what they wait for; journals, leases and schedules come along."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOT_ENDED = sa.text("ended_at = 0")
IN_HAND = sa.text("holder <> ''")


def upgrade() -> None:
    """Add what is new. Nothing was ever carried out before, so that a run that had not ended has ended now."""
    with op.batch_alter_table("runs") as runs:
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
        ):
            runs.add_column(sa.Column(name, WORDS, nullable=False, server_default=""))
        for name in ("wake_at", "deadline"):
            runs.add_column(sa.Column(name, WHOLE, nullable=False, server_default="0"))
    table = sa.table(
        "runs",
        *(sa.column(name) for name in ("state", "purpose", "made_at", "started_at", "ended_at", "reason")),
    )
    open_ones = table.c.state.in_(("waiting", "running", "unknown"))
    op.execute(table.update().values(purpose="apply"))
    op.execute(
        table.update()
        .where(open_ones)
        .values(
            state="failed",
            ended_at=sa.case(
                (table.c.started_at > 0, table.c.started_at), else_=sa.func.abs(table.c.made_at) + 1
            ),
            reason="its store was made before runs were carried out",
        )
    )
    op.create_index(op.f("ix_runs_team_id"), "runs", ["team", "id"], unique=False)
    op.create_index(op.f("ix_runs_climb_id"), "runs", ["climb", "id"], unique=False)
    op.create_index(
        "ix_runs_ready",
        "runs",
        ["wake_at", "id"],
        unique=False,
        sqlite_where=NOT_ENDED,
        postgresql_where=NOT_ENDED,
    )
    _journal()
    op.create_table(
        "leases",
        sa.Column("target", WORDS, nullable=False),
        sa.Column("token", WHOLE, nullable=False),
        sa.Column("beat", WHOLE, nullable=False),
        sa.Column("run", WORDS, nullable=False),
        sa.Column("holder", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("target", name=op.f("pk_leases")),
    )
    op.create_index(
        "ix_leases_in_hand",
        "leases",
        ["holder"],
        unique=False,
        sqlite_where=IN_HAND,
        postgresql_where=IN_HAND,
    )
    op.create_table(
        "schedules",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("dealt_with", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_schedules")),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("run", WORDS, nullable=False),
        sa.Column("place", WHOLE, autoincrement=False, nullable=False),
        *(sa.Column(name, WHOLE, nullable=False) for name in ("at", "token", "number", "wake_at")),
        *(
            sa.Column(name, WORDS, nullable=False)
            for name in ("step", "part", "mark", "by", "answer", "detail", "output", "memo", "waits_for")
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_journal_run_runs")),
        sa.PrimaryKeyConstraint("run", "place", name=op.f("pk_journal")),
    )
