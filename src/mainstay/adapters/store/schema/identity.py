"""The one row that says which store this is."""

from sqlalchemy import CheckConstraint, Column, Table

from mainstay.adapters.store.schema.columns import METADATA, Whole, Words

STORE = Table(
    "store",
    METADATA,
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("chain", Words, nullable=False),
    CheckConstraint("id = 1", name="one"),
)
