"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# As they were then, whatever becomes of the program's own kinds of columns.
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER: sa.Double[float] = sa.Double()
OPEN = sa.text("state IN ('waiting', 'snoozed', 'approved')")


def upgrade() -> None:
    """Make all tables of an empty store."""
    _anchors()
    _evidence()
    _findings()
    _ledger()
    _messages()
    _proposals()
    _store()
    _subjects()
    _trail()
    _window_marks()
    _decisions()
    _revisions()
    _runs()


def _anchors() -> None:
    op.create_table(
        "anchors",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("chain", WORDS, nullable=False),
        sa.Column("count", WHOLE, nullable=False),
        sa.Column("head", WORDS, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_anchors")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_anchors_count_number"), "anchors", ["count", "number"], unique=False)


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("outcome", WORDS, nullable=False),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("detail", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_evidence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_content_number"), "evidence", ["content", "number"], unique=False)


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("fingerprint", WORDS, nullable=False),
        sa.Column("code", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("urgency", WHOLE, nullable=False),
        sa.Column("first_seen", WHOLE, nullable=False),
        sa.Column("last_seen", WHOLE, nullable=False),
        sa.Column("gone_at", WHOLE, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("evidence", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("subject", "fingerprint", name=op.f("pk_findings")),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("made_at", WHOLE, nullable=False),
        sa.Column("due_at", WHOLE, nullable=False),
        sa.Column("probability", NUMBER, nullable=True),
        sa.Column("low", NUMBER, nullable=True),
        sa.Column("high", NUMBER, nullable=True),
        sa.Column("cover", NUMBER, nullable=True),
        sa.Column("judged_at", WHOLE, nullable=False),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.Column("value", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_index(
        "ix_ledger_due",
        "ledger",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("judged_at = 0"),
        postgresql_where=sa.text("judged_at = 0"),
    )
    op.create_index(op.f("ix_ledger_kind_subject_id"), "ledger", ["kind", "subject", "id"], unique=False)


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("topic", WORDS, nullable=False),
        sa.Column("body", WORDS, nullable=False),
        sa.Column("made_at", WHOLE, nullable=False),
        sa.Column("delivery", WORDS, nullable=False),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("next_at", WHOLE, nullable=False),
        sa.Column("error", WORDS, nullable=False),
        sa.Column("free_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index(
        op.f("ix_messages_delivery_made_at_id"), "messages", ["delivery", "made_at", "id"], unique=False
    )
    op.create_index(op.f("ix_messages_delivery_next_at"), "messages", ["delivery", "next_at"], unique=False)


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("revision", WHOLE, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("plan", WORDS, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("team", WORDS, nullable=False),
        sa.Column("door", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("submitted_at", WHOLE, nullable=False),
        sa.Column("changed_at", WHOLE, nullable=False),
        sa.Column("expires_at", WHOLE, nullable=False),
        sa.Column("wakes_at", WHOLE, nullable=False),
        sa.Column("due_at", WHOLE, nullable=True),
        sa.Column("ruled_by", WORDS, nullable=True),
        sa.Column("holds_until", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_author_id"), "proposals", ["author", "id"], unique=False)
    op.create_index(op.f("ix_proposals_content"), "proposals", ["content"], unique=False)
    op.create_index(op.f("ix_proposals_due_at"), "proposals", ["due_at"], unique=False)
    op.create_index(op.f("ix_proposals_team_key_id"), "proposals", ["team", "key", "id"], unique=False)
    op.create_index(op.f("ix_proposals_state_id"), "proposals", ["state", "id"], unique=False)
    op.create_index(op.f("ix_proposals_subject_id"), "proposals", ["subject", "id"], unique=False)
    op.create_index(op.f("ix_proposals_team_state_id"), "proposals", ["team", "state", "id"], unique=False)
    op.create_index(
        op.f("ix_proposals_ruled_by_holds_until"), "proposals", ["ruled_by", "holds_until"], unique=False
    )
    op.create_index(
        "uq_proposals_team_key_open",
        "proposals",
        ["team", "key"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _store() -> None:
    op.create_table(
        "store",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("chain", WORDS, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_store_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store")),
    )


def _subjects() -> None:
    op.create_table(
        "subjects",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("team", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("tier", WHOLE, nullable=False),
        sa.Column("stage", WORDS, nullable=False),
        sa.Column("depends_on", WORDS, nullable=False),
        sa.Column("added_at", WHOLE, nullable=False),
        sa.Column("changed_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subjects")),
    )
    op.create_index(op.f("ix_subjects_team_id"), "subjects", ["team", "id"], unique=False)


def _trail() -> None:
    op.create_table(
        "trail",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("who", WORDS, nullable=False),
        sa.Column("door", WORDS, nullable=False),
        sa.Column("act", WORDS, nullable=False),
        sa.Column("about", WORDS, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("detail", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.Column("rules", WORDS, nullable=False),
        sa.Column("place", WHOLE, nullable=True),
        sa.Column("seal", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
        sa.UniqueConstraint("place", name=op.f("uq_trail_place")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_trail_record",
        "trail",
        ["record"],
        unique=False,
        sqlite_where=sa.text("record <> ''"),
        postgresql_where=sa.text("record <> ''"),
    )
    op.create_index(
        "ix_trail_unsealed",
        "trail",
        ["id"],
        unique=False,
        sqlite_where=sa.text("place IS NULL"),
        postgresql_where=sa.text("place IS NULL"),
    )
    clock = sa.text("act IN ('clock-leapt', 'clock-righted')")
    op.create_index(
        "ix_trail_clock",
        "trail",
        ["place", "id"],
        unique=False,
        sqlite_where=clock,
        postgresql_where=clock,
    )


def _window_marks() -> None:
    op.create_table(
        "window_marks",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("window", WORDS, nullable=False),
        sa.Column("opens_at", WHOLE, nullable=False),
        sa.Column("closes_at", WHOLE, nullable=False),
        sa.Column("marking", WORDS, nullable=False),
        sa.Column("who", WORDS, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("door", WORDS, nullable=False),
        sa.Column("roles", WORDS, nullable=False),
        sa.Column("teams", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_window_marks")),
        sa.UniqueConstraint(
            "window",
            "opens_at",
            "closes_at",
            "marking",
            "who",
            "roles",
            "teams",
            name=op.f("uq_window_marks_window_opens_at_closes_at_marking_who_roles_teams"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_window_marks_closes_at_number"), "window_marks", ["closes_at", "number"], unique=False
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("proposal", WORDS, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("choice", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("policy", WORDS, nullable=False),
        sa.Column("door", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("roles", WORDS, nullable=False),
        sa.Column("lent_by", WORDS, nullable=False),
        sa.Column("until", WHOLE, nullable=False),
        sa.Column("revision", WHOLE, nullable=False),
        sa.Column("judgement", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["proposal"], ["proposals.id"], name=op.f("fk_decisions_proposal_proposals")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decisions")),
        sa.UniqueConstraint("id", name=op.f("uq_decisions_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_decisions_overrides",
        "decisions",
        ["number"],
        unique=False,
        sqlite_where=sa.text("choice = 'override'"),
        postgresql_where=sa.text("choice = 'override'"),
    )
    op.create_index(op.f("ix_decisions_proposal_number"), "decisions", ["proposal", "number"], unique=False)


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("proposal", WORDS, nullable=False),
        sa.Column("revision", WHOLE, autoincrement=False, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("plan", WORDS, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("team", WORDS, nullable=False),
        sa.Column("door", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("submitted_at", WHOLE, nullable=False),
        sa.Column("changed_at", WHOLE, nullable=False),
        sa.Column("expires_at", WHOLE, nullable=False),
        sa.Column("wakes_at", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["proposal"], ["proposals.id"], name=op.f("fk_revisions_proposal_proposals")),
        sa.PrimaryKeyConstraint("proposal", "revision", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_content"), "revisions", ["content"], unique=False)


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("proposal", WORDS, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("made_at", WHOLE, nullable=False),
        sa.Column("started_at", WHOLE, nullable=False),
        sa.Column("ended_at", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["proposal"], ["proposals.id"], name=op.f("fk_runs_proposal_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_proposal_id"), "runs", ["proposal", "id"], unique=False)
    op.create_index(op.f("ix_runs_state_id"), "runs", ["state", "id"], unique=False)
