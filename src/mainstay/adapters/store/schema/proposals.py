"""Proposals as they are, and the revisions that were replaced."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table, text

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words
from mainstay.domain.proposal import OPEN

_OPEN_ONES = text(f"state IN ({', '.join(repr(state.value) for state in OPEN)})")


def _of_a_revision() -> tuple[Column[Any], ...]:
    """Give the columns of what a proposal is at one revision."""
    texts = (
        Column(name, Words, nullable=False) for name in ("content", "plan", "author", "team", "door", "state")
    )
    times = (
        Column(name, Whole, nullable=False)
        for name in ("submitted_at", "changed_at", "expires_at", "wakes_at")
    )
    return (*texts, *times)


# `key`, `subject` and `due_at` repeat what the plan and the times say, to be searched by. `ruled_by` is the digest of the rules
# that the state was last held against ("" for none since it changed, NULL where no rule bears on the state), `holds_until` when
# time alone may change the answer.
PROPOSALS = Table(
    "proposals",
    METADATA,
    Column("id", Words, primary_key=True),
    Column("revision", Whole, nullable=False),
    Column("key", Words, nullable=False),
    Column("subject", Words, nullable=False),
    *_of_a_revision(),
    Column("due_at", Whole),
    Column("ruled_by", Words),
    Column("holds_until", Whole),
    Index(
        "uq_proposals_team_key_open",
        "team",
        "key",
        unique=True,
        sqlite_where=_OPEN_ONES,
        postgresql_where=_OPEN_ONES,
    ),
    Index(None, "team", "key", "id"),
    Index(None, "state", "id"),
    Index(None, "team", "state", "id"),
    Index(None, "subject", "id"),
    Index(None, "author", "id"),
    Index(None, "content"),
    Index(None, "due_at"),
    Index(None, "ruled_by", "holds_until"),
)

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("proposal", Words, primary_key=True),
    Column("revision", Whole, primary_key=True, autoincrement=False),
    *_of_a_revision(),
    ForeignKeyConstraint(["proposal"], ["proposals.id"]),
    Index(None, "content"),
)
